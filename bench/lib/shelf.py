"""Many papers of real Vietnamese text, and one reader of most of them: what the bars of search are measured on.

The text is that of the handbook (`bench/lib/handbook.py`), some 200 pages of it. More pages than that are made by
drawing its paragraphs anew, page by page, from one seed: real sentences, real words in their real frequencies, no page
twice; but no more different words than the book has.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from bench.lib import handbook

PAGES_OF_A_PAPER, READ, SEED = 50, 0.7, 20261129
JUDGED = Path(__file__).resolve().parents[1] / "judged" / "handbook.json"


def questions() -> list[str]:
    """What is asked: the judged queries of Q3, with and without tones, phrases, words apart."""
    return [asked["query"] for asked in json.loads(JUDGED.read_text(encoding="utf-8"))["queries"]]


def texts(number: int) -> list[str]:
    """So many pages of about the length of a page of the book."""
    paragraphs = handbook.paragraphs()
    rng, made = Random(SEED), list[str]()
    for _page in range(number):
        words, gathered = 0, list[str]()
        while words < handbook.PAGE_WORDS:
            gathered.append(rng.choice(paragraphs))
            words += gathered[-1].count(" ") + 1
        made.append(" ".join(gathered))
    return made


def stocked(pages: int) -> Any:
    """Papers with so many pages in the tables, and a reader of 70 % of them. Nothing is indexed yet."""
    from papers.models import Paper, PaperFile, PaperPage, PaperVersion
    from papers.services.granting import lay_versions
    from realtime import audiences
    from tests.factories import people

    rng, reader, every = Random(SEED), people.user(), texts(pages)
    group = audiences.group("sitting:00000000-0000-0000-0000-0000000000b1:members")
    group.user_set.add(reader)
    versions = list[PaperVersion]()
    for start in range(0, pages, PAGES_OF_A_PAPER):
        kind, number = rng.choice(Paper.Kind.values), f"{start // PAGES_OF_A_PAPER + 1}/2026/TTr-BTC"
        paper = Paper.objects.create(title=every[start][:120], kind=kind, document_number=number)
        digest = sha256(str(start).encode()).hexdigest()
        file = PaperFile.objects.create(
            sha256=digest, size=1000, mime="application/pdf", name="to-trinh.pdf", storage_path=digest
        )
        here = every[start : start + PAGES_OF_A_PAPER]
        version = PaperVersion.objects.create(
            paper=paper, number=1, original=file, pdf=file, preparation="ready", page_count=len(here)
        )
        Paper.objects.filter(pk=paper.pk).update(current=version)
        versions.append(version)
        PaperPage.objects.bulk_create(
            PaperPage(version=version, number=number, width=595, height=842, text=text)
            for number, text in enumerate(here, start=1)
        )
    lay_versions([(version, group) for version in versions if rng.random() < READ])
    return reader
