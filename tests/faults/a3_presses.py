"""A3: N members press the same button N times each within so many seconds, as a stalled room does.

    python -m tests.faults.a3_presses [--full] [--seed N]

Every press is a command with a key of its own. Wanted: exactly N records, each with the code its member was given, a
member whose first press was answered before another's was made stands before him, no first press is refused. How
long an answer takes is told as a figure. Size P 50 x 50 in 12 s, F 500 x 500 in 120 s.
"""

from typing import Any

from tests.faults.lib.installation import installed
from tests.faults.lib.room import VERB, Room, some_value
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

Presses = list[dict[str, Any]]


def main() -> None:
    """Press, count, print."""
    run = Run(
        "A3", "records too many or too few", "other code than given", "out of order", "first press refused"
    )
    many, seconds = run.size(10, 50, 500), run.size(2, 12, 120)
    with installed() as house, Tablets() as tablets:
        room = Room(house, tablets, many)
        room.seat_everybody(300)
        poll = room.put()
        tickets = {}
        for who in room.voters:
            args = {"poll": str(poll.pk), "value": some_value(run.rng)}
            slot = f"ballot:{poll.pk}"
            tickets[who] = tablets.hammer(who, VERB, args, slot, times=many, every=seconds / many)
        tablets.wait(lambda: len(tablets.hammered) == many, seconds * 5 + 60)
        pressed = {who: tablets.hammered.get(ticket, []) for who, ticket in tickets.items()}
        compare(run, room, poll, pressed)
    run.finish(run.bad(), 0)


def compare(run: Run, room: Room, poll: Any, pressed: dict[str, Presses]) -> None:
    """What the members were told against the ledger."""
    rows = room.house.ask(lambda: list(poll.ballots.select_related("elector")))
    by_person = {str(row.elector.person_id): row for row in rows}
    run.count("records", len(rows))
    run.count("records too many or too few", abs(len(rows) - len(room.voters)) + len(rows) - len(by_person))
    waits: list[float] = []
    firsts = []
    for who, member in room.voters.items():
        answered = [press for press in pressed[who] if press.get("state")]
        first = answered[0] if answered else {}
        run.count("presses", len(pressed[who]))
        run.count("answered", len(answered))
        run.count("first press refused", int(first.get("state") != "recorded"))
        given = {press["code"] for press in answered if press["state"] == "recorded"}
        row = by_person.get(member.person)
        run.count("other code than given", int(row is None or given != {row.code}))
        waits += [press["answered_at"] - press["at"] for press in answered]
        if row is not None and answered:
            firsts.append((pressed[who][0]["at"], first["answered_at"], row.cast_at))
    run.count("out of order", _out_of_order(firsts))
    waits.sort()
    run.say(
        f"an answer took {waits[len(waits) // 2]:.3f} s (p50), {waits[int(len(waits) * 0.99)]:.3f} s (p99)"
    )


def _out_of_order(firsts: list[tuple[float, float, Any]]) -> int:
    """Pairs where one was answered before the other pressed and yet stands later in the ledger."""
    return sum(
        answered < pressed and cast_at > later_cast_at
        for _, answered, cast_at in firsts
        for pressed, _, later_cast_at in firsts
    )


if __name__ == "__main__":
    main()
