"""H7: a heavy paper is sent while the network is cut again and again: it arrives whole, little is sent twice.

    python -m tests.faults.h7_upload [--full] [--seed N]

Size P sends 100 MB cut 5 times, F 2 GB cut 20 times, T 12 MB cut twice. The sender is the product's own browser code,
the cuts are a relay's, and what was sent twice is counted there: every byte towards the server, headers included. Goal
0; and at most 3 % sent twice (`H7-twice`), the web process at most 100 MiB above idle (`H7-memory`).
"""

import tempfile
import threading
import time
from pathlib import Path

from bench.lib.product import cookie_of
from tests.faults.lib import heavy
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.run import Run

MB = 1_000_000
TWICE, MEMORY = 3.0, 100.0


def main() -> None:
    """Send, cut, compare."""
    run = Run("H7", "cuts not lived through", "wrong bytes", "faults in the log")
    size, cuts = run.size(12, 100, 2000) * MB, run.size(2, 5, 20)
    with (
        tempfile.TemporaryDirectory() as folder,
        installed(embedded=True) as house,
        relay(house.port) as line,
    ):
        path = Path(folder) / "drawing.pdf"
        expected = heavy.pdf_of(path, size)
        size = path.stat().st_size
        from tests.factories import people

        cookie = cookie_of(house.ask(people.user))
        most = _sent_and_cut(run, house, line, (path, cookie, size, cuts))
        from papers.models import StagedUpload

        kept = house.ask(lambda: list(StagedUpload.objects.values_list("file__sha256", flat=True)))
        run.count("wrong bytes", kept != [expected])
        run.count("faults in the log", house.logged().count("Traceback"))
    twice = 100 * (line.sent - size) / size
    run.say(f"{size / MB:.0f} MB cut {cuts} times: {twice:.2f} % sent twice; {most:.0f} MiB above idle")
    if run.tier != "T":  # headers and one piece are a large part of so little
        run.line("twice", twice, TWICE)
    run.line("memory", most, MEMORY)
    run.finish(run.bad(), 0)


def _sent_and_cut(run: Run, house: Installation, line: Relay, plan: tuple[Path, str, int, int]) -> float:
    """The most memory (MiB above idle) the web process held meanwhile."""
    path, cookie, size, cuts = plan
    assert house.app is not None
    idle, most = heavy.memory_of(house.app.pid), 0.0
    sender = heavy.send(path, line.base, cookie)
    answers: list[dict[str, object]] = []
    reader = threading.Thread(target=lambda: answers.extend(heavy.said(sender)))
    reader.start()
    places = sorted(run.rng.uniform(0.02, 0.95) * size for _cut in range(cuts))
    while reader.is_alive():
        most = max(most, heavy.memory_of(house.app.pid) - idle)
        if places and line.sent >= places[0]:
            places.pop(0)
            line.cut()
            run.count("cuts")
        time.sleep(0.002)
    reader.join()
    run.count("cuts not lived through", "answer" not in (answers[-1] if answers else {}))
    if answers and "refused" in answers[-1]:
        run.say(f"refused: {answers[-1]['refused']}")
    return most


if __name__ == "__main__":
    main()
