"""Preparing a poll, and opening it on a frozen electorate."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemPaper
from agendas.services.locking import ensure_sitting_open, lock_item
from audit.services import record
from core import clock
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from core.text import clean_line
from meetings import inner
from meetings import selectors as meetings
from meetings.facts import where_of
from meetings.models import RosterEntry, Sitting
from meetings.rules import ensure_quorum
from meetings.services import follow_seats
from papers.models import Paper
from regulations.rules import QuorumResult
from voting import facts, membership, rules
from voting.errors import (
    AnnulledMotionLeft,
    AnotherPollOpen,
    ItemNotCurrent,
    ItemOver,
    MotionOutOfTurn,
    NotForABlock,
    PaperChanged,
    PaperNotOfItem,
    PollNotInState,
    PollOfAnotherPart,
    SecretByShow,
    SittingWithoutVote,
    UnknownWay,
)
from voting.events import PollOpened, PollPrepared
from voting.locks import lock_poll
from voting.models import Elector, Poll
from voting.services import boxes
from voting.services.numbering import next_number, take_first_number
from voting.telling import tell_poll

State = Poll.State


@transaction.atomic
def prepare_poll(
    deed: Deed,
    item: AgendaItem,
    question: str,
    paper: Paper | None = None,
    *,
    poll: Poll | None = None,
    version: int | None = None,
    is_secret: bool = False,
    motion: str = "",
) -> dict[str, Any]:
    """Write the question of a poll and pin the paper's version of now; with `poll` a prepared one is rewritten.

    `motion` names one of several put on the item ("Phương án 1", …): they are voted in the order they were prepared in,
    each with its outcome, and the last one says whether the item is adopted. A new poll is tied to the annulled one it
    is held instead of.

    A secret poll takes sealed envelopes only, any other open ballots only. Answers `{"poll", "number",
    "paper_version", "version"}`. Raises `SittingWithoutVote`, `ItemOver`, `QuestionMissing`, `PaperNotOfItem`,
    `PollNotInState` (opened meanwhile), `EditedMeanwhile`.
    """
    item = lock_item(item.pk)
    row = lock_poll(poll.pk) if poll else None
    args = [str(item.pk), question, str(paper.pk) if paper else "", str(poll.pk) if poll else "", version]
    args += ["secret"] if is_secret else []
    args += [motion] if motion else []
    if (first := first_answer(deed, "voting.prepare_poll", args)) is not None:
        return first
    sitting = item.agenda.sitting
    ensure_votable(sitting, item)
    question = rules.ensure_question(question)
    if row is None:
        row = Poll(
            sitting=sitting,
            item=item,
            number=next_number(sitting),
            rule_set=sitting.rule_set,
            internal_part=sitting.internal_part,
            edited_by=deed.name,
        )
    else:
        if row.state != State.PREPARED or row.item_id != item.pk or row.is_block:
            raise PollNotInState(state=row.get_state_display())
        row.ensure_version(version)
        row.touch(deed.name)
    row.question, row.paper, row.is_secret = question, paper, is_secret
    _set_motion(row, clean_line(motion)[:120])
    if poll is None:
        row.replaces = annulled_before(item, motion=row.motion)
    if row.replaces and row.motion:  # held again in its old place: the whole is still the last to decide
        row.motion_order = row.replaces.motion_order
    row.paper_version = _laid_version(item, paper) if paper else None
    row.save()
    tell_poll(PollPrepared, row)
    _record(deed, "poll.prepared", row)
    answer = {
        "poll": str(row.pk),
        "number": row.number,
        "paper_version": str(row.paper_version_id) if row.paper_version_id else None,
        "version": row.version,
    }
    return keep_answer(deed, "voting.prepare_poll", args, answer)


@transaction.atomic
def open_poll(deed: Deed, poll: Poll, *, confirmed: bool = False) -> dict[str, Any]:
    """Freeze the electorate from attendance and recusals, and let it vote on its devices; a secret poll takes a box
    from stock.

    Answers `{"poll", "opened_at", "electors", "total"}`, of a secret one with the `fingerprint` of the box's key.
    Raises `SittingNotOpen`, `SittingWithoutVote`, `ItemNotCurrent`, `ItemOver`, `PollNotInState`,
    `AnotherPollOpen`, `MotionOutOfTurn`, `AnnulledMotionLeft`, `PaperChanged`, `NotForABlock`, `QuorumMissing` (with
    the arithmetic and the article); of a secret poll `NoBoxKey`, and `FewElectors` unless `confirmed`.
    """
    return _open(deed, poll, Poll.By.ELECTRONIC, "open_poll", "poll.opened", confirmed=confirmed)


@transaction.atomic
def open_paper_poll(deed: Deed, poll: Poll) -> dict[str, Any]:
    """`open_poll` for paper ballots: the same electorate, quorum and refusals, and no ballot on a device."""
    return _open(deed, poll, Poll.By.PAPER, "open_paper_poll", "poll.opened_on_paper")


@transaction.atomic
def open_counted_poll(deed: Deed, poll: Poll, by: str) -> dict[str, Any]:
    """`open_poll` for a vote by show of hands (`hands`) or by voice (`voice`): only counts are taken, entered twice.

    Raises as `open_poll`, and `SecretByShow`, `UnknownWay`.
    """
    if by not in (Poll.By.HANDS, Poll.By.VOICE):
        raise UnknownWay(field="by")
    return _open(deed, poll, Poll.By(by), "open_counted_poll", "poll.opened_by_show")


def _open(
    deed: Deed, poll: Poll, by: Poll.By, verb: str, recorded: str, *, confirmed: bool = False
) -> dict[str, Any]:
    item = lock_item(poll.item_id)
    poll = lock_poll(poll.pk)
    args: dict[str, Any] = {"poll": str(poll.pk)} | ({"confirmed": True} if confirmed else {})
    args |= {"by": by.value} if by in (Poll.By.HANDS, Poll.By.VOICE) else {}
    if (first := first_answer(deed, f"voting.{verb}", args)) is not None:
        return first
    sitting = item.agenda.sitting
    follow_seats(deed, sitting)
    quorum = _ensure_may_open(sitting, item, poll)
    if poll.is_secret and "by" in args:
        raise SecretByShow
    electors = _freeze(poll, sitting, item)
    _keep_versions(poll)
    entitled = [elector for elector in electors if elector.is_entitled]
    poll.by = by
    if poll.is_sealed:
        rules.ensure_enough_electors(len(entitled), confirmed)
        boxes.take_key(poll)
    _ensure_same_part(poll, sitting)
    moved = take_first_number(poll)
    poll.state, poll.opened_at = State.OPEN, sitting.body.now()
    poll.rule_set, poll.total_members = sitting.rule_set, len(electors)
    poll.total_reason, poll.total_reason_en = membership.why_so_many(poll, electors)
    poll.quorum_present, poll.quorum_needed = quorum.present, quorum.needed
    poll.touch(deed.name)
    poll.save()
    step_taken("open_poll", poll)
    voters = [elector.person_id for elector in entitled]
    tell_poll(PollOpened, poll, voters, before=[(PollPrepared, one) for one in moved])
    box = {"fingerprint": poll.box_key.fingerprint} if poll.is_sealed else {}
    told = {"electors": len(entitled), "total": len(electors), "quorum": quorum.sentence, "by": poll.by}
    _record(deed, recorded, poll, **told, **_recount_facts(poll, electors), **box)
    answer = {
        "poll": str(poll.pk),
        "opened_at": facts.moment(poll.opened_at),
        "electors": len(entitled),
        "total": len(electors),
        **box,
    }
    return keep_answer(deed, f"voting.{verb}", args, answer)


def _recount_facts(poll: Poll, electors: list[Elector]) -> dict[str, Any]:
    """What the record has to know so that electorate and result can be worked out from it again."""
    return {
        "at": poll.opened_at,
        "items": poll.item_ids,
        "roll": {str(elector.pk): str(elector.person_id) for elector in electors},
    }


def _ensure_same_part(poll: Poll, sitting: Sitting) -> None:
    """What was prepared inside is put inside, and what was prepared outside, outside: its number says which."""
    if poll.internal_part != sitting.internal_part:
        raise PollOfAnotherPart


def _ensure_may_open(sitting: Sitting, item: AgendaItem, poll: Poll) -> QuorumResult:
    ensure_votable(sitting, item)
    ensure_sitting_open(sitting)
    if poll.state != State.PREPARED:
        raise PollNotInState(state=poll.get_state_display())
    items = _block_items(poll, item)
    for other in items:
        ensure_votable(sitting, other)
        if poll.is_block and other.recusals.exists():  # since the vote was prepared
            raise NotForABlock(number=other.number, why=_("có thành viên không tham gia nội dung này"))
    if not any(other.state == AgendaItem.State.CURRENT for other in items):
        raise ItemNotCurrent(number=item.number)
    ensure_none_open(sitting)
    _ensure_turn(poll)
    _ensure_version_still_laid(item, poll)
    quorum = meetings.quorum_now(sitting)
    if quorum is None:
        raise SittingWithoutVote
    ensure_quorum(quorum)
    return quorum


def _ensure_turn(poll: Poll) -> None:
    """Motions are put in the order they were prepared in: what comes before has its result or was dropped.

    An annulled result is none: that motion is held again in its place, or let go with the reason.
    """
    if not poll.motion:
        return
    before = Poll.objects.filter(item=poll.item_id, motion_order__gt=0, motion_order__lt=poll.motion_order)
    pending = before.filter(
        internal_part=poll.internal_part, state__in=[State.PREPARED, State.OPEN, State.CLOSED]
    )
    if (first := pending.order_by("motion_order").first()) is not None:
        raise MotionOutOfTurn(motion=first.motion)
    annulled = before.filter(internal_part=poll.internal_part).not_held_again()
    if (left := annulled.order_by("motion_order").first()) is not None:
        raise AnnulledMotionLeft(motion=left.motion)


def annulled_before(item: AgendaItem, *, motion: str = "", is_block: bool = False) -> Poll | None:
    """The annulled vote that a new one on the same matter is held instead of, if it isn't held again already."""
    rows = Poll.objects.filter(
        item=item, state=State.ANNULLED, opened_at__isnull=False, motion=motion, others__isnull=not is_block
    ).filter(internal_part=item.agenda.sitting.internal_part)
    return rows.exclude(replaced_by__isnull=False).order_by("-number").first()


def _set_motion(poll: Poll, motion: str) -> None:
    """Name the motion; the first time it gets its place after those of the item that stand."""
    if motion and not poll.motion:
        standing = Poll.objects.filter(item=poll.item).exclude(state=State.ANNULLED)
        poll.motion_order = (standing.aggregate(last=Max("motion_order"))["last"] or 0) + 1
    poll.motion = motion
    poll.motion_order = poll.motion_order if motion else 0


def _block_items(poll: Poll, first: AgendaItem) -> list[AgendaItem]:
    """The items a poll decides on; those besides the first read anew."""
    if not poll.is_block:
        return [first]
    return [first, *(row.item for row in poll.poll_items.select_related("item") if row.item_id != first.pk)]


def _keep_versions(poll: Poll) -> None:
    """What lay on the table of each item of a block when the vote over it opened."""
    if not poll.is_block:
        return
    for row in poll.poll_items.all():
        laid = ItemPaper.objects.filter(item=row.item_id).select_related("paper__current", "version")
        versions = [(one.paper, one.version or one.paper.current) for one in laid.order_by("order")]
        row.papers = [
            {"paper": str(paper.pk), "version": version.number if version else None}
            for paper, version in versions
        ]
        row.save(update_fields=["papers"])


def ensure_none_open(sitting: Sitting) -> None:
    """Raise `AnotherPollOpen` if a poll of the sitting is open."""
    if other := Poll.objects.filter(sitting=sitting, state=State.OPEN).first():
        raise AnotherPollOpen(question=facts.shown_question(other))


def ensure_votable(sitting: Sitting, item: AgendaItem) -> None:
    """Raise `SittingWithoutVote` or `ItemOver`."""
    if not sitting.has_vote:
        raise SittingWithoutVote
    if item.state in (AgendaItem.State.ENDED, AgendaItem.State.WITHDRAWN):
        raise ItemOver(number=item.number, state=item.get_state_display())


def _laid_version(item: AgendaItem, paper: Paper) -> Any:
    """The version readers of the item have now: the pinned one, before publication the newest."""
    row = ItemPaper.objects.filter(item=item, paper=paper).select_related("version", "paper__current").first()
    if row is None:
        raise PaperNotOfItem(number=item.number, field="paper")
    return row.version or row.paper.current


def _ensure_version_still_laid(item: AgendaItem, poll: Poll) -> None:
    if poll.paper is None:
        return
    laid = _laid_version(item, poll.paper)
    if laid is not None and laid.pk != poll.paper_version_id:
        at = clock.local(item.agenda.sitting.body.time_of(laid.created_at))
        prepared = poll.paper_version.number if poll.paper_version else 0
        raise PaperChanged(number=laid.number, at=f"{at:%H:%M}", prepared=prepared)


def _freeze(poll: Poll, sitting: Sitting, item: AgendaItem) -> list[Elector]:
    """One row per member who counts, entitled if present, not keeping out of the item, and not shut out."""
    recused = set(item.recusals.values_list("entry_id", flat=True))
    rows = meetings.counted_members(sitting).select_related("person__user")
    named = inner.named_now(sitting)
    return Elector.objects.bulk_create(
        _elector(poll, entry, entry.pk in recused or (named is not None and entry.person_id not in named))
        for entry in rows
    )


def _elector(poll: Poll, entry: RosterEntry, is_recused: bool) -> Elector:
    seat: Any = entry.seat  # a member's entry has one
    return Elector(
        poll=poll,
        person_id=entry.person_id,
        seat=seat,
        entry=entry,
        user_id_frozen=getattr(getattr(entry.person, "user", None), "pk", None),
        name=entry.name,
        post_title=entry.post_title,
        order=entry.order,
        is_head=seat.is_head,
        where=where_of(entry),
        is_entitled=rules.is_entitled(where_of(entry), is_recused, seat.can_vote),
    )


def _record(deed: Deed, verb: str, poll: Poll, **more: Any) -> None:
    record(
        deed,
        verb,
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        paper_version=poll.paper_version.number if poll.paper_version else None,
        **({"is_secret": True} if poll.is_secret else {}),
        **more,
    )
