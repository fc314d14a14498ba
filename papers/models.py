"""The base noun: a titled, classified document with versions, files, pages and readers."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace
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
        """Papers the user sees by working on them (own grant, or a secretariat's), not only by reading them: those
        named for an internal part read what is handed out there, and no more.
        """
        readers = (
            models.Q(group__name__startswith="item:")
            | models.Q(group__name__startswith="inner:")
            | (models.Q(group__name__startswith="sitting:") & ~models.Q(group__name__endswith=":secretariat"))
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
    # The number as `core.text.citation_key` writes it, by which other papers' citations find this one.
    citation_key = models.GeneratedField(
        expression=Replace(Replace("document_number", Value(" "), Value("")), Value("TƯ"), Value("TW")),
        output_field=models.CharField(max_length=60),
        db_persist=True,
        db_index=True,
    )
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

    class Recognition(models.TextChoices):
        """How far the recognition of scanned pages is."""

        NONE = "", _("Chưa nhận dạng chữ")
        WAITING = "waiting", _("Đang chờ nhận dạng chữ")
        RUNNING = "running", _("Đang nhận dạng chữ")
        DONE = "done", _("Đã nhận dạng chữ")
        FAILED = "failed", _("Chưa nhận dạng được chữ")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    original = models.ForeignKey(PaperFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(PaperFile, null=True, on_delete=models.PROTECT, related_name="+")
    preparation = models.CharField(max_length=20, choices=Preparation, default=Preparation.WAITING)
    preparation_note = models.CharField(max_length=300, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    # Pages that are pictures of a text, and how many of them have been recognised.
    scanned_pages = models.PositiveIntegerField(default=0)
    recognised_pages = models.PositiveIntegerField(default=0)
    recognition = models.CharField(max_length=10, choices=Recognition, default=Recognition.NONE, blank=True)
    recognition_note = models.CharField(max_length=300, blank=True)
    # What `pdf` was before recognised words were laid under its pictures.
    plain_pdf = models.ForeignKey(PaperFile, null=True, on_delete=models.PROTECT, related_name="+")
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

    @property
    def pages_unsearchable(self) -> int:
        """How many pages are pictures whose words nobody finds."""
        return max(0, self.scanned_pages - self.recognised_pages)

    @property
    def is_being_recognised(self) -> bool:
        """Is recognition asked for and not over?"""
        return self.recognition in (self.Recognition.WAITING, self.Recognition.RUNNING)


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

    class TextSource(models.TextChoices):
        """Where its text comes from."""

        EXTRACTED = "extracted", _("Chữ trong tệp")
        SCANNED = "scanned", _("Ảnh quét")
        RECOGNISED = "recognised", _("Văn bản nhận dạng")
        UNREADABLE = "unreadable", _("Không đọc được")

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    text = models.TextField(blank=True)
    text_source = models.CharField(max_length=12, choices=TextSource, default=TextSource.EXTRACTED)
    thumbnail_path = models.CharField(max_length=200, blank=True)
    # How many dots wide it is drawn in tiles, because its picture is too large for a tablet to take whole; 0: it isn't.
    dots_wide = models.PositiveIntegerField(default=0, db_default=0)
    # Its tiles lie in storage, or are drawn when a reader asks for them.
    is_tiled = models.BooleanField(default=False, db_default=False)
    # Since when they lie there, or when they were last looked at; None: they don't. When they were asked for in vain.
    tiles_at = models.DateTimeField(null=True)
    tiles_asked_at = models.DateTimeField(null=True)

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


class PartialUpload(Base):
    """A heavy file on its way, piece by piece (tus 1.0); `offset` bytes of `size` are safe in storage.

    `checking_since`: somebody is putting it together and examining it since then; `staged`: what came of it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
    checking_since = models.DateTimeField(null=True)
    staged = models.ForeignKey(StagedUpload, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(offset__gte=0, offset__lte=models.F("size")),
                name="partial_upload_offset_within_size",
            )
        ]


class UploadPart(models.Model):
    """One piece of a file on its way: bytes from `start` on, as an object of its own in storage."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(PartialUpload, on_delete=models.CASCADE, related_name="parts")
    start = models.BigIntegerField()
    length = models.PositiveIntegerField()
    storage_path = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "start"], name="upload_part_one_per_place")
        ]
