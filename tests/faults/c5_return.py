"""C5: every tablet is cut off in one instant; all of them are back and in the picture within ten seconds.

    python -m tests.faults.c5_return [--full] [--seed N]

The tablets run the product's own client code behind a relay that resets every connection at once, is gone for up to two
seconds and then lets everybody through. Meanwhile changes are told; a tablet is back when it shows the newest number of
each of its streams. Counted are seconds from the return of the network to the last tablet, and tablets that are not
back, that loaded their page anew or that met an error. Size P: 100 tablets, cut 5 times; F: 1,000, cut 5 times.
"""

import time

from tests.faults.lib import telling
from tests.faults.lib.crowd import CrowdRelay, crowd_relay
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

CUTS, CHANGES, WAVE, GOAL, MOST = 5, 20, 50, 10.0, 60.0


def main() -> None:
    """Cut, tell, let back, wait."""
    run = Run("C5")
    clients, cuts = run.size(20, 100, 1000), run.size(1, CUTS, CUTS)
    with installed(LOG_LEVEL="WARNING") as house, crowd_relay(house.port) as way, Tablets() as tablets:
        members = telling.readers(house, clients)
        for number, (who, member) in enumerate(members.items(), start=1):
            tablets.open(who, way.base, member)
            if number % WAVE == 0:  # they come one after the other; they go all at once
                tablets.wait_live(60)
        streams = sorted({name for member in members.values() for name in member.streams[:1]})
        took = [_cut(run, house, way, tablets, streams) for _number in range(cuts)]
        run.count("tablets cut", clients * cuts)
        run.count("pages loaded anew", sum(word == "reload" for _at, _who, word in tablets.course))
        run.count("errors", house.logged().count("Traceback") + len(tablets.faults))
    run.say(f"seconds until the last of {clients} was back: {run.spread(took)}")
    run.line("errors", run.counts["pages loaded anew"] + run.counts["errors"], 0)
    run.finish(max(took), GOAL)


def _cut(run: Run, house: Installation, way: CrowdRelay, tablets: Tablets, streams: list[str]) -> float:
    """One cut; seconds from the return of the network until everybody shows the newest."""
    way.is_down = True
    way.cut()
    for number in range(CHANGES):
        telling.tell(house, number, streams)
    time.sleep(run.rng.uniform(0, 2))
    way.is_down = False
    began = time.monotonic()
    newest = {name: telling.head_of(house, name) for name in streams}
    tablets.wait(
        lambda: all(
            seen.net == "live" and all(seen.seqs.get(name, n) == n for name, n in newest.items())
            for seen in tablets.look().values()
        ),
        MOST,
    )
    took = time.monotonic() - began
    behind = [who for who, seen in tablets.look().items() if seen.net != "live"]
    run.count("not back", len(behind))
    run.say(f"back after {took:.2f} s")
    time.sleep(1)
    return took


if __name__ == "__main__":
    main()
