"""A reader's marks: on a page of a version, or a note on a registered target. Private unless shared."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations import w3c
from core.models import Base, Versioned
from core.spelling import compact


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
    # The mark as a W3C Web Annotation, whole (`annotations.w3c`): what it is, its words, where it stands.
    annotation = models.JSONField()
    # Bytes of the annotation and of the places put by hand, as JSON in UTF-8: what one person stores on one paper has a
    # limit.
    size = models.PositiveIntegerField(default=0, db_default=0)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "made_on"], name="mark_of_owner_on_version")]

    def write(self, *, kind: str, colour: str, body: str, target: dict[str, Any]) -> None:
        """Say anew what the mark is and where; `target` is what `kinds.clean_target` answered. The caller saves."""
        source, at = self.made_on_id, self.created_at
        self.annotation = w3c.annotation_of(self.pk, source, at, kind, colour, body, target)
        self.count_bytes()

    def count_bytes(self) -> None:
        """Count anew what its owner wrote of it, here and in other versions. The caller saves."""
        by_hand = () if self._state.adding else self.placements.filter(is_by_hand=True)
        written = [self.annotation, *(row.target for row in by_hand)]
        self.size = sum(len(compact(one).encode()) for one in written)

    @property
    def kind(self) -> str:
        """One of `Kind`."""
        return str(self.annotation[w3c.KIND])

    @property
    def colour(self) -> str:
        """One of `Colour`."""
        return str(self.annotation[w3c.COLOUR])

    @property
    def body(self) -> str:
        """The words written with it; may be empty."""
        return w3c.body_of(self.annotation)

    @property
    def target(self) -> dict[str, Any]:
        """Where it was made, as the tablet draws it."""
        return w3c.place_of(self.annotation)


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
    is_by_hand = models.BooleanField(default=False)
    # The target of the annotation in this version, as W3C has it; none for an orphan.
    target = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mark", "version"], name="mark_placement_one_per_version")
        ]

    @property
    def place(self) -> dict[str, Any] | None:
        """Where it stands here, without strokes: ink keeps those it was made with."""
        return w3c.read_targets(self.target) if self.target else None


class MarkImport(Base):
    """A file of annotations on its way in: taken by a job, so that thousands keep nobody waiting."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mark_imports")
    # The annotations of the file, and how far they were looked at; emptied at the end.
    annotations = models.JSONField(default=list)
    place = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)

    @property
    def done(self) -> int:
        """How many were looked at."""
        return self.taken + self.left
