"""Sound of a sitting: recordings with their chunks and their own readers, and the marks of the sitting's course."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from core.models import Base
from meetings.models import Sitting


class RecordingQuerySet(models.QuerySet):
    """Recordings, as far as someone may hear them."""

    def audible_to(self, user: Any, day: date) -> Self:
        """Those this user is a reader of on that day; nobody hears one by a role."""
        person = getattr(user, "person_id", None)
        if person is None:
            return self.none()
        mine = RecordingReader.objects.standing(day).filter(person=person)
        return self.filter(pk__in=mine.values("recording"))


class Recording(Base):
    """One stretch of sound: from an order (or the beginning of a file brought later) until it stopped."""

    class State(models.TextChoices):
        """Course of a recording."""

        RECORDING = "recording", _("Đang ghi âm")
        PAUSED = "paused", _("Tạm dừng ghi âm")
        ENDED = "ended", _("Đã dừng")
        DESTROYED = "destroyed", _("Đã hủy")

    class Stopped(models.TextChoices):
        """Why it stopped."""

        PRESSED = "pressed", _("theo lệnh")
        SUSPENDED = "suspended", _("khi phiên họp tạm nghỉ")
        INTERNAL = "internal", _("khi phần họp nội bộ bắt đầu hoặc kết thúc")
        CLOSED = "closed", _("khi phiên họp bế mạc")

    LIVE: ClassVar = (State.RECORDING, State.PAUSED)

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="recordings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.RECORDING)
    # The internal part it was ordered in: then only those named for the part may ever hear it.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    ordered_by = models.CharField(max_length=200)
    by_direction = models.BooleanField(
        default=False, help_text="Bàn thư ký ra lệnh theo chỉ đạo của người chủ trì"
    )
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=20, choices=Stopped, blank=True)
    # When the device's first sound was taken, in the time of the sitting: where offset 0 is.
    sound_from = models.DateTimeField(null=True, blank=True)
    # `[[from, to], …]` in ISO form, `to` null while it lasts: nothing is recorded meanwhile.
    pauses = models.JSONField(default=list)
    # The one device that records: its user, and a hash of what only that browser holds.
    device_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    device_hash = models.CharField(max_length=64, blank=True)
    is_upload = models.BooleanField(default=False)
    name = models.CharField(max_length=150, blank=True)
    mime = models.CharField(max_length=40, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    chunks = models.PositiveIntegerField(default=0)
    # Set once the device said that nothing more will come.
    is_complete = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    # When the readers were told that its time is nearly over.
    warned_on = models.DateField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    destroyed_by = models.CharField(max_length=200, blank=True)
    destroyed_reason = models.CharField(max_length=300, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["started_at", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="recording_number_is_used_once"),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(state__in=["recording", "paused"]),
                name="recording_one_live_per_sitting",
            ),
        ]

    @property
    def storage_path(self) -> str:
        """Where its bytes lie, whatever it is called."""
        return f"recordings/{str(self.pk)[:2]}/{self.pk}"

    @property
    def is_audible(self) -> bool:
        """Is there sound to hear?"""
        return self.state == self.State.ENDED and self.size > 0


class RecordingChunk(models.Model):
    """What came of the sound, in order; a repeat is known by its hash."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="received")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "number"], name="recording_chunk_comes_once")
        ]


class RecordingReaderQuerySet(models.QuerySet):
    """Rights to listen."""

    def standing(self, day: date) -> Self:
        """Those that hold on that day of the body."""
        return self.filter(ended_at=None).filter(Q(until=None) | Q(until__gte=day))


class RecordingReader(Base):
    """A person who may hear a recording: by whom and until when (a day, that day included)."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveIntegerField(default=0)

    objects = RecordingReaderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "person"], name="recording_reader_is_named_once")
        ]


class CourseMark(Base):
    """A moment of the sitting's course that one wants to find again in its sound.

    Written whether or not it is recorded, because a recorder's file may be brought afterwards.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ITEM_STARTED = "item_started", _("Bắt đầu nội dung")
        ITEM_ENDED = "item_ended", _("Kết thúc nội dung")
        VOTE_OPENED = "vote_opened", _("Bắt đầu biểu quyết")
        SPEAKER = "speaker", _("Phát biểu")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="course_marks")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["at"]
