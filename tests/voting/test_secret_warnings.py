"""S5: a tiny room, few ballots and an unanimous result need the word of those in charge that they know."""

import pytest

from realtime import streams
from realtime.selectors import snapshot
from tests.factories import polls
from voting import errors, rules, services
from voting.models import Poll

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("electors", [1, 2, 3, 4, 5, 6, 27])
def test_fewer_than_five_electors_are_confirmed(electors: int) -> None:
    rules.ensure_enough_electors(electors, confirmed=True)
    if electors < 5:
        with pytest.raises(errors.FewElectors, match=f"Chỉ có {electors} người"):
            rules.ensure_enough_electors(electors, confirmed=False)
    else:
        rules.ensure_enough_electors(electors, confirmed=False)


def test_a_room_of_four_opens_only_when_confirmed() -> None:
    polls.keeper().fill_stock()
    poll = polls.prepared(is_secret=True, members=4)
    desk = polls.secretary(poll.sitting)
    with pytest.raises(errors.FewElectors):
        services.open_poll(desk, poll)
    assert polls.fresh(poll.pk).state == Poll.State.PREPARED and not poll.electors.exists()
    services.open_poll(desk, poll, confirmed=True)
    assert polls.fresh(poll.pk).state == Poll.State.OPEN


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (["for_"] * 6, errors.AllEqual),
        (["against"] * 6, errors.AllEqual),
        (["nonsense"] * 5, errors.AllEqual),
        (["for_"], errors.AllEqual),
        (["for_", "against", "for_"], errors.FewBallots),
        (["for_", "against", "for_", "for_", "for_"], None),
        ([], None),
    ],
)
def test_a_result_that_tells_how_each_voted_is_announced_only_when_confirmed(
    values: list[str], error: type[Exception] | None
) -> None:
    poll = polls.counted_secret(values, members=6)
    desk = polls.secretary(poll.sitting)
    if error is not None:
        with pytest.raises(error):
            services.announce_result(desk, poll)
        assert polls.fresh(poll.pk).state == Poll.State.CLOSED
    services.announce_result(desk, polls.fresh(poll.pk), confirmed=error is not None)
    assert polls.fresh(poll.pk).state == Poll.State.ANNOUNCED


def test_a_named_vote_asks_for_no_confirmation() -> None:
    poll = polls.closed(dict.fromkeys(range(4), "for_"), members=4)
    services.announce_result(polls.secretary(poll.sitting), poll)
    assert polls.fresh(poll.pk).state == Poll.State.ANNOUNCED


def test_no_part_of_the_room_has_counts_of_its_own_and_nobody_a_running_count() -> None:
    poll = polls.opened_secret(members=6)
    for user in polls.members_of(poll)[:5]:
        polls.cast_sealed(poll, user, "for_")
    names = [*map(poll.sitting.stream, streams.SITTING_AUDIENCES), streams.item(poll.item_id)]
    assert not any({"counts", "votes", "outcome"} & set(_told(name, poll)) for name in names)
    services.close_poll(polls.secretary(poll.sitting), poll)
    polls.keeper().turn()
    services.announce_result(polls.secretary(poll.sitting), polls.fresh(poll.pk), confirmed=True)
    told = [_told(name, poll) for name in names]
    assert {tuple(sorted(facts["counts"].items())) for facts in told} == {
        (("abstain", 0), ("against", 0), ("for_", 5), ("not_cast", 1))
    }
    assert not any("votes" in facts for facts in told)


def _told(name: str, poll: Poll) -> dict[str, object]:
    facts: dict[str, object] = snapshot(name)["doc"]["polls"][str(poll.pk)]
    return facts
