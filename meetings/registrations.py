"""What meetings leaves in the registries of the house (read once at start)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Body, BodyRole, Mandate, Seat
from core.deed import by_system
from core.registries import (
    AUDIT_VERBS,
    NOTICE_KINDS,
    OF_SITTING,
    PEOPLE_CHANGED,
    PRESENCE_CHANGED,
    SNAPSHOT_PARTS,
    STEP_CHECKS,
    SWEEPS,
)
from core.wording import labelled
from meetings import commands, events, services
from meetings.audiences import sync_audiences
from meetings.mails import KINDS
from meetings.membership import MEMBER
from meetings.models import AttendanceEvent, LostLink, OneTimePass, RosterEntry, Sitting
from meetings.services import base, links
from meetings.snapshots import AUDIENCE_PART, DESK_PART, link_part, neutral_part, passes_part, waiting_part
from realtime import streams
from regulations.errors import AlreadyInForce
from regulations.models import RuleSet

__all__ = ["commands", "events"]

for _audience in (streams.ROOM, streams.MEMBERS, streams.OBSERVERS, streams.CHAIR):
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", AUDIENCE_PART)
SNAPSHOT_PARTS.add(f"sitting:{streams.SECRETARIAT}", DESK_PART)
SNAPSHOT_PARTS.add(f"sitting:{streams.SECRETARIAT}", passes_part)
SNAPSHOT_PARTS.add(f"closed:sitting:{streams.ROOM}", neutral_part)
SNAPSHOT_PARTS.add("waiting", waiting_part)
for _audience in links.TOLD:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", link_part)
SWEEPS.add("second", services.look_for_broken_lines)
SWEEPS.add("second", services.return_chairs_due)
SWEEPS.add("minute", services.discard_old_rehearsals)
for _kind, _notice in KINDS.items():
    NOTICE_KINDS.add(_kind, _notice)
PRESENCE_CHANGED.add("sitting", services.connection_changed)


@OF_SITTING.under("sitting")
def is_the_sitting(sitting_id: str, within: str) -> bool:
    """Is it the sitting itself?"""
    return UUID(sitting_id) == UUID(within)


@OF_SITTING.under("entry")
def is_entry_of(entry_id: str, within: str) -> bool:
    """Is the entry on its roster?"""
    return RosterEntry.objects.filter(pk=entry_id, sitting_id=within).exists()


@STEP_CHECKS.under("confirm_rule_set")
def before_a_new_version(rule_set: RuleSet) -> None:
    """A rule set under which a sitting was opened stays as it was. Raises `AlreadyInForce`."""
    if Sitting.objects.filter(rule_set=rule_set.code, opened_at__isnull=False).exists():
        raise AlreadyInForce(rule_set=rule_set.code)


@PEOPLE_CHANGED.under("changed")
def regrant(body_id: UUID) -> None:
    """A role, seat or mandate of the body began or ended: its coming and running sittings follow at once."""
    over = (Sitting.State.CANCELLED,)
    for sitting in Sitting.objects.filter(body_id=body_id).exclude(state__in=over).select_related("body"):
        sync_audiences(sitting)
        follow_members(sitting)


def follow_members(sitting: Sitting) -> None:
    """Who became a member comes on the roster of a sitting that is being held; its number of members is told anew."""
    if sitting.opened_at is None or sitting.is_over:
        return
    services.follow_seats(by_system(_("Danh sách thành viên")), sitting)
    gone = sitting.roster.filter(MEMBER, seat__valid_to__lte=sitting.body.today())
    if last := gone.first():
        base.tell_roster(sitting, events.RosterChanged, [last.pk])


@SWEEPS.under("minute")
def follow_the_calendar() -> None:
    """A seat, role or mandate that begins or ends by its date, without a button, is followed within a minute.

    Three days back, so that a jobs process that stood still over a weekend catches up.
    """
    for body in Body.objects.all():
        day = body.today()
        lately = (day - timedelta(days=3), day)
        turned = Q(body=body) & (Q(valid_to__range=lately) | Q(valid_from__range=lately))
        if any(model.objects.filter(turned).exists() for model in (Seat, BodyRole, Mandate)):
            regrant(body.pk)


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % _worded(facts))


def _worded(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with codes put into words and lists joined."""
    words = labelled(
        facts,
        ("mode", RosterEntry.Mode),
        ("role", RosterEntry.Role),
        ("kind", AttendanceEvent.Kind),
        ("kind", OneTimePass.Kind),
        ("side", LostLink.Side),
        ("ending", OneTimePass.Ending),
    )
    for name in ("names", "changed"):
        if isinstance(facts.get(name), list):
            words[name] = ", ".join(facts[name])
    return words


_says("sitting.created", gettext_noop("Tạo phiên họp “%(sitting)s”"))
_says("sitting.edited", gettext_noop("Sửa thông tin phiên họp “%(sitting)s” (%(changed)s)"))
_says("sitting.rehearsed", gettext_noop("Bắt đầu diễn tập “%(sitting)s”"))
_says("sitting.cancelled", gettext_noop("Hủy phiên họp “%(sitting)s”. Lý do: %(reason)s"))
_says("sitting.shown", gettext_noop("Cho thành viên xem phiên họp “%(sitting)s”"))
_says("sitting.called", gettext_noop("Gửi giấy mời dự “%(sitting)s” tới %(invited)s người"))
_says("sitting.reminded", gettext_noop("Nhắc trả lời giấy mời dự “%(sitting)s”: %(names)s"))
_says("sitting.opened", gettext_noop("Khai mạc “%(sitting)s”. %(quorum)s"))
_says("sitting.suspended", gettext_noop("Tạm nghỉ “%(sitting)s”"))
_says("sitting.continued", gettext_noop("Họp tiếp “%(sitting)s”"))
_says("sitting.closed", gettext_noop("Bế mạc “%(sitting)s”"))
_says("sitting.resumed", gettext_noop("Mở lại “%(sitting)s” sau khi bế mạc. Lý do: %(reason)s"))
_says("sitting.chair_handed_over", gettext_noop("%(name)s chủ trì “%(sitting)s” từ thời điểm này"))
_says("sitting.chair_returned", gettext_noop("%(name)s tiếp tục chủ trì “%(sitting)s”"))
_says("sitting.internal_part_started", gettext_noop("Bắt đầu phần họp nội bộ của “%(sitting)s”: %(names)s"))
_says("sitting.internal_part_ended", gettext_noop("Kết thúc phần họp nội bộ của “%(sitting)s”"))
_says("sitting.admitted_inside", gettext_noop("Mời thêm %(names)s vào phần họp nội bộ của “%(sitting)s”"))
_says(
    "sitting.invitees_wait",
    gettext_noop("Đại biểu mời theo nội dung của “%(sitting)s” chờ ngoài, được mời vào"),
)
_says(
    "sitting.invitees_come_freely",
    gettext_noop("Đại biểu mời theo nội dung của “%(sitting)s” không phải chờ ngoài"),
)
_says("roster.filled", gettext_noop("Lập danh sách %(members)s thành viên của “%(sitting)s”"))
_says(
    "roster.followed",
    gettext_noop("Từ thời điểm này là thành viên, có trong danh sách “%(sitting)s”: %(names)s"),
)
_says("roster.added", gettext_noop("Thêm %(name)s, %(post)s vào danh sách “%(sitting)s”: %(role)s"))
_says(
    "roster.removed",
    gettext_noop("Đưa %(name)s, %(post)s ra khỏi danh sách “%(sitting)s”. Lý do: %(reason)s"),
)
_says("invitation.replied", gettext_noop("%(name)s, %(post)s trả lời giấy mời dự “%(sitting)s”: %(mode)s"))
_says("leave.approved", gettext_noop("Chấp thuận cho %(name)s, %(post)s vắng mặt tại “%(sitting)s”"))
_says("presence.changed", gettext_noop("Điểm danh “%(sitting)s”: %(names)s (%(kind)s)"))
_says("pass.issued", gettext_noop("Cấp %(kind)s cho %(name)s, %(post)s vào “%(sitting)s”"))
_says("pass.codes_issued", gettext_noop("Cấp mã chỗ ngồi của “%(sitting)s” cho %(count)s người"))
_says("pass.used", gettext_noop("%(name)s vào “%(sitting)s” bằng %(kind)s, trên %(device)s"))
_says("pass.ended", gettext_noop("%(kind)s của %(name)s vào “%(sitting)s” hết hiệu lực: %(ending)s"))
_says("link.lost", gettext_noop("Mất kết nối với %(side)s của “%(sitting)s”: %(names)s"))
_says("link.back", gettext_noop("Đã kết nối lại với %(side)s của “%(sitting)s”"))
