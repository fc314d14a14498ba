"""H1: mutated files through our readers: each is taken in or refused, in time, and nothing else happens.

    python -m tests.faults.h1_mutations [--full] [--seed N]

Size P mutates 50 of each kind, F 2,000, T 2; every second one is armed with an address and a file outside its folder
that a reader might fetch by itself (`tests.faults.lib.canaries`; the count fails if the canaries don't sing for a
connection and an opening of our own, and it is printed how often they sang for a LibreOffice that isn't shut in). Each
goes over HTTP to the product, and once more through the same reader alone, whose end is looked at: a refusal is an
answer, a traceback or a signal is a fall. What is taken in goes on through the readers of pages. The converter gets 1
of each office kind at T, 3 at P, 100 at F, whether the product would take them in or not.

The readers are forks of one warmed parent, without network, in their folder only, ended at 10 s or 512 MiB.
"""

import tempfile
import time
from pathlib import Path

from bench.lib.product import cookie_of
from tests.faults.lib import posting
from tests.faults.lib.canaries import Canaries, Make, canaries
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

SECONDS = 15.0  # the child's own ten, and what a busy machine adds
BAD = (
    *("answers of 500", "readers fallen", "faults", "too late", "connections", "openings outside"),
    *("readers not shut in", "canaries asleep"),
)


class Mutations:
    """One run."""

    def __init__(self, run: Run, house: Installation, folder: Path, birds: Canaries) -> None:
        from tests.factories import people

        self.run, self.house, self.folder, self.birds = run, house, folder, birds
        self.cookie = cookie_of(house.ask(people.user))

    def kinds(self) -> dict[str, tuple[Make, Make]]:
        """For each name how to make a plain file and an armed one."""
        from tests.papers.test_hostile_files import KINDS

        armed = {
            "a.pdf": self.birds.pdf,
            "a.docx": self.birds.word,
            "a.xlsx": self.birds.sheet,
            "a.pptx": self.birds.slides,
        }
        return {name: (make, armed.get(name, make)) for name, make in KINDS.items()}

    def spoil_all(self, rounds: int, conversions: int) -> None:
        """Every kind, `rounds` times; office files `conversions` times through the converter."""
        from tests.papers.test_hostile_files import mutated

        for name, makers in self.kinds().items():
            originals = [make(self.folder / name).read_bytes() for make in makers]
            path = self.folder / f"mutated{Path(name).suffix}"
            if name == "a.docx":  # the very file at which the canaries sang, unspoiled
                path.write_bytes(originals[1])
                self.convert(name, path)
            for number in range(rounds):
                path.write_bytes(mutated(originals[number % 2], self.run.rng))
                self.send(name, path)
                self.read(name, path)
                if name in ("a.docx", "a.xlsx", "a.pptx") and number < conversions:
                    path.write_bytes(mutated(originals[1], self.run.rng))
                    self.convert(name, path)

    def send(self, name: str, path: Path) -> None:
        """To the product, as a person would."""
        began = time.monotonic()
        status, _answer = posting.upload(self.house.port, self.cookie, name, path.read_bytes())
        self.run.count("too late", time.monotonic() - began > SECONDS)
        self.run.count("taken in" if status == 200 else "refused")
        self.run.count("answers of 500", status >= 500)

    def read(self, name: str, path: Path) -> None:
        """Through the readers alone: how did they end?"""
        from papers import extraction, intake, sandbox
        from papers.errors import UploadRefused

        try:
            _name, kind = intake.look(path, name)
            with sandbox.work_folder() as work:
                copy = work / path.name
                copy.write_bytes(path.read_bytes())
                told = {"path": str(copy), "kind": kind.name}
                answer = list(sandbox.run_worker("examine", work, intake.CHECK_LIMITS, **told))[-1]
                if kind.name == "pdf" and "refused" not in answer:
                    self.run.count("pages read", len(list(extraction.read(copy, work))) - 1)
        except UploadRefused:
            pass
        except (sandbox.SandboxFailure, extraction.ExtractionFailed) as failure:
            self.run.count("readers fallen")
            self.run.say(f"{name}: {failure}")
        except Exception as fault:
            self.run.count("faults")
            self.run.say(f"{name}: {fault!r}")

    def convert(self, name: str, path: Path) -> None:
        """Through LibreOffice, or the quick view after it."""
        from papers import conversion, sandbox
        from papers.kinds import KINDS

        began = time.monotonic()
        try:
            with sandbox.work_folder() as work:
                copy = work / f"source{path.suffix}"
                copy.write_bytes(path.read_bytes())
                made = conversion.convert(copy, KINDS[path.suffix[1:]], work)
                self.run.count("quick views" if made.is_quick_view else "converted")
        except conversion.ConversionFailed:
            self.run.count("not converted")
        except Exception as fault:
            self.run.count("faults")
            self.run.say(f"{name} converted: {fault!r}")
        limit = conversion.OFFICE_LIMITS.seconds + conversion.OWN_LIMITS.seconds
        self.run.count("too late", time.monotonic() - began > limit)


def main() -> None:
    """Spoil, read, count."""
    run = Run("H1", *BAD)
    with (
        tempfile.TemporaryDirectory() as place,
        installed(embedded=True) as house,
        canaries(Path(place) / "birds") as birds,
    ):
        from papers import sandbox

        Path(place).chmod(0o755)
        run.count("canaries asleep", not birds.are_awake())
        unshut = birds.seen_unshut(birds.word(Path(place) / "armed.docx"), Path(place))
        if unshut is not None:
            run.say(
                f"a LibreOffice that isn't shut in: {unshut[0]} connections, {unshut[1]} openings outside"
            )
            run.count("canaries asleep", unshut[0] == 0 and unshut[1] == 0)
        run.count("readers not shut in", not sandbox.isolation().has_no_network)
        mutations = Mutations(run, house, Path(place), birds)
        mutations.spoil_all(run.size(2, 50, 2000), run.size(1, 3, 100))
        run.count("connections", birds.connections)
        run.count("openings outside", birds.openings)
    run.finish(run.bad(), 0)


if __name__ == "__main__":
    main()
