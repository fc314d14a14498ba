"""What the paper fallback of a vote prints, as one frozen value: roll, ballots and the form for the count.

A poll that is prepared or open lends its question and version, an open one also its frozen electorate; without one
the item's own title is put, and every member may get a ballot who has a vote and doesn't keep out of the item.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from agendas.facts import shown_title
from agendas.models import AgendaItem
from core import clock
from meetings import selectors as meetings
from meetings.facts import where_of
from meetings.models import Presence, RosterEntry, Sitting
from regulations.parameters import RuleParameters
from regulations.rules import QuorumResult
from regulations.selectors import parameters_for
from voting import facts
from voting.models import Poll

Where = Presence.Where
_LENDING = (Poll.State.PREPARED, Poll.State.OPEN)


@dataclass(frozen=True, slots=True)
class OnRoll:
    """One line of the roll. `barred` says why there is no ballot; empty for who may vote."""

    name: str
    post: str
    where: str
    barred: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Printout:
    """Everything on the paper; `at` is the moment of the body's clock it was printed at."""

    office: str
    sitting: str
    day: datetime
    item: str
    subject: str
    question: str
    version: str
    at: datetime
    members: tuple[OnRoll, ...]
    substitutes: tuple[OnRoll, ...]
    quorum: QuorumResult | None
    parameters: RuleParameters
    is_frozen: bool
    is_secret: bool
    is_rehearsal: bool

    @property
    def voters(self) -> tuple[OnRoll, ...]:
        """The members who get a ballot."""
        return tuple(row for row in self.members if not row.barred)

    @property
    def total(self) -> int:
        """All members who count, present or not."""
        return self.quorum.total if self.quorum else len(self.members)

    @property
    def series(self) -> str:
        """Numbers the printing: two printings of an item have different numbers, the ballots of one the same."""
        return f"Loạt phiếu số {self.item}-{clock.local(self.at):%H%M%S}"


def printout_of(item: AgendaItem) -> Printout:
    """The printout of an item as things stand now. Raises `NoRuleSet` for broken data only."""
    sitting = item.agenda.sitting
    poll = _lending_poll(item)
    office = sitting.body.secretariat
    return Printout(
        office=office.name if office else sitting.body.name,
        sitting=sitting.title,
        day=sitting.starts_at,
        item=str(item.number),
        subject=shown_title(item),
        question=facts.shown_question(poll) if poll else _question(item),
        version="" if item.paper_copies_only else _version(item, poll),
        at=sitting.body.now(),
        members=tuple(_members(sitting, item, poll)),
        substitutes=tuple(_substitutes(sitting)),
        quorum=meetings.quorum_now(sitting),
        parameters=parameters_for(sitting.rule_set),
        is_frozen=poll is not None and poll.opened_at is not None,
        is_secret=poll is not None and poll.is_secret,
        is_rehearsal=sitting.is_rehearsal,
    )


def _lending_poll(item: AgendaItem) -> Poll | None:
    part = item.agenda.sitting.internal_part
    rows = Poll.objects.filter(item=item, state__in=_LENDING, internal_part=part).select_related(
        "item", "paper", "paper_version"
    )
    return rows.order_by(F("opened_at").desc(nulls_last=True), "number").first()


def _question(item: AgendaItem) -> str:
    return f"Thông qua: {shown_title(item)}"


def _version(item: AgendaItem, poll: Poll | None) -> str:
    """ "Dự thảo Nghị quyết …, bản 2": the paper and the version that is voted on."""
    if poll is not None:
        return _named(poll.paper, poll.paper_version) if poll.paper else ""
    rows = list(item.item_papers.select_related("paper__current", "version"))
    # As the control panel proposes it: the draft is what is adopted, other papers explain it.
    rows.sort(key=lambda row: not row.paper.title.casefold().startswith("dự thảo"))
    return _named(rows[0].paper, rows[0].version or rows[0].paper.current) if rows else ""


def _named(paper: Any, version: Any) -> str:
    return f"{paper.title}, bản {version.number}" if version else str(paper.title)


def _members(sitting: Sitting, item: AgendaItem, poll: Poll | None) -> Iterable[OnRoll]:
    recused = set(item.recusals.values_list("entry_id", flat=True))
    frozen: dict[UUID, bool] | None = None
    if poll is not None and poll.opened_at:
        frozen = dict(poll.electors.values_list("person_id", "is_entitled"))
    for entry in meetings.members(sitting):
        yield OnRoll(
            entry.name,
            entry.post_title,
            str(Where(where_of(entry)).label),
            barred=_barred(entry, entry.pk in recused, frozen),
            is_head=bool(entry.seat and entry.seat.is_head),
        )


def _barred(entry: RosterEntry, is_recused: bool, frozen: dict[UUID, bool] | None) -> str:
    """Why this member gets no ballot. Whoever is missing at the moment may still come, unless the vote has begun."""
    if not (entry.seat and entry.seat.can_vote):
        return "không có quyền biểu quyết"
    if is_recused:
        return "không tham gia nội dung này"
    if frozen is not None and not frozen.get(entry.person_id, False):
        return "vắng khi bắt đầu biểu quyết"
    return ""


def _substitutes(sitting: Sitting) -> Iterable[OnRoll]:
    rows = meetings.roster(sitting).filter(role=RosterEntry.Role.SUBSTITUTE)
    for entry in rows.select_related("substitute_for"):
        absent = entry.substitute_for
        instead = f", dự họp thay {absent.post_title}" if absent else ""
        yield OnRoll(
            entry.name,
            f"{entry.post_title}{instead}",
            str(Where(where_of(entry)).label),
            barred="được phát biểu, không được biểu quyết",
        )
