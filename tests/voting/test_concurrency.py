"""Votes against closings, double presses, two secretaries: what was acknowledged is counted, and nothing else."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from core.errors import DomainError
from realtime import commands
from realtime.models import Event
from tests.factories import paper_polls, polls
from voting import services
from voting.models import Ballot, Poll

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment, each on a connection of its own; what each gave, or the error it raised."""
    results: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(place: int) -> None:
        try:
            start.wait()
            results[place] = works[place]()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_50_votes_against_50_closings_what_is_acknowledged_is_counted():
    poll = polls.opened(members=50)
    users = polls.members_of(poll)
    votes = [lambda user=user: polls.cast(poll, user, "for_") for user in users]
    desk = polls.secretary(poll.sitting)

    def close(place: int) -> dict[str, Any]:
        time.sleep(place * 0.01)  # some votes get through before the first closing
        return services.close_poll(desk, poll)

    closings = [lambda place=place: close(place) for place in range(50)]
    mixed = [work for pair in zip(votes, closings, strict=True) for work in pair]
    results = together(mixed)
    cast, closed = results[0::2], results[1::2]
    acknowledged = {answer["code"] for answer in cast if isinstance(answer, dict)}
    refused = [error for error in cast if not isinstance(error, dict)]
    assert {getattr(error, "code", error) for error in refused} <= {"already_closed"}
    assert sum(isinstance(answer, dict) for answer in closed) == 1
    assert {getattr(e, "code", e) for e in closed if not isinstance(e, dict)} == {"poll_not_in_state"}
    assert set(poll.ballots.values_list("code", flat=True)) == acknowledged
    stored = polls.fresh(poll.pk)
    assert stored.tally["for_"] == len(acknowledged) and stored.tally["not_cast"] == 50 - len(acknowledged)
    assert not poll.ballots.filter(cast_at__gt=stored.closed_at).exists()


def test_the_count_that_is_told_only_grows_and_ends_right():
    poll = polls.opened(members=20)
    together([lambda user=user: polls.cast(poll, user, "for_") for user in polls.members_of(poll)])
    stream = poll.sitting.stream("members")
    bodies = (
        Event.objects.filter(stream=stream, type="ballots.cast")
        .order_by("seq")
        .values_list("body", flat=True)
    )
    told = [body["polls"][str(poll.pk)]["cast"] for body in bodies]
    assert told == list(range(1, 21))


def test_a_double_press_is_one_ballot_and_every_answer_is_the_same():
    poll = polls.opened(members=5)
    user = polls.members_of(poll)[1]
    message = {
        "id": 1,
        "verb": "voting.cast_ballot",
        "key": str(uuid4()),
        "args": {"poll": str(poll.pk), "value": "for_"},
    }
    answers = together([lambda: commands.answer(user, dict(message), "socket") for _press in range(12)])
    assert all("ok" in answer for answer in answers), answers
    assert len({answer["ok"]["code"] for answer in answers}) == 1
    assert poll.ballots.count() == 1


def test_two_devices_of_one_member_leave_numbered_versions_and_one_counted_ballot():
    poll = polls.opened(members=5)
    user = polls.members_of(poll)[1]
    values = [Ballot.Value.values[number % 3] for number in range(12)]
    answers = together([lambda value=value: polls.cast(poll, user, value) for value in values])
    assert all(isinstance(answer, dict) for answer in answers), answers
    versions = list(poll.ballots.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    last = poll.ballots.order_by("-version").first()
    services.close_poll(polls.secretary(poll.sitting), poll)
    tally = polls.fresh(poll.pk).tally
    assert tally[last.value] == 1 and tally["not_cast"] == 4


def test_envelopes_against_closings_what_is_acknowledged_is_in_the_box_and_counted():
    poll = polls.opened_secret(members=20)
    users = polls.members_of(poll)
    sealed = {user.pk: polls.sealed(poll, user, "for_") for user in users}
    votes = [lambda user=user: polls.cast_sealed(poll, user, "", "", sealed[user.pk]) for user in users]
    desk = polls.secretary(poll.sitting)

    def close(place: int) -> dict[str, Any]:
        time.sleep(place * 0.01)
        return services.close_poll(desk, poll)

    closings = [lambda place=place: close(place) for place in range(20)]
    results = together([work for pair in zip(votes, closings, strict=True) for work in pair])
    acknowledged = {answer["code"] for answer in results[0::2] if isinstance(answer, dict)}
    refused = {getattr(error, "code", error) for error in results[0::2] if not isinstance(error, dict)}
    assert refused <= {"already_closed"}
    assert set(poll.sealed_ballots.values_list("code", flat=True)) == acknowledged
    polls.keeper().turn()
    tally = polls.fresh(poll.pk).tally
    assert (tally["for_"], tally["not_cast"]) == (len(acknowledged), 20 - len(acknowledged))


def test_one_envelope_sent_by_many_at_once_is_in_the_box_once():
    poll = polls.opened_secret(members=6)
    users = polls.members_of(poll)
    envelope = polls.sealed(poll, users[1], "for_")
    args = {"poll": str(poll.pk), "sealed": envelope}
    messages = [{"id": 1, "verb": "voting.cast_sealed", "key": str(uuid4()), "args": args} for _user in users]
    answers = together(
        [
            lambda user=user, message=message: commands.answer(user, message, "socket")
            for user, message in zip(users, messages, strict=True)
        ]
    )
    assert sum("ok" in answer for answer in answers) == 1
    assert {answer["error"]["code"] for answer in answers if "error" in answer} == {"envelope_copied"}
    assert poll.sealed_ballots.count() == 1


def test_two_keepers_open_a_box_once():
    poll = polls.opened_secret(members=6)
    for user in polls.members_of(poll):
        polls.cast_sealed(poll, user, "for_")
    services.close_poll(polls.secretary(poll.sitting), poll)
    results = together([lambda: polls.keeper().turn() for _keeper in range(4)])
    assert not any(isinstance(result, Exception) for result in results), results
    assert poll.secret_ballots.count() == 6
    assert Event.objects.filter(type="box.opened", stream=poll.sitting.stream("members")).count() == 1


def test_of_two_polls_opened_at_once_one_opens():
    item = polls.sitting_with_item(members=5)
    rows = [polls.prepared(item, question=f"Câu hỏi {number}") for number in range(4)]
    deed = polls.secretary(item.agenda.sitting)
    results = together([lambda row=row: services.open_poll(deed, row) for row in rows])
    assert sum(isinstance(result, dict) for result in results) == 1
    errors = {result.code for result in results if isinstance(result, DomainError)}
    assert errors == {"another_poll_open"}
    assert Poll.objects.filter(state=Poll.State.OPEN).count() == 1


def test_of_two_second_entries_at_once_one_decides_the_round():
    poll = paper_polls.opened(members=5)
    first, second = paper_polls.two_of_the_desk(poll)
    third, _fourth = paper_polls.two_of_the_desk(poll)
    paper_polls.enter(first, poll)
    answers = together(
        [
            lambda: paper_polls.enter(second, poll, for_=2, against=2),
            lambda: paper_polls.enter(third, poll, for_=2, against=2),
        ]
    )
    assert sorted((one["round"], one["entries"]) for one in answers) == [(1, 2), (2, 1)]
    assert polls.fresh(poll.pk).state == Poll.State.OPEN and poll.paper_counts.count() == 3


def test_equal_second_entries_at_once_count_once_and_the_other_is_told_it_is_over():
    poll = paper_polls.opened(members=5)
    first, second = paper_polls.two_of_the_desk(poll)
    third, fourth = paper_polls.two_of_the_desk(poll)
    paper_polls.enter(first, poll)
    answers = together([lambda deed=deed: paper_polls.enter(deed, poll) for deed in (second, third, fourth)])
    assert sum(isinstance(one, dict) and one["counted"] for one in answers) == 1
    assert {one.code for one in answers if isinstance(one, DomainError)} == {"no_count_asked"}
    assert poll.paper_counts.count() == 2 and polls.fresh(poll.pk).tally["for_"] == 3


def test_a_repeat_of_the_deciding_entry_is_one_entry_and_one_answer():
    poll = paper_polls.opened(members=5)
    args = {"poll": str(poll.pk), **paper_polls.COUNT.as_facts(), "tellers": list(paper_polls.TELLERS)}
    for officer in paper_polls.officers_of(poll):
        message = {"id": 1, "verb": "voting.enter_paper_count", "key": str(uuid4()), "args": args}
        presses = [lambda who=officer, sent=message: commands.answer(who, dict(sent), "socket")] * 6
        answers = together(presses)
        assert all("ok" in answer for answer in answers), answers
        assert all(answer["ok"] == answers[0]["ok"] for answer in answers)
    assert poll.paper_counts.count() == 2 and polls.fresh(poll.pk).state == Poll.State.CLOSED


def test_entering_annulling_and_taking_back_never_wait_in_a_circle():
    poll = paper_polls.counted(members=5)
    desk = polls.secretary(poll.sitting)
    results = together(
        [
            lambda: services.announce_result(desk, poll),
            lambda: services.reopen_paper_count(desk, poll, "Sót một phiếu"),
            lambda: services.annul_poll(desk, poll, "Nhầm"),
        ]
    )
    assert all(isinstance(result, dict | DomainError) for result in results), results
    assert polls.fresh(poll.pk).state == Poll.State.ANNULLED


def test_announcing_annulling_and_opening_the_next_never_wait_in_a_circle():
    poll = polls.closed(members=5)
    desk = polls.secretary(poll.sitting)
    other = polls.prepared(polls.fresh_item(poll.item), question="Câu hỏi tiếp theo")
    results = together(
        [
            lambda: services.announce_result(desk, poll),
            lambda: services.annul_poll(desk, poll, "Nhầm"),
            lambda: services.open_poll(desk, other),
        ]
    )
    assert all(isinstance(result, dict | DomainError) for result in results), results
    assert polls.fresh(other.pk).state == Poll.State.OPEN
    assert polls.fresh(poll.pk).state in (Poll.State.ANNOUNCED, Poll.State.ANNULLED)
