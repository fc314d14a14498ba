"""What waits for the secretariat today: counters and rows, each leading to where it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agendas.checks import publication_blockers
from agendas.models import Agenda
from core.text import vi_date, vi_moment
from dossiers.models import Dossier
from meetings.access import can_conduct
from meetings.models import RosterEntry, Sitting
from meetings.selectors import letter_deadline, quorum_now, sittings_for_desk
from minutes.access import can_edit
from minutes.models import ConclusionNotice, Minutes
from papers.models import PaperVersion
from portal.selectors import in_words

Preparation = PaperVersion.Preparation
COMING = (Sitting.State.DRAFT, Sitting.State.CALLED)
RUNNING = (Sitting.State.OPEN, Sitting.State.SUSPENDED)


@dataclass(frozen=True)
class Row:
    """One line: what, of which sitting, how pressing, and where to do it."""

    what: str
    place: str
    url: str
    state: str = ""
    kind: str = "wait"


@dataclass(frozen=True)
class Counter:
    """One number that is a link."""

    label: str
    count: int
    url: str


def today_of(user: Any) -> dict[str, Any]:
    """Rows by section; the queries grow with the sittings in preparation, not with what exists."""
    real = sittings_for_desk(user).filter(is_rehearsal=False)
    sittings = list(real.filter(state__in=[*COMING, *RUNNING])[:20])
    dossiers = Dossier.objects.visible_to(user).filter(state=Dossier.State.SUBMITTED).order_by("submitted_at")
    failed = PaperVersion.objects.filter(
        preparation=Preparation.FAILED, paper__dossier_paper__dossier__in=Dossier.objects.visible_to(user)
    ).select_related("paper")
    unsigned = _minutes_to_write(user)
    rows = [row for sitting in sittings for row in _rows_of(user, sitting)] + _notices_due(user)
    return {
        "running": [(s, can_conduct(user, s)) for s in sittings if s.state in RUNNING],
        "rows": rows,
        "dossiers": dossiers[:20],
        "failed": failed[:20],
        "minutes": unsigned[:20],
        "counters": [
            Counter(_("Hồ sơ chờ thẩm tra"), dossiers.count(), reverse("dossiers:list")),
            Counter(_("Việc của các phiên họp sắp tới"), len(rows), "#sittings"),
            Counter(_("Tài liệu chưa chuyển đổi được"), failed.count(), "#failed"),
            Counter(_("Biên bản chưa thông qua"), len(unsigned), "#minutes"),
        ],
    }


def _minutes_to_write(user: Any) -> list[Minutes]:
    """Minutes of closed sittings not approved yet, for those who may write them."""
    closed = sittings_for_desk(user).filter(state=Sitting.State.CLOSED).order_by().values("pk")
    drafts = Minutes.objects.filter(sitting__in=closed, state=Minutes.State.DRAFT)
    return [row for row in drafts.select_related("sitting__body") if can_edit(user, row.sitting)]


def _notices_due(user: Any) -> list[Row]:
    """Notices of conclusion not issued yet, with the last day, for those who may write them."""
    closed = sittings_for_desk(user).filter(state=Sitting.State.CLOSED).order_by().values("pk")
    drafts = ConclusionNotice.objects.filter(sitting__in=closed, issued_at=None).order_by("due_on")
    found = []
    for row in drafts.select_related("sitting__body")[:20]:
        if not can_edit(user, row.sitting):
            continue
        late = row.sitting.body.today() > row.due_on
        words = _("Ban hành thông báo kết luận trước hết ngày %(day)s") % {"day": vi_date(row.due_on)}
        url = reverse("minutes:conclusion", args=[row.sitting_id])
        found.append(
            Row(words, row.sitting.title, url, _("Đã quá hạn") if late else "", "stop" if late else "wait")
        )
    return found


def _rows_of(user: Any, sitting: Sitting) -> list[Row]:
    if sitting.state in RUNNING:
        return []
    found = [row for row in (_letters(sitting), _replies(sitting), _leave(sitting)) if row]
    agenda = Agenda.objects.filter(sitting=sitting).first()
    where = reverse("agendas:workspace", args=[sitting.pk])
    if agenda is None or agenda.state != Agenda.State.PUBLISHED:
        missing = len(publication_blockers(agenda)) if agenda else 1
        words = _("Chương trình còn %(n)d việc trước khi phát hành") % {"n": missing}
        if not missing:
            words = _("Chương trình đã đủ điều kiện phát hành")
        found.append(Row(words, sitting.title, where, kind="wait" if missing else "now"))
    elif sitting.state == Sitting.State.CALLED:
        found.append(_opening(user, sitting))
    return found


def _opening(user: Any, sitting: Sitting) -> Row:
    """Called and published: attendance comes next, and the opening once enough are present."""
    quorum = quorum_now(sitting)
    words = _("Đã sẵn sàng, khai mạc lúc %(at)s. Bước tiếp theo: khai mạc")
    if quorum is not None and not quorum.ok:
        words = _(
            "Đã sẵn sàng, khai mạc lúc %(at)s. "
            "Bước tiếp theo: điểm danh (có mặt %(present)s/%(total)s, cần ít nhất %(needed)s)"
        )
    facts: dict[str, Any] = {"at": vi_moment(sitting.starts_at)}
    if quorum is not None:
        facts |= {"present": quorum.present, "total": quorum.total, "needed": quorum.needed}
    where = "portal:control" if can_conduct(user, sitting) else "portal:sitting"
    url = reverse(where, args=[sitting.pk])
    return Row(words % facts, sitting.title, url, in_words(sitting), "now")


def _letters(sitting: Sitting) -> Row | None:
    if sitting.state != Sitting.State.DRAFT:
        return None
    deadline = letter_deadline(sitting)
    if deadline.latest is None:
        return None
    words = _("Gửi giấy mời trước hết ngày %(day)s") % {"day": vi_date(deadline.latest)}
    late = _("Đã quá hạn") if deadline.is_past else ""
    url = reverse("meetings:invitations", args=[sitting.pk])
    return Row(words, sitting.title, url, late, "stop" if deadline.is_past else "wait")


def _replies(sitting: Sitting) -> Row | None:
    silent = getattr(sitting, "unanswered", 0)
    if sitting.state != Sitting.State.CALLED or not silent:
        return None
    words = _("%(n)d thành viên chưa trả lời giấy mời") % {"n": silent}
    return Row(words, sitting.title, reverse("meetings:invitations", args=[sitting.pk]))


def _leave(sitting: Sitting) -> Row | None:
    asked = sitting.roster.filter(
        mode=RosterEntry.Mode.LEAVE, leave_approved_at__isnull=True, removed_at__isnull=True
    ).count()
    if not asked:
        return None
    words = _("%(n)d thành viên xin vắng mặt, chờ ý kiến") % {"n": asked}
    return Row(words, sitting.title, reverse("meetings:roster", args=[sitting.pk]))
