"""D4: nothing a search says changes because of a paper one may not see.

    python -m tests.faults.d4_search [--full] [--seed N]

Users read sittings by chance. Each asks many things, before and after a secret paper is laid before a few: its title
and pages are made of everybody's words, of a word and a number of its own. Hits, snippets, order, scores, counts,
filters and the page of the search must be the same, byte for byte, for everybody who may not see it; those who may
must find it. 200 users (size T: 5), on SQLite and on PostgreSQL.
"""

import contextlib
import json
import os
import re
import sys
import tempfile
from typing import Any

from bench.lib.product import use
from tests.faults.lib.library import ONLY_THERE, TYPED, Library
from tests.faults.lib.run import Run
from tools import prepare, services

ON_POSTGRES = "--postgres"


def main() -> None:
    """Ask, lay the secret, ask again."""
    run = Run("D4-postgres" if ON_POSTGRES in sys.argv else "D4", "answers that differ", "secret not found")
    if ON_POSTGRES not in sys.argv:
        prepare.collected()
        run.also(ON_POSTGRES)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-search-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        on_postgres = ON_POSTGRES in sys.argv
        use(stack.enter_context(services.postgres()) if on_postgres else "sqlite://:memory:")
        ask_twice(run)
        from django.db import connection

        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    run.finish(run.bad(), 0)


def ask_twice(run: Run) -> None:
    """Everybody's questions without the secret paper and with it, on the index there is."""
    library = Library(run.rng, run.size(3, 10, 10), run.size(5, 200, 200))
    every = library.questions(run.size(12, 60, 60))
    chosen = run.size(7, 5, 27)  # and what only the secret paper says is asked by everybody
    always = len(ONLY_THERE) + len(TYPED)
    questions = {user.pk: every[:always] + run.rng.sample(every[always:], chosen) for user in library.readers}
    before = {user.pk: [_answer(user, *one) for one in questions[user.pk]] for user in library.readers}
    insiders = _lay_the_secret(library)
    for user in library.readers:
        for (text, filters), first in zip(questions[user.pk], before[user.pk], strict=True):
            if user.pk in insiders:
                continue
            run.count("answers compared")
            if (second := _answer(user, text, filters)) != first:
                run.count("answers that differ")
                run.say(f"{text!r} {filters} {_where(first, second)}")
        if user.pk in insiders:
            found = [_answer(user, text, {}) for text in ONLY_THERE]
            run.count("insiders")
            run.count("secret not found", sum(b'"total": 0' in answer for answer in found))


def _where(first: bytes, second: bytes) -> str:
    """The beginning of the difference."""
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), 0)
    return f"{first[at : at + 80]!r} became {second[at : at + 80]!r}"


def _lay_the_secret(library: Library) -> set[int]:
    """A paper nobody but a few may see, with much of every word in it; the ids of those who may."""
    from papers.services.granting import lay_versions
    from realtime import audiences
    from tests.factories import agendas

    secret = agendas.paper("Tối mật")
    library.write(secret, 40, *ONLY_THERE)
    readers = {user.pk for user in library.rng.sample(library.readers, max(len(library.readers) // 10, 2))}
    group = audiences.group("sitting:00000000-0000-0000-0000-00000000dead:members")
    group.user_set.add(*readers)
    secret.refresh_from_db()
    lay_versions([(secret.current, group)])
    return readers


def _answer(user: Any, text: str, filters: dict[str, str]) -> bytes:
    """Everything somebody is told: the answer with its scores, and the page."""
    from papers.cited import where_cited
    from search import door, facets
    from search.queries import parse

    answer = door.find(user, text, filters)
    _rows, _missing, ranked = door.ranked_pieces(user, parse(text), facets.clean(filters))
    told = {
        "groups": [repr(group) for group in answer.groups],
        "total": answer.total,
        "facets": [repr(facet) for facet in answer.facets],
        "rest": [answer.is_more, answer.is_loose, answer.is_behind, answer.pages, answer.meant],
        "cited": [repr(where_cited(user, paper)) for paper in _numbered(user)],
        "scores": [(list(score), str(piece.row.ref), piece.row.page) for score, piece in ranked],
    }
    page = _page(user, {"q": text, **filters})
    return json.dumps(told, ensure_ascii=False).encode() + page


def _numbered(user: Any) -> list[Any]:
    """Two papers with a number that the user may see."""
    from papers.models import Paper

    seen = Paper.objects.visible_to(user).exclude(document_number="").exclude(title__contains=ONLY_THERE[0])
    return list(seen.order_by("created_at")[:2])


_clients: dict[int, Any] = {}


def _page(user: Any, asked: dict[str, str]) -> bytes:
    """The page of the search, without what is drawn anew for each answer."""
    from django.test import Client

    if not _clients:
        _clients[0] = Client()  # its middleware reads all static files once
    if user.pk not in _clients:
        client = _clients[user.pk] = Client()
        client.handler = _clients[0].handler
        client.force_login(user)
    page = _clients[user.pk].get("/search/", asked, HTTP_HOST="127.0.0.1").content
    return re.sub(rb'(nonce|value|content)="[\w-]{16,}=*"', b"", page)


if __name__ == "__main__":
    main()
