"""The sitting live: what is before it, who speaks, what the wall shows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from core.models import Base
from meetings.models import RosterEntry, Sitting


class RoomState(models.Model):
    """One row per sitting: the current item, and the paper and page the presider shows."""

    sitting = models.OneToOneField(Sitting, primary_key=True, on_delete=models.CASCADE, related_name="room")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    paper = models.ForeignKey("papers.Paper", null=True, on_delete=models.SET_NULL, related_name="+")
    paper_version = models.ForeignKey(
        "papers.PaperVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    page = models.PositiveIntegerField(default=1)
    display_mode = models.CharField(max_length=20, default="item")
    display_message = models.CharField(max_length=200, blank=True)
    # An item put on the wall by hand; without it the one before the sitting is shown.
    display_item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")


class Speech(Base):
    """One request for the floor, and the speech that came of it."""

    class Kind(models.TextChoices):
        """What it is; which goes first is said by the setting `SPEECH_RANKS`."""

        STATEMENT = "statement", _("Phát biểu")
        QUESTION = "question", _("Câu hỏi")
        INTERVENTION = "intervention", _("Trao đổi lại")
        POINT_OF_ORDER = "point_of_order", _("Về trình tự, thủ tục")

    class State(models.TextChoices):
        """Course of a speech."""

        WAITING = "waiting", _("Đã đăng ký")
        SPEAKING = "speaking", _("Đang phát biểu")
        DONE = "done", _("Đã phát biểu")
        WITHDRAWN = "withdrawn", _("Đã hủy đăng ký")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="speeches")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.CASCADE, related_name="speeches")
    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="speeches")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.STATEMENT)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    order = models.PositiveIntegerField()
    seconds_allowed = models.PositiveIntegerField(default=300)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The internal part it was asked for or held in.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # The absent member, by post, whose mandate to speak the speaker held when he asked.
    on_behalf_of = models.CharField(max_length=250, blank=True, default="", db_default="")
    # While it is set the time stands still; what stood still before is in `paused_seconds`.
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting"],
                condition=models.Q(state="speaking"),
                name="speech_one_speaker_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["sitting", "entry"],
                condition=models.Q(state="waiting"),
                name="speech_one_request_waiting_per_person",
            ),
        ]


class ConferencePoint(Base):
    """Điểm cầu: several persons of the roster in one room elsewhere, with one sign-in for the place."""

    class Link(models.TextChoices):
        """What is known of its line."""

        NEVER = "never", _("Chưa kết nối")
        ON = "on", _("Đang kết nối")
        LOST = "lost", _("Mất kết nối")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="points")
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    link = models.CharField(max_length=10, choices=Link, default=Link.NEVER)
    link_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "name"], name="conference_point_name_is_used_once")
        ]

    def __str__(self) -> str:
        return self.name


class PointPerson(models.Model):
    """Where a person of the roster sits, if at a conference point: at one of them only."""

    entry = models.OneToOneField(
        RosterEntry, primary_key=True, on_delete=models.CASCADE, related_name="at_point"
    )
    point = models.ForeignKey(ConferencePoint, on_delete=models.CASCADE, related_name="persons")


class Display(Base):
    """A screen on the wall, paired to one sitting by a code read off the screen."""

    code = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.CASCADE, related_name="displays")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    paired_at = models.DateTimeField(null=True, blank=True)
    paired_by = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    # The one sign-in of a conference point: its own page, which may ask for the floor.
    point = models.OneToOneField(ConferencePoint, null=True, on_delete=models.CASCADE, related_name="device")


class DeskFunction(models.Model):
    """Who holds one of the three functions of the desk now. A convenience that keeps people apart, never a right."""

    class Function(models.TextChoices):
        """The work at the desk of a sitting, as three people share it."""

        CONDUCT = "conduct", _("Điều hành")
        VOTES = "votes", _("Điểm danh và biểu quyết")
        MINUTES = "minutes", _("Biên bản")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="desk_functions")
    function = models.CharField(max_length=20, choices=Function)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "function"], name="desk_function_has_one_holder")
        ]


class Line(Base):
    """One line written quietly between desk, presider and presenter during a sitting; no part of the minutes."""

    class To(models.TextChoices):
        """To whom, by what they do in the sitting."""

        DESK = "desk", _("Bàn điều hành")
        PRESIDER = "presider", _("Người chủ trì")
        PRESENTER = "presenter", _("Người trình bày")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    sender = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    sender_post = models.CharField(max_length=250)
    to = models.CharField(max_length=20, choices=To)
    text = models.CharField(max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["sent_at"]


class LineReader(models.Model):
    """A person a line was for."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "person"], name="line_reader_is_named_once")
        ]
