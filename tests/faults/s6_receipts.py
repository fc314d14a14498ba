"""S6: no two receipts are equal, copies are refused, and every voter finds his own in the published box.

    python -m tests.faults.s6_receipts [--seed N]

10,000 envelopes of 50 members who keep changing their minds, in one box, on real PostgreSQL: 0 equal receipts;
for each of 1,000 of them a copy, one with other contents behind the same one-time point, and one sent by somebody else
are refused; at the close each member's receipt, as his tablet worked it out, is in the published list. How soon a
tablet looks is held by tests/journeys/test_the_secret_vote.py: within 5 seconds, without being asked.
"""

import os
import random
from typing import Any

from bench.lib import bar
from bench.lib.product import use
from tests.faults.lib.secret_room import CHOICES, keys_in_a_folder, seed
from tools import services

MEMBERS, ENVELOPES, COPIED = 50, 10_000, 1_000
PER_BATCH = 250


def main() -> None:
    """Fill the box, copy, close, look, print."""
    rng = random.Random(seed())
    services.stop_on_signals()
    with services.postgres() as database, keys_in_a_folder():
        use(database)
        from tests.factories import polls
        from voting import services as voting

        poll = polls.opened_secret(members=MEMBERS)
        users = polls.members_of(poll)
        sent = [(users[number % MEMBERS], rng.choice(CHOICES)) for number in range(ENVELOPES)]
        envelopes = [(user, polls.sealed(poll, user, value)) for user, value in sent]
        answers = [
            answer
            for start in range(0, ENVELOPES, PER_BATCH)
            for answer in _cast(poll, envelopes[start : start + PER_BATCH])
        ]
        codes = [answer["code"] for answer in answers if isinstance(answer, dict)]
        equal = ENVELOPES - len(set(codes))
        passed = sum(_passing(poll, users, *one) for one in rng.sample(envelopes, COPIED))
        voting.close_poll(polls.secretary(poll.sitting), poll)
        missing = _missing(poll, dict(envelopes))
    print(f"S6 {len(codes)} recorded, {equal} equal receipts, {passed} of {3 * COPIED} copies passed")
    print(f"S6 {missing} of {MEMBERS} members don't find their receipt")
    bar.finish("S6", equal + passed + missing, 0)


def _cast(poll: Any, envelopes: list[tuple[Any, str]]) -> list[Any]:
    from accounts.deeds import deed_of
    from core.deed import by_system
    from voting import services as voting

    body = poll.sitting.body
    choices = [voting.Choice(deed_of(user, body), envelope) for user, envelope in envelopes]
    return voting.cast_sealed(by_system("S6"), poll, choices)


def _passing(poll: Any, users: list[Any], user: Any, envelope: str) -> int:
    """How many of three copies of an envelope weren't refused. The member's newest one is no copy but a repeat."""
    from voting import envelopes as sealed
    from voting.errors import EnvelopeCopied

    octets = sealed.unpacked(envelope)
    other = users[(users.index(user) + 1) % len(users)]
    again = sealed.packed(octets[:65] + os.urandom(48))
    answers = _cast(poll, [(other, envelope), (other, again), (user, again)])
    return sum(not isinstance(answer, EnvelopeCopied) for answer in answers)


def _missing(poll: Any, last: dict[Any, str]) -> int:
    """Members whose own last receipt isn't in the list every member is told."""
    from realtime.selectors import snapshot
    from voting import envelopes as sealed

    told = snapshot(poll.sitting.stream("members"))["doc"]["polls"][str(poll.pk)]["box"]["receipts"]
    assert told == sorted(told)
    return sum(sealed.read(envelope).code not in told for envelope in last.values())


if __name__ == "__main__":
    main()
