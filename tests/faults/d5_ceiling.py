"""D5: papers above the ceiling of a networked installation: none comes in by any way there is, every try is logged.

    python -m tests.faults.d5_ceiling [--seed N]

100 tries and more, each with a level by chance above the ceiling: dossiers begun and edited over HTTP, by the services
behind the page, the command and the import; files attached that came whole or in pieces; papers raised afterwards.
What writes past every service (a program of the database's) is refused by the table itself, and counted apart.
"""

import io
import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.lib.product import cookie_of
from core.errors import DomainError
from tests.faults.lib import posting
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

ROUNDS = 15


class Heard(logging.Handler):
    """What this process logs about the ceiling."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.count += 1


def main() -> None:
    """Try, count, compare with the log."""
    run = Run("D5", "accepted", "not logged", "let in by the table", "faults in the log")
    heard = Heard()
    with (
        tempfile.TemporaryDirectory() as folder,
        installed(embedded=True, CLASSIFICATION_CEILING="internal") as house,
    ):
        from papers.models import Classification
        from papers.rules import STATE_SECRETS

        logging.getLogger("ecabinet.ceiling").addHandler(heard)  # the settings set all handlers anew
        for way, act in _ways(house, Path(folder)):
            for _round in range(ROUNDS):
                level = run.rng.choice(list(STATE_SECRETS))
                before = heard.count + house.logged().count("above the ceiling")
                run.count("tries")
                try:
                    act(level)
                except DomainError:
                    pass
                run.count("not logged", heard.count + house.logged().count("above the ceiling") != before + 1)
                run.count("accepted", _held())
            run.say(way)
        for level in Classification.values[2:]:
            run.count("let in by the table", _table_takes(level))
        run.count("faults in the log", house.logged().count("Traceback"))
    run.finish(run.bad() + (run.counts["tries"] < 100), 0)


def _held() -> int:
    """Dossiers and papers above the ceiling there are."""
    from dossiers.models import Dossier
    from papers.models import Paper
    from papers.rules import STATE_SECRETS

    kinds = (Dossier, Paper)
    return sum(kind.objects.filter(classification__in=STATE_SECRETS).count() for kind in kinds)


def _table_takes(level: str) -> bool:
    from django.db import IntegrityError

    from papers.models import Paper

    try:
        Paper.objects.bulk_create([Paper(title="Tài liệu", classification=level)])
    except IntegrityError:
        return False
    return True


def _ways(house: Installation, folder: Path) -> Iterator[tuple[str, Callable[[str], object]]]:
    from dossiers import services as dossiers
    from papers import services as papers
    from papers.models import PartialUpload
    from tests.dossiers import making
    from tests.papers import making as files
    from tests.papers import samples

    of = making.house()
    deed, cookie = of.deed(), cookie_of(of.officer)
    dossier, paper = making.draft(of), files.paper(folder, of.officer)
    data = samples.pdf(folder / "a.pdf").read_bytes()

    def whole(level: str) -> object:
        return papers.attach_upload(
            deed, papers.stage_upload(deed, io.BytesIO(data), "a.pdf"), classification=level
        )

    def in_pieces(level: str) -> object:
        begun = papers.begin_upload(deed, "b.pdf", len(data))
        papers.append_piece(begun, 0, data)
        staged = papers.finish_upload(deed, PartialUpload.objects.get(pk=begun.pk))
        return papers.attach_upload(deed, staged, classification=level)

    def form(path: str) -> Callable[[str], object]:
        fields = {"title": "Hồ sơ", "organisation": str(of.ministry.pk), "urgency": "normal", "version": "1"}
        return lambda level: posting.post(house.port, cookie, path, {**fields, "classification": level})

    yield "a dossier begun on the page", form(f"/dossiers/new/{of.body.pk}/")
    yield "a dossier edited on the page", form(f"/dossiers/{dossier.pk}/edit/")
    yield "a dossier begun by a program", lambda level: making.draft(of, classification=level)
    yield (
        "a dossier edited by a program",
        lambda level: dossiers.edit_dossier(deed, dossier, {"classification": level}, dossier.version),
    )
    yield "a file attached", whole
    yield "a file in pieces attached", in_pieces
    yield (
        "a paper raised",
        lambda level: papers.edit_paper(deed, paper, {"classification": level}, paper.version),
    )


if __name__ == "__main__":
    main()
