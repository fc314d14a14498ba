"""D4 on Elasticsearch: nothing a search says changes because of a paper one may not see.

    python -m tests.faults.d4_elasticsearch [--full] [--seed N]

As `d4_search`, with Elasticsearch in front of PostgreSQL; an answer the database gave instead proves nothing and counts
as bad.
"""

import contextlib
import os
import tempfile

from bench.lib.product import use
from tests.faults import d4_search
from tests.faults.lib.run import Run
from tools import prepare, search_node, services


def main() -> None:
    """Ask, lay the secret, ask again."""
    run = Run("D4-elasticsearch", "answers that differ", "secret not found", "answered by the database")
    prepare.collected()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ecabinet-search-"))
        os.environ |= {"ECABINET_VAR": folder, "EMAIL_URL": "dummymail://", "LOG_LEVEL": "WARNING"}
        os.environ["ELASTICSEARCH_SECONDS"] = "60"  # what is asked here is what it says, not how soon
        os.environ["ELASTICSEARCH_URL"] = stack.enter_context(search_node.engine()).url
        use(stack.enter_context(services.postgres()))
        _count_the_reserve(run)
        d4_search.ask_twice(run)
        from django.db import connection

        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    run.finish(run.bad(), 0)


def _count_the_reserve(run: Run) -> None:
    """Every answer is looked at; the first one fills the node."""
    from search import door, refreshing
    from search.elastic import filling

    find = door.find
    filled = [False]

    def watched(*asked: object, **also: object) -> object:
        if not filled[0]:
            refreshing.catch_up()
            filling.fill()
            filled[0] = True
        answer = find(*asked, **also)  # type: ignore[arg-type]
        run.count("answered by the database", int(answer.is_reserve))
        return answer

    door.find = watched  # type: ignore[assignment]


if __name__ == "__main__":
    main()
