"""The base noun: a titled, classified document with versions, files, pages and readers."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from core.models import Base, Versioned


class Classification(models.TextChoices):
    """Độ mật, lowest first."""

    PUBLIC = "public", _("Công khai")
    INTERNAL = "internal", _("Nội bộ")
    SECRET = "secret", _("Mật")
    TOP_SECRET = "top_secret", _("Tối mật")
    ABSOLUTE_SECRET = "absolute_secret", _("Tuyệt mật")


def classifications_up_to(ceiling: str) -> list[str]:
    """The levels an installation may hold; state secrets need an installation on a network of its own."""
    levels = [level.value for level in Classification]
    return levels[: levels.index(ceiling) + 1]


class Urgency(models.TextChoices):
    """Độ khẩn."""

    NORMAL = "normal", _("Thường")
    URGENT = "urgent", _("Khẩn")
    VERY_URGENT = "very_urgent", _("Thượng khẩn")
    EXPRESS = "express", _("Hỏa tốc")


class PaperQuerySet(models.QuerySet):
    """Papers, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """Papers granted to one of the user's groups or to the user; drafts are granted to their desk's
        group.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self._granted(user, models.Q())

    def worked_on_by(self, user: Any) -> Self:
        """Papers the user sees by working on them (own grant, or a secretariat's), not only by reading them."""
        readers = models.Q(group__name__startswith="item:") | (
            models.Q(group__name__startswith="sitting:") & ~models.Q(group__name__endswith=":secretariat")
        )
        return self._granted(user, ~readers)

    def _granted(self, user: Any, groups: models.Q) -> Self:
        view = {"permission__codename": "view_paper"}
        by_group = PaperGroupObjectPermission.objects.filter(groups, group__user=user, **view)
        own = PaperUserObjectPermission.objects.filter(user=user, **view)
        return self.filter(
            models.Q(pk__in=by_group.values("content_object")) | models.Q(pk__in=own.values("content_object"))
        )


class Paper(Versioned):
    """One paper; what it says at a time is a `PaperVersion`."""

    class State(models.TextChoices):
        """Life of a paper."""

        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", _("Đã trình")
        PUBLISHED = "published", _("Đã phát hành")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Kind(models.TextChoices):
        """What sort of paper it is."""

        SUBMISSION = "submission", _("Tờ trình")
        DRAFT_TEXT = "draft_text", _("Dự thảo")
        REPORT = "report", _("Báo cáo")
        ANNEX = "annex", _("Phụ lục")
        OPINIONS = "opinions", _("Bảng tổng hợp ý kiến")
        NOTE = "note", _("Phiếu trình")
        SLIDES = "slides", _("Trình chiếu")
        APPRAISAL = "appraisal", _("Báo cáo thẩm định")
        MINUTES = "minutes", _("Biên bản")
        OTHER = "other", _("Tài liệu khác")

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    classification = models.CharField(max_length=20, choices=Classification, default=Classification.INTERNAL)
    urgency = models.CharField(max_length=20, choices=Urgency, default=Urgency.NORMAL)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    document_number = models.CharField(max_length=60, blank=True)
    document_date = models.DateField(null=True, blank=True)
    current = models.ForeignKey(
        "PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Above the installation's ceiling nothing can be stored, whatever program writes it.
            models.CheckConstraint(
                condition=models.Q(classification__in=classifications_up_to(settings.CLASSIFICATION_CEILING)),
                name="paper_classification_within_ceiling",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PaperFile(Base):
    """Immutable bytes, found by their hash."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    mime = models.CharField(max_length=100)
    name = models.CharField(max_length=150)
    storage_path = models.CharField(max_length=200)


class PaperVersionQuerySet(models.QuerySet):
    """Versions, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """Every version for who works on the paper; a reader sees the versions laid before an audience of his."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        laid = PaperLaying.objects.filter(group__user=user).values("version")
        return self.filter(
            models.Q(pk__in=laid, paper__in=Paper.objects.visible_to(user))
            | models.Q(paper__in=Paper.objects.worked_on_by(user))
        )


class PaperVersion(Base):
    """One version: the file as it came, the PDF that is read, and what is known of its pages."""

    class Preparation(models.TextChoices):
        """How far the pages are."""

        WAITING = "waiting", _("Đang chờ chuyển đổi")
        CONVERTING = "converting", _("Đang chuyển đổi")
        READY = "ready", _("Sẵn sàng")
        QUICK_VIEW = "quick_view", _("Bản xem nhanh")
        FAILED = "failed", _("Chưa chuyển đổi được")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    original = models.ForeignKey(PaperFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(PaperFile, null=True, on_delete=models.PROTECT, related_name="+")
    preparation = models.CharField(max_length=20, choices=Preparation, default=Preparation.WAITING)
    preparation_note = models.CharField(max_length=300, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    outline = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=200, blank=True)

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_number_is_used_once")
        ]

    @property
    def is_readable(self) -> bool:
        """Is there a PDF to open?"""
        return self.preparation in (self.Preparation.READY, self.Preparation.QUICK_VIEW)


class PaperLaying(Base):
    """A version was laid before an audience: its readers see this one, and neither drafts before nor after it."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="layings")
    group = models.ForeignKey("auth.Group", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "group"], name="paper_laying_once_per_audience")
        ]


class PaperPage(models.Model):
    """One page: size in points, its text, and a small picture in storage."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    text_source = models.CharField(max_length=12, default="extracted")
    thumbnail_path = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="paper_page_number_is_used_once")
        ]


class StagedUpload(Base):
    """A file that has arrived and been examined, not yet part of anything."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(PaperFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    attached_at = models.DateTimeField(null=True)


class PaperGroupObjectPermission(GroupObjectPermissionBase):
    """Grants to audiences, as plain foreign keys (five times faster than the generic table)."""

    content_object = models.ForeignKey(Paper, on_delete=models.CASCADE)


class PaperUserObjectPermission(UserObjectPermissionBase):
    """Grants to single users."""

    content_object = models.ForeignKey(Paper, on_delete=models.CASCADE)


class PaperOpening(models.Model):
    """A reader opened a version; `last_page` is remembered across devices."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_page = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "user"], name="paper_opening_one_per_reader")
        ]
