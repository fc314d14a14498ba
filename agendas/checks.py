"""The check list: why an agenda can't be published yet, in words, each with where to put it right."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agendas import facts
from agendas.errors import ItemWithoutEnding
from agendas.models import Agenda, AgendaApproval, AgendaItem, ItemPaper
from meetings.errors import InternalPartIsOn
from meetings.models import RosterEntry, Sitting
from papers.models import Paper, PaperVersion

SITTING, ROSTER, ITEM, PAPERS, APPROVAL = "sitting", "roster", "item", "papers", "approval"
Preparation = PaperVersion.Preparation


@dataclass(frozen=True)
class Blocker:
    """One sentence of the check list. `place` says where it is put right; `item` which item, if one."""

    code: str
    sentence: str
    place: str
    item: UUID | None = None


def publication_blockers(agenda: Agenda, items: list[AgendaItem] | None = None) -> list[Blocker]:
    """Everything that stands in the way, in reading order; empty when the agenda can go out.

    `items` may come loaded with their facts. The number of queries doesn't grow with items or papers.
    """
    items = facts.items_of(agenda.pk) if items is None else items
    return [
        *blockers_of_sitting(agenda.sitting),
        *_of_items(items),
        *blockers_of_approval(agenda, items),
    ]


def blockers_of_sitting(sitting: Sitting) -> list[Blocker]:
    """Day, state, roster and presider."""
    found = []
    if sitting.is_over:
        sentence = _("Phiên họp đã bế mạc hoặc đã hủy nên không phát hành chương trình.")
        found.append(Blocker("sitting_over", sentence, SITTING))
    elif sitting.day < sitting.body.today():
        sentence = _("Ngày họp đã qua. Đề nghị xác định lại ngày, giờ họp.")
        found.append(Blocker("sitting_not_dated", sentence, SITTING))
    members = set(
        sitting.roster.filter(role=RosterEntry.Role.MEMBER, removed_at=None).values_list(
            "person_id", flat=True
        )
    )
    if not members:
        sentence = _("Danh sách dự họp chưa có thành viên nào. Đề nghị lập danh sách.")
        found.append(Blocker("roster_empty", sentence, ROSTER))
    elif sitting.presider_id not in members:
        sentence = _("Người chủ trì chưa có trong danh sách dự họp. Đề nghị chọn người chủ trì.")
        found.append(Blocker("presider_missing", sentence, SITTING))
    return found


def _of_items(items: list[AgendaItem]) -> list[Blocker]:
    if not items:
        return [Blocker("no_items", _("Chương trình chưa có nội dung nào. Đề nghị thêm nội dung."), ITEM)]
    return [blocker for item in items for blocker in blockers_of_item(item)]


def blockers_of_item(item: AgendaItem) -> list[Blocker]:
    """Presenter, short title, papers. The item comes with its facts joined (`facts.with_facts`)."""
    found: list[Blocker] = []

    def miss(code: str, sentence: str, place: str = ITEM, **words: Any) -> None:
        found.append(Blocker(code, sentence % {"number": item.number, **words}, place, item.pk))

    if item.presenter is None:
        miss("presenter_missing", _("Nội dung %(number)s chưa có người trình bày."))
    if not item.short_title:
        miss("short_title_missing", _("Nội dung %(number)s chưa có tên ngắn cho màn hình phòng họp."))
    laid = list(item.item_papers.all())
    if item.paper_copies_only:
        if laid:
            miss(
                "paper_copies_only_has_file",
                _("Nội dung %(number)s chỉ phát bản giấy nhưng đang gắn tệp. Đề nghị gỡ tệp."),
                PAPERS,
            )
        return found
    if not laid:
        miss(
            "papers_missing",
            _("Nội dung %(number)s chưa có tài liệu và không đánh dấu “Chỉ phát bản giấy”."),
            PAPERS,
        )
    for row in laid:
        if sentence := paper_problem(row.paper):
            miss("paper_not_ready", sentence, PAPERS, title=row.paper.title)
    return found


def paper_problem(paper: Paper) -> str | None:
    """Why this paper can't go out, or None. The sentence has places for number and title."""
    if paper.state == Paper.State.WITHDRAWN:
        return _("Nội dung %(number)s: tài liệu “%(title)s” đã rút. Đề nghị gỡ khỏi nội dung.")
    if paper.current is None:
        return _("Nội dung %(number)s: tài liệu “%(title)s” chưa có tệp. Đề nghị tải tệp lên.")
    if paper.current.preparation == Preparation.FAILED:
        return _("Nội dung %(number)s: tài liệu “%(title)s” chưa chuyển đổi được. Đề nghị tải lên bản PDF.")
    if not paper.current.is_readable:
        return _("Nội dung %(number)s: tài liệu “%(title)s” đang chuyển đổi. Đề nghị chờ hoàn tất.")
    return None


def blockers_of_approval(agenda: Agenda, items: list[AgendaItem]) -> list[Blocker]:
    """The head's approval of exactly this draft."""
    if not items or standing_approval(agenda) is not None:
        return []
    if agenda.approvals.exists():
        sentence = _("Chương trình đã sửa sau khi được phê duyệt. Đề nghị trình phê duyệt lại.")
        return [Blocker("approval_too_old", sentence, APPROVAL)]
    sentence = _("Chương trình chưa được phê duyệt.")
    return [Blocker("approval_missing", sentence, APPROVAL)]


def standing_approval(agenda: Agenda) -> AgendaApproval | None:
    """The approval that holds for the draft as it is now."""
    return (
        agenda.approvals.filter(revoked_at=None, agenda_version=agenda.version)
        .order_by("-approved_at")
        .first()
    )


def ensure_every_item_ended(sitting: Sitting) -> None:
    """The check left for closing a sitting. Raises `ItemWithoutEnding`."""
    open_states = (AgendaItem.State.WAITING, AgendaItem.State.CURRENT)
    rows = AgendaItem.objects.filter(agenda__sitting=sitting, state__in=open_states).order_by("order")
    numbers = list(rows.values_list("number", flat=True))
    if numbers:
        raise ItemWithoutEnding(count=len(numbers), numbers=", ".join(number or "–" for number in numbers))


def ensure_wall_is_not_neutral(sitting: Sitting, _item: AgendaItem) -> None:
    """Raise `InternalPartIsOn`: while part of a sitting is internal the wall says only that."""
    if Sitting.objects.filter(pk=sitting.pk, internal_part__isnull=False).exists():
        raise InternalPartIsOn


def ensure_not_inside(row: ItemPaper) -> None:
    """Raise `InternalPartIsOn`: a new version laid inside couldn't be read by those who had the old one."""
    if row.item.agenda.sitting.internal_part is not None:
        raise InternalPartIsOn
