"""H2: known-bad files, sent to the product as a person would: every one refused with a reason, none kept.

    python -m tests.faults.h2_known_bad [--seed N]

More than sixty: the cases of `tests/papers/test_intake.py` (a row each of what has gone wrong elsewhere: scripts,
launches, macros, links that load by themselves, bombs, lying types, programs, passwords, damage), and names that leave
their folder. A 1,000:1 archive must be refused before 1 % of it is unpacked.
"""

import tempfile
import tracemalloc
from pathlib import Path

from bench.lib.product import cookie_of
from papers.errors import UploadRefused
from tests.faults.lib import posting
from tests.faults.lib.installation import installed
from tests.faults.lib.run import Run

UNPACKED_MIB = 300


def main() -> None:
    """Send each, count what came in."""
    run = Run("H2", "let in", "refused without a reason", "answers of 500", "kept", "unpacked too much")
    with tempfile.TemporaryDirectory() as folder, installed(embedded=True) as house:
        from papers.models import StagedUpload
        from tests.factories import people
        from tests.papers.test_intake import BAD, BAD_NAMES

        cookie = cookie_of(house.ask(people.user))
        cases = [(name, make) for name, make, _refusal in BAD.values()]
        cases += [(name, lambda path: path.write_bytes(b"%PDF-1.7") and path) for name in BAD_NAMES]
        for number, (name, make) in enumerate(cases):
            path = make(Path(folder) / f"{number}{Path(name).suffix or '.pdf'}".replace("\x00", ""))
            status, answer = posting.upload(house.port, cookie, name, path.read_bytes())
            error = answer.get("error", {})
            run.count("sent")
            run.count("let in", status == 200)
            run.count("answers of 500", status >= 500)
            run.count("refused without a reason", "Đề nghị" not in str(error.get("message", "")))
        run.count("kept", house.ask(StagedUpload.objects.count))
        run.count("unpacked too much", _unpacked(Path(folder)) > UNPACKED_MIB / 100)
    run.finish(run.bad() + (run.counts["sent"] < 60), 0)


def _unpacked(folder: Path) -> float:
    """MiB the house held at most while it refused an archive of 300 MiB in 300 KiB."""
    from papers import intake
    from tests.papers import samples

    path = samples.zip_bomb(folder / "bomb.docx", UNPACKED_MIB)
    tracemalloc.start()
    try:
        intake.look(path, "bomb.docx")
    except UploadRefused:
        return tracemalloc.get_traced_memory()[1] / 1024 / 1024
    finally:
        tracemalloc.stop()
    return float(UNPACKED_MIB)


if __name__ == "__main__":
    main()
