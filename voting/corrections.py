"""What stands of a poll once its corrections are read with it, and how the corrections are told.

Nothing here changes a poll: the announced result stays in `poll.tally` and `poll.outcome`, the electorate as it was
frozen; a correction is a row beside them.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from meetings.models import Presence
from meetings.rules import ATTENDING
from regulations import rules as law
from regulations.selectors import parameters_for
from voting import rules
from voting.models import Elector, Poll, PollCorrection

Facts = dict[str, Any]
Kind = PollCorrection.Kind
Where = Presence.Where


def of_kind(poll: Poll, kind: str) -> list[PollCorrection]:
    """The corrections of one kind, in their order."""
    return sorted((row for row in poll.corrections.all() if row.kind == kind), key=lambda row: row.number)


def standing_outcome(poll: Poll) -> Facts:
    """The outcome as last corrected; the announced one where nothing was."""
    rows = of_kind(poll, Kind.RESULT)
    outcome: Facts = rows[-1].outcome if rows else poll.outcome
    return outcome


def is_adopted(poll: Poll) -> bool:
    """Was it adopted, corrections included?"""
    return bool(standing_outcome(poll).get("adopted"))


def corrected_values(poll: Poll, current: dict[Any, str]) -> dict[str, str]:
    """`{elector id: value}` of a vote by name: the ballots that count with every correction applied to them."""
    values = {str(elector): value for elector, value in current.items()}
    for row in of_kind(poll, Kind.RESULT):
        values.update(row.changes)
    return {elector: value for elector, value in values.items() if value}


def class_of(where: str) -> str:
    """Whereabouts as far as a vote cares: who left, never came or isn't known isn't there."""
    return where if where in ATTENDING else Where.ABSENT.value


def corrected_where(poll: Poll) -> dict[str, str]:
    """`{elector id: whereabouts at the opening}` as last corrected."""
    where = {str(elector.pk): class_of(elector.where) for elector in poll.electors.all()}
    for row in of_kind(poll, Kind.ATTENDANCE):
        where.update(row.changes)
    return where


def course_of(events: Iterable[Any]) -> list[tuple[datetime, str]]:
    """When a person was where, out of the attendance events in the order they were entered.

    An event reaches back: what it contradicts counts no longer; "absent" says the person was entered by mistake.
    """
    course: list[tuple[datetime, str]] = []
    for event in events:
        course = [] if event.presence == Where.ABSENT else [one for one in course if one[0] < event.at]
        course.append((event.at, event.presence))
    return course


def where_at(course: Iterable[tuple[datetime, str]], at: datetime) -> str:
    """Whereabouts at a moment, as `course_of` tells it."""
    return next((where for since, where in reversed(list(course)) if since <= at), Where.ABSENT.value)


def quorum_of(poll: Poll, where: dict[str, str]) -> law.QuorumResult:
    """The quorum at the opening of the poll, by its own rule set, with these whereabouts."""
    places = list(where.values())
    return law.quorum(
        parameters_for(poll.rule_set),
        total_members=poll.total_members,
        on_site=places.count(Where.ON_SITE),
        online=places.count(Where.ONLINE),
    )


def remarks_on_attendance(electors: Iterable[Elector], where: dict[str, str], voted: set[str]) -> list[str]:
    """Where corrected attendance and the frozen electorate part; content of the record, so always Vietnamese."""
    found = []
    for elector in electors:
        is_here = where[str(elector.pk)] in ATTENDING
        if elector.is_entitled and not is_here:
            ballot = "đã có phiếu" if str(elector.pk) in voted else "không có phiếu"
            found.append(
                f"{elector.post_title or elector.name} có tên trong danh sách biểu quyết ({ballot}), nhưng theo "
                "điểm danh đính chính thì không có mặt khi bắt đầu biểu quyết"
            )
        if is_here and class_of(elector.where) == Where.ABSENT:
            found.append(
                f"{elector.post_title or elector.name} không có tên trong danh sách biểu quyết, nhưng theo điểm danh "
                "đính chính thì có mặt khi bắt đầu biểu quyết"
            )
    return found


def result_facts(outcome: Facts, tally: Facts) -> Facts:
    """A corrected result as a stream tells it."""
    return {"counts": rules.counts_of(tally), "outcome": told_outcome(outcome, tally)}


def told_outcome(outcome: Facts, tally: Facts) -> Facts:
    """An outcome as streams tell it, announced or corrected: in words with its arithmetic, and the strip of all."""
    names = ("kind", "adopted", "needed", "sentence", "sentence_en", "article", "article_en")
    return {
        **{name: outcome[name] for name in names},
        "arithmetic": " · ".join(outcome["arithmetic"][3:-1]),
        "arithmetic_en": " · ".join(outcome["arithmetic_en"][3:-1]),
        "lines": outcome["arithmetic"],
        "lines_en": outcome["arithmetic_en"],
        "strip": rules.strip(tally),
    }
