"""Q3: are the first ten hits the right ones? A judged set over a text none of us wrote, on each index.

    python -m bench.bars.q3_ranking [--postgres | --elasticsearch]

77 queries (with and without tones, either tone place, decomposed, odd spacing, phrases, numbers, names, words apart)
over the Vietnamese pages of Debian's handbook. Judged by reading: 3 for the page that answers, 2 for others in which
the very words stand. Figure: mean nDCG at 10; goal 0.9. The text is fetched (`bench/lib/handbook.py`), not kept here.
"""

import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

from bench.lib import bar, handbook
from bench.lib.product import use
from tools import search_node, services

JUDGED = Path(__file__).resolve().parents[1] / "judged" / "handbook.json"
ON_POSTGRES, ON_ELASTIC = "--postgres", "--elasticsearch"
FIRST = 10


def main() -> None:
    """Index, ask, print."""
    services.stop_on_signals()
    on_elastic = ON_ELASTIC in sys.argv
    on_postgres = on_elastic or ON_POSTGRES in sys.argv
    others = on_postgres or all([_also(ON_POSTGRES), _also(ON_ELASTIC)])
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-q3-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        if on_elastic:
            os.environ["ELASTICSEARCH_SECONDS"] = (
                "20"  # an answer of the database would be another measurement
            )
            os.environ["ELASTICSEARCH_URL"] = stack.enter_context(search_node.engine()).url
        use(stack.enter_context(services.postgres()) if on_postgres else "sqlite://:memory:")
        figures = _ask(_indexed())
        from django.db import connection

        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    for way in sorted({way for way, _query, _figure in figures}):
        of_way = [figure for its, _query, figure in figures if its == way]
        print(f"Q3 {way}: {sum(of_way) / len(of_way):.3f} over {len(of_way)}")
    for _way, query, figure in sorted(figures, key=lambda one: one[2])[:8]:
        print(f"Q3 {figure:.3f} {query!r}")
    mean = sum(figure for _way, _query, figure in figures) / len(figures)
    name = "Q3-elasticsearch" if on_elastic else "Q3-postgres" if on_postgres else "Q3"
    bar.finish(name, mean, 0.9, "at least", others=others)


def _also(option: str) -> bool:
    command = [sys.executable, "-m", "bench.bars.q3_ranking", option]
    return subprocess.run(command, check=False).returncode == 0


def _indexed() -> dict[uuid.UUID, str]:
    """Every page in the index as a thing of its own, seen by everybody; {ref: name of the page}."""
    from core import clock
    from core.registries import SEARCHABLES
    from search.backends import backend
    from search.elastic import filling
    from search.elastic.client import is_wanted
    from search.models import Piece
    from search.registering import Entry, Searchable

    seen = Piece.objects.filter(kind="handbook").values("ref")
    SEARCHABLES._entries.clear()
    SEARCHABLES.add(
        "handbook",
        Searchable("handbook", "Sổ tay", (), lambda _ids: {}, lambda _user: seen, lambda _user, _places: {}),
    )
    now, names, entries = clock.real(), dict[uuid.UUID, str](), dict[uuid.UUID, list[Entry]]()
    for page in handbook.pages():
        name = f"{page.chapter.removeprefix('sect.')}#{page.number}"
        ref = uuid.uuid5(uuid.NAMESPACE_URL, name)
        names[ref], entries[ref] = name, [Entry(ref=ref, page=page.number, text=page.text, moment=now)]
    backend().replace("handbook", entries)
    if is_wanted():
        filling.fill()
        if backend().is_reserve:
            raise RuntimeError("Elasticsearch doesn't answer")
    return names


def _ask(names: dict[uuid.UUID, str]) -> list[tuple[str, str, float]]:
    from search import door
    from search.queries import parse

    figures = []
    for asked in json.loads(JUDGED.read_text(encoding="utf-8"))["queries"]:
        _rows, _missing, ranked = door.ranked_pieces(None, parse(asked["query"]), {})
        found = [names[text.row.ref] for _score, text in ranked[:FIRST]]
        figures.append((asked["way"], asked["query"], ndcg(found, asked["pages"])))
    return figures


def ndcg(found: list[str], pages: dict[str, Any]) -> float:
    """Gain of what was found, against the best order there is; grade g gains 2^g - 1."""
    got = _gain([pages.get(name, 0) for name in found])
    return got / _gain(sorted(pages.values(), reverse=True)[:FIRST])


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


if __name__ == "__main__":
    main()
