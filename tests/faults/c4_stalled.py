"""C4: fifty readers who take nothing cost the server little and the others nothing.

    python -m tests.faults.c4_stalled [--full] [--seed N]

A hundred signed-in sockets read two streams on which events of about 8 KiB are told by turns; on the second one fifty
more follow and never read. Per stalled socket at most 1 MiB may wait in the server and its kernel, after which it must
be cut; the process may grow by 60 MiB; the p95 of the second stream is compared with that of the first, event by event
of the same run, as a ratio. Size P: 5 rounds of 140 pairs, each with fifty new stalled ones; F: 15.
"""

import json
import re
import socket
from pathlib import Path

from bench.lib import bar
from bench.lib.sockets import Client, arrivals
from tests.faults.lib import telling
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

READERS, STALLED, EVENTS, SIZE, MIB = 100, 50, 140, 8 * 1024, 1024 * 1024
CUT = re.compile(r"cut with (\d+) bytes waiting")


def main() -> None:
    """Measure by turns and print three bars."""
    run = Run("C4")
    ratios: list[float] = []
    grown: list[float] = []
    queued = [0]
    with installed(LOG_LEVEL="WARNING") as house:
        audience, free, beset = _people(house)
        readers = [_follow(house, cookie, [free, beset]) for cookie in audience[:READERS]]
        for number in range(run.size(1, 5, 15)):
            stalled = [_follow(house, cookie, [beset], window=4096) for cookie in audience[READERS:]]
            before = _memory(house)
            good, bad = _round(house, readers, (free, beset), f"r{number}", queued)
            grown.append((_memory(house) - before) / MIB)
            for client in stalled:
                client.link.close()
            ratios.append(bad / good)
            run.say(f"p95 {good * 1000:.1f} ms, with {STALLED} stalled {bad * 1000:.1f} ms")
        cuts = [int(number) for number in CUT.findall(house.logged())]
    run.count("stalled sockets", STALLED * len(ratios))
    run.count("cut", len(cuts))
    run.say(f"ratio of the p95 {bar.spread(ratios)}, growth {bar.spread(grown)} MiB")
    run.line("queued-MiB", (max(cuts, default=0) + max(queued)) / MIB, 1.0)
    run.line("growth-MiB", max(grown), 60.0)
    run.line("not-cut", run.counts["stalled sockets"] - len(cuts), 0)
    run.finish(bar.median(ratios), 1.10)


def _people(house: Installation) -> tuple[list[str], str, str]:
    """The cookies of everybody, and the two streams they may follow."""
    from bench.lib.product import cookie_of
    from realtime import audiences
    from tests.factories import people

    users = [house.ask(people.user) for _number in range(READERS + STALLED)]
    names = [telling.new_stream(), telling.new_stream()]
    for name in names:
        house.ask(lambda name=name: audiences.add(name, [user.pk for user in users]))  # type: ignore[misc]
    return [cookie_of(user) for user in users], names[0], names[1]


def _follow(house: Installation, cookie: str, streams: list[str], window: int = 0) -> Client:
    client = Client.connect(house.port, "/ws/", cookie)
    if window:
        client.link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    heads = {name: telling.head_of(house, name) for name in streams}
    client.send(json.dumps({"id": "1", "verb": "follow", "args": {"streams": heads}}))
    client.wait_for('"re"')
    return client


def _round(
    house: Installation, readers: list[Client], streams: tuple[str, str], name: str, queued: list[int]
) -> tuple[float, float]:
    """The p95 of the readers on each of the two streams, in seconds from the commit."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(EVENTS):
        for place, stream in enumerate(streams):
            words = f"{name}-{place}-{number}."
            start = telling.say_at(house, words + "x" * SIZE, stream)
            took[place].extend(at - start for at in arrivals(readers, words))
        if number % 10 == 0:
            queued.append(_kernel_queue(house.port))
    return _p95(took[0]), _p95(took[1])


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _memory(house: Installation) -> int:
    """Resident bytes of the web process."""
    assert house.app is not None
    text = Path(f"/proc/{house.app.pid}/status").read_text()
    return int(text.partition("VmRSS:")[2].split()[0]) * 1024


def _kernel_queue(port: int) -> int:
    """The longest send queue the kernel holds for one of our sockets, in bytes (proc(5), /proc/net/tcp)."""
    longest = 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}"):
            longest = max(longest, int(fields[4].partition(":")[0], 16))
    return longest


if __name__ == "__main__":
    main()
