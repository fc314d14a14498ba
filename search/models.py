"""The index: one row for each piece of text that can be found, what changed since, and how far the index is."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from core import clock
from core.models import Base


class Piece(models.Model):
    """One searchable piece: the title of a thing (`page` 0), a page of a paper, the text of minutes.

    Whether somebody may see it is asked of the app of its `kind`, by `ref`, in the query itself. The full-text index
    over `exact`, `folded` and `numbers` is made by the first migration, for each database its own way.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    # The thing that changes and is indexed as a whole, and the one whose rights count (a version of a paper).
    thing = models.UUIDField()
    ref = models.UUIDField()
    page = models.PositiveIntegerField(default=0)
    exact = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    numbers = models.TextField(blank=True)
    classification = models.CharField(max_length=20, blank=True)
    organisation = models.UUIDField(null=True)
    sort = models.CharField(max_length=20, blank=True)
    moment = models.DateTimeField(default=clock.real)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ref", "page"], name="piece_once_per_page")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "thing"], name="piece_of_thing")]


class Change(models.Model):
    """Something changed and isn't in the index yet; written by the database in the transaction of the change."""

    id = models.BigAutoField(primary_key=True)
    watch = models.CharField(max_length=40)
    ref = models.UUIDField()
    # The one page of it that changed; null: all of it.
    page = models.PositiveIntegerField(null=True)
    # By the clock of the database: it is the database that writes the row.
    at = models.DateTimeField(null=True)


class SetAside(models.Model):
    """What couldn't be taken in: it is tried again ever more rarely, and holds nothing else up.

    Written only by who holds the lock of the index. `page` null: the whole thing `ref`.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    ref = models.UUIDField(db_index=True)
    page = models.PositiveIntegerField(null=True)
    # The kind of error and where it happened; never what it said, which may quote the text.
    error = models.CharField(max_length=200)
    tries = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(default=clock.real)
    again_at = models.DateTimeField(db_index=True)


class IndexState(models.Model):
    """Who changes an index holds the lock of its row: 1 the one in the database, 2 that of Elasticsearch."""

    EMBEDDED, ELASTIC = 1, 2

    id = models.PositiveSmallIntegerField(primary_key=True, default=EMBEDDED)
    filled_at = models.DateTimeField(null=True)
    # (of row 1) How often changes were taken in: who read the index at the same number read the same index.
    number = models.BigIntegerField(default=0, db_default=0)
    # (of row 1) The day up to which what begins by itself was noted.
    day = models.DateField(null=True)
    # Names of a filling (of row 2): the one that answers, and the one that is being made. Empty: none.
    live = models.CharField(max_length=20, blank=True, default="")
    building = models.CharField(max_length=20, blank=True, default="")


class Outgoing(models.Model):
    """A piece changed and Elasticsearch doesn't know yet; written in the transaction that changed the piece.

    Its number is the version of the change: who changes pieces holds a lock, so numbers grow in the order of commits.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    ref = models.UUIDField()
    page = models.PositiveIntegerField()
    # The class it was filed under before: where it goes from, if it goes.
    classification = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=clock.real)
    # Sent, but kept for an index that is being made; the newest one is kept too, for its number.
    is_sent = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(is_sent=False), name="outgoing_unsent"),
            models.Index(fields=["ref", "page"], name="outgoing_of_piece"),
        ]


class SavedSearch(Base):
    """A search somebody wants to hear of: its owner's alone. Deleted it is kept a day, so that it can come back."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=200)
    filters = models.JSONField(default=dict)
    # What its owner was when it was last looked at: another one may see other things (`search.saved.rights_of`).
    rights = models.CharField(max_length=64, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(deleted_at__isnull=True),
                name="saved_search_name_is_used_once",
            )
        ]


class SavedFind(models.Model):
    """A thing a saved search is known to find; `found_at` says when it was new, null if it was there from the first."""

    id = models.BigAutoField(primary_key=True)
    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="finds")
    kind = models.CharField(max_length=20)
    thing = models.UUIDField()
    found_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["search", "kind", "thing"], name="saved_find_once")
        ]


class Touched(models.Model):
    """What changed, or what more people may see, since savers were last told; written while there are any, and only by
    who holds the lock of the index. `page` null: the whole thing `ref`.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    ref = models.UUIDField()
    page = models.PositiveIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ref"], name="touched_by_ref")]
