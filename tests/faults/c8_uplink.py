"""C8 (ours): the line to those who join online breaks, or the room's own; the desk is told within ten seconds.

    python -m tests.faults.c8_uplink [--full] [--seed N]

Five members sit in the room, four join online, each side behind a relay of its own; the desk has its own line. By
turns one side's network swallows everything, without a word, and comes back. Timed is when the desk's document names
the side, when the lost ones are out of the quorum, and when all is said to be well again. Size P: twice each side,
F: ten times.
"""

import time
from collections.abc import Callable
from typing import Any

from tests.faults.lib.installation import Installation, installed, member_of
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

IN_THE_ROOM, ONLINE, TOLD, OUT, BACK = 5, 4, 10.0, 15.0, 5.0


def main() -> None:
    """Break, look, mend, look."""
    run = Run("C8")
    told: list[float] = []
    back: list[float] = []
    out: list[float] = []
    with installed() as house, Tablets() as tablets, relay(house.port) as room, relay(house.port) as outside:
        desk = _open(house, tablets, room, outside)
        for _round in range(run.size(1, 2, 10)):
            for side, way in (("remote", outside), ("room", room)):
                time.sleep(run.rng.uniform(1, 6))
                began = time.monotonic()
                way.stall()
                told.append(
                    _seconds_until(desk, lambda doc, s=side: doc.get("link", {}).get("side") == s, began)
                )
                if side == "remote":
                    present = lambda doc: doc["sitting"]["quorum"]["present"] == IN_THE_ROOM  # noqa: E731
                    out.append(_seconds_until(desk, present, began))
                began = time.monotonic()
                way.flow()
                back.append(_seconds_until(desk, lambda doc: "link" not in doc, began))
                run.say(f"{side}: told after {told[-1]:.1f} s, well again after {back[-1]:.1f} s")
                run.count("breaks")
    run.line("out", max(out), OUT)
    run.line("back", max(back), BACK)
    run.finish(max(told), TOLD)


def _open(house: Installation, tablets: Tablets, room: Relay, outside: Relay) -> Callable[[], dict[str, Any]]:
    """Everybody at a tablet; a function that gives the desk's document."""
    from accounts.models import User
    from meetings import services
    from tests.factories import people, sittings

    sitting = sittings.open_sitting(people.government(IN_THE_ROOM + ONLINE))
    entries, officer = sittings.member_entries(sitting), sittings.secretary_of(sitting.body)
    online = [row.pk for row in entries[IN_THE_ROOM:]]
    services.set_presence(sittings.deed_in(sitting.body), sitting, online, "online")
    for place, row in enumerate(entries):
        card = member_of(User.objects.get(person=row.person_id), sitting.stream("members"))
        tablets.open(f"m{place}", (room if place < IN_THE_ROOM else outside).base, card)
    stream = sitting.stream("secretariat")
    tablets.open("desk", house.base, member_of(officer, stream))
    tablets.wait_live()
    time.sleep(4)  # the process has looked around at least once
    return lambda: tablets.look(["desk"], docs=True)["desk"].docs[stream]


def _seconds_until(
    desk: Callable[[], dict[str, Any]], is_so: Callable[[dict[str, Any]], bool], since: float
) -> float:
    while time.monotonic() - since < 40:
        if is_so(desk()):
            return time.monotonic() - since
        time.sleep(0.05)
    return 40.0


if __name__ == "__main__":
    main()
