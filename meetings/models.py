"""Sittings, their roster, invitations and replies, and attendance as events."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import REHEARSAL_CHAINS
from core import clock
from core.models import Base, Versioned
from realtime import streams


class SittingQuerySet(models.QuerySet):
    """Sittings, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """A sitting shows to its audiences: secretariat from the start, the others once they are let in."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.shown_to(user.groups.filter(name__startswith="sitting:").values_list("name", flat=True))

    def shown_to(self, audiences: Iterable[str]) -> Self:
        """Those one of these audiences is of."""
        return self.filter(pk__in={streams.id_of(name) for name in audiences if name.startswith("sitting:")})


class Sitting(Versioned):
    """Phiên họp."""

    clock_of = "body"

    class Kind(models.TextChoices):
        """What sort of sitting."""

        REGULAR = "regular", _("Phiên họp thường kỳ")
        THEMATIC = "thematic", _("Phiên họp chuyên đề")
        EXTRAORDINARY = "extraordinary", _("Phiên họp bất thường")
        STANDING = "standing", _("Họp Thường trực Chính phủ")
        WORKING = "working", _("Cuộc họp làm việc")

    class State(models.TextChoices):
        """Course of a sitting."""

        DRAFT = "draft", _("Đang chuẩn bị")
        CALLED = "called", _("Đã triệu tập")
        OPEN = "open", _("Đang họp")
        SUSPENDED = "suspended", _("Tạm nghỉ")
        CLOSED = "closed", _("Đã bế mạc")
        CANCELLED = "cancelled", _("Đã hủy")

    OVER: ClassVar = (State.CLOSED, State.CANCELLED)

    body = models.ForeignKey("accounts.Body", on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField(max_length=250)
    short_title = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.REGULAR)
    has_vote = models.BooleanField(default=True, help_text="Không: họp không tính túc số và không biểu quyết")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=250)
    online_link = models.CharField(max_length=300, blank=True)
    presider = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    rule_set = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="Từ lúc này thành viên thấy phiên họp")
    continues_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True, help_text="Bắt đầu đợt nghỉ hiện nay")
    # Set while somebody other than the head of the body presides by assignment, since this moment of the sitting.
    handed_over_at = models.DateTimeField(null=True, blank=True)
    # When the chair comes back by itself: at this moment of the body's clock, or once these items are over.
    handed_until = models.DateTimeField(null=True, blank=True)
    handed_items = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    invitation_sequence = models.PositiveSmallIntegerField(default=0)
    resumed_reason = models.CharField(max_length=300, blank=True)
    is_rehearsal = models.BooleanField(default=False)
    invitees_wait = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Đại biểu mời theo nội dung chờ ngoài, được mời vào từng người",
    )
    # The number of the internal part that is on now; everything done meanwhile belongs to it.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # The called sitting a rehearsal was copied from.
    rehearsal_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="rehearsals"
    )

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_at"]

    def __str__(self) -> str:
        return self.title

    def stream(self, audience: str) -> str:
        """The stream (and group) of one of its audiences."""
        return streams.sitting(self.pk, audience)

    @property
    def is_over(self) -> bool:
        """Closed or called off: what belongs to it is part of the record."""
        return self.state in self.OVER

    @property
    def day(self) -> date:
        """The day it is held, in Hà Nội."""
        return clock.local_day(self.starts_at)

    @property
    def chain(self) -> str:
        """The audit chain of what is done now: an internal part has one of its own."""
        return self.chain_of(self.internal_part)

    def chain_of(self, part: int | None) -> str:
        """The audit chain of an internal part; of None the sitting's own.

        A rehearsal's is of another kind, which is in no record and can be thrown away.
        """
        own = f"{REHEARSAL_CHAINS}{self.pk}" if self.is_rehearsal else f"sitting:{self.pk}"
        return own if part is None else f"{own}:inner:{part}"

    def hides(self, part: int | None) -> bool:
        """Is what belongs to that internal part hidden from the sitting's audiences, because it isn't on now?"""
        return part is not None and part != self.internal_part


class RosterEntry(Versioned):
    """One person's place in one sitting."""

    clock_of = "sitting.body"

    class Role(models.TextChoices):
        """In what quality the person takes part."""

        MEMBER = "member", _("Thành viên")
        SUBSTITUTE = "substitute", _("Người dự họp thay")
        STANDING_INVITEE = "standing_invitee", _("Khách mời thường xuyên")
        INVITEE = "invitee", _("Đại biểu mời theo nội dung")
        HELPER = "helper", _("Người giúp việc chủ trì")
        STAFF = "staff", _("Thư ký phiên họp")

    class Mode(models.TextChoices):
        """How the person will take part, or took leave."""

        UNKNOWN = "unknown", _("Chưa trả lời")
        ON_SITE = "on_site", _("Dự họp trực tiếp")
        ONLINE = "online", _("Dự họp trực tuyến")
        LEAVE = "leave", _("Xin vắng mặt")
        SUBSTITUTED = "substituted", _("Cử người dự họp thay")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="roster")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="roster_entries")
    seat = models.ForeignKey(
        "accounts.Seat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=20, choices=Role)
    name = models.CharField(max_length=120)
    post_title = models.CharField(max_length=250)
    order = models.PositiveSmallIntegerField(default=0)
    mode = models.CharField(max_length=20, choices=Mode, default=Mode.UNKNOWN)
    online_place = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    leave_approved_at = models.DateTimeField(null=True, blank=True)
    substitute_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes"
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    # Set where somebody became a member while the sitting was held: not among those of its opening.
    member_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=models.Q(removed_at__isnull=True),
                name="roster_entry_one_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post_title}"


class AttendanceEvent(Base):
    """One change of presence; the present state is what the events say."""

    class Kind(models.TextChoices):
        """What happened."""

        ARRIVED = "arrived", _("Có mặt")
        JOINED_ONLINE = "joined_online", _("Tham dự trực tuyến")
        LEFT = "left", _("Rời phiên họp")
        CONNECTION_LOST = "connection_lost", _("Mất kết nối")
        CONNECTION_BACK = "connection_back", _("Kết nối trở lại")
        CORRECTED = "corrected", _("Đính chính")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendance")
    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="attendance")
    kind = models.CharField(max_length=20, choices=Kind)
    presence = models.CharField(max_length=20, default="")
    at = models.DateTimeField()
    number = models.PositiveIntegerField()
    by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="attendance_event_number_is_used_once")
        ]


class Presence(models.Model):
    """Where a person of the roster is now; changed only together with an `AttendanceEvent`."""

    class Where(models.TextChoices):
        """Whereabouts."""

        ABSENT = "absent", _("Chưa có mặt")
        ON_SITE = "on_site", _("Có mặt tại phòng họp")
        ONLINE = "online", _("Có mặt trực tuyến")
        SUSPENDED = "suspended", _("Tạm mất kết nối")
        LEFT = "left", _("Đã rời phiên họp")

    entry = models.OneToOneField(
        RosterEntry, primary_key=True, on_delete=models.CASCADE, related_name="presence"
    )
    where = models.CharField(max_length=20, choices=Where, default=Where.ABSENT)
    since = models.DateTimeField()


class LostLink(models.Model):
    """A side of a sitting fell silent together; the row is there only as long as it is so."""

    class Side(models.TextChoices):
        """Whose line broke."""

        REMOTE = "remote", _("các điểm cầu trực tuyến")
        ROOM = "room", _("các thiết bị trong phòng họp")

    sitting = models.OneToOneField(
        "Sitting", primary_key=True, on_delete=models.CASCADE, related_name="lost_link"
    )
    side = models.CharField(max_length=10, choices=Side)
    since = models.DateTimeField()
    persons = models.JSONField(default=list)


class InternalPart(Base):
    """Phần họp nội bộ: from `started_at` to `ended_at` only those named hear, read and write."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="internal_parts")
    number = models.PositiveSmallIntegerField()
    item_id = models.UUIDField(null=True, blank=True)
    item_number = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="internal_part_number_is_used_once")
        ]

    @property
    def stream(self) -> str:
        """The group of those named."""
        return streams.inner(self.sitting_id, self.number)


class InternalPartPerson(Base):
    """One who is named for an internal part, as printed then."""

    part = models.ForeignKey(InternalPart, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    post_title = models.CharField(max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    named_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "person"], name="internal_part_names_a_person_once")
        ]


class Invitation(Base):
    """A letter of invitation that went out to one entry of the roster."""

    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    facts = models.JSONField(default=dict)


class OneTimePass(Base):
    """Lets one person into one sitting, once, until midnight: by a link, or by a seat code on a tablet of the room.

    Of the link or code and of its PIN only keyed hashes are kept. `expires_at` is on the true clock, as sign-ins are;
    what was done (issued, used, ended) is on the body's.
    """

    class Kind(models.TextChoices):
        """By what."""

        LINK = "link", _("Liên kết cho khách")
        SEAT = "seat", _("Mã chỗ ngồi")

    class Ending(models.TextChoices):
        """Why it lets nobody in any more."""

        RETURNED = "returned", _("đã trả máy")
        REVOKED = "revoked", _("Ban thư ký đã chấm dứt")
        REPLACED = "replaced", _("đã cấp mã khác")
        WRONG_PINS = "wrong_pins", _("nhập sai mã PIN quá số lần")
        CLOSED = "closed", _("phiên họp đã kết thúc")

    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="passes")
    kind = models.CharField(max_length=10, choices=Kind)
    token_hash = models.CharField(max_length=64)
    pin_hash = models.CharField(max_length=64)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    device = models.CharField(max_length=80, blank=True)
    session_key = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    class Meta:
        ordering: ClassVar = ["issued_at", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="one_time_pass_token_is_used_once"),
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="one_time_pass_one_alive_per_entry_and_kind",
            ),
        ]

    @property
    def is_alive(self) -> bool:
        """Is it neither ended nor past its midnight?"""
        return self.ended_at is None and self.expires_at > clock.real()

    @property
    def is_out(self) -> bool:
        """Is somebody in by it now?"""
        return self.is_alive and self.used_at is not None
