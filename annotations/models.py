"""A reader's marks: on a page of a version, or a note on a registered target. Private unless shared."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.kinds import LONGEST_BODY, Colour, Kind
from core.models import Base, Versioned


class Note(Versioned):
    """A private note on a registered target (kind and UUID, no foreign key); the client makes the id."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    text = models.TextField(max_length=20_000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "target_kind", "target_id"], name="note_one_per_owner_and_target"
            )
        ]


class MarkQuerySet(models.QuerySet):
    """Marks, as far as someone may see them."""

    def seen_by(self, user: Any, organisations: Any) -> Self:
        """The own ones and those shared with this user or one of these organisations.

        Whether the paper itself may be seen is asked of the paper, every time.
        """
        shared = models.Q(shares__person=user.person_id) | models.Q(shares__organisation__in=organisations)
        if user.person_id is None:
            shared = models.Q(pk__in=[])
        return self.filter(models.Q(owner=user.pk) | (shared & models.Q(deleted_at__isnull=True))).distinct()


class Mark(Versioned):
    """Something a reader put on a page of a version; the client makes the id. The file itself is never changed."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks")
    made_on = models.ForeignKey("papers.PaperVersion", on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind)
    colour = models.CharField(max_length=8, choices=Colour, default=Colour.YELLOW)
    body = models.TextField(max_length=LONGEST_BODY, blank=True)
    # What `kinds.clean_target` keeps: page, quote with prefix and suffix, start; for ink strokes and box.
    target = models.JSONField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "made_on"], name="mark_of_owner_on_version")]


class MarkShare(Base):
    """A mark is shown to a person, or to everybody of an organisation who may read the paper."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="shares")
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mark", "person"], name="mark_share_once_per_person"),
            models.UniqueConstraint(fields=["mark", "organisation"], name="mark_share_once_per_organisation"),
        ]


class MarkPlacement(Base):
    """Where a mark stands in another version than the one it was made on."""

    class State(models.TextChoices):
        """What became of the mark."""

        PLACED = "placed", _("Đúng vị trí")
        MOVED = "moved", _("Đã chuyển chỗ hoặc câu chữ đã sửa")
        ORPHANED = "orphaned", _("Chưa xác định được vị trí")

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="placements")
    version = models.ForeignKey("papers.PaperVersion", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    page = models.PositiveIntegerField(null=True)
    start = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    is_by_hand = models.BooleanField(default=False)
    # Put there again by its owner: where, as the device said it.
    target = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mark", "version"], name="mark_placement_one_per_version")
        ]
