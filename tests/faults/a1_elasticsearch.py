"""A1 with Elasticsearch killed in the middle of a vote of 27: the vote takes no notice, and search goes on.

    python -m tests.faults.a1_elasticsearch [--full] [--seed N]

As `a1_kills`, with another part that dies. Meanwhile one member keeps searching: every page must come, within five
seconds, and what he asks for must be on it. The node comes back a while after the polls it was killed in are counted.
"""

import contextlib
import http.client
import threading
import time
from typing import Self
from urllib.parse import urlencode

from tests.faults import a1_kills
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.room import Room, Rooms
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets
from tools import search_node

PATIENCE = 5.0


def main() -> None:
    """Kill, look, search, count, print."""
    run = Run("A1-elasticsearch", *a1_kills.BALLOTS, "not answered in the end", "searches that failed")
    waits: list[float] = []
    with search_node.engine() as node, installed(ELASTICSEARCH_URL=node.url) as house, Tablets() as tablets:
        house.engines["elasticsearch"] = node
        rooms = Rooms(house, tablets, run.size(9, a1_kills.VOTERS, a1_kills.VOTERS))
        for _number in range(run.size(1, 10, 50)):
            room = rooms.next()
            _filled(house)
            with Searching(run, house, room):
                waits.append(a1_kills.play(run, room, "elasticsearch"))
    run.say(f"Elasticsearch killed {len(waits)} times, truth shown {run.spread(waits)} s after its return")
    run.line("shown", max(waits), a1_kills.GOAL)
    run.finish(run.bad(), 0)


def _filled(house: Installation) -> None:
    """What the jobs process does once a minute; there is none here."""
    from search import refreshing
    from search.elastic import client, filling, outgoing, sending

    house.ask(lambda: refreshing.catch_up())
    client.refuse_from_now(0)
    house.ask(lambda: sending.send() if outgoing.state().live else filling.fill())


class Searching:
    """A member who searches for the item under discussion until he is told to stop."""

    def __init__(self, run: Run, house: Installation, room: Room) -> None:
        self.run, self.port = run, house.port
        self.cookie = next(iter(room.voters.values())).cookie
        self.path = "/search/?" + urlencode({"q": room.item.title})
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._search)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _search(self) -> None:
        while not self._stop.wait(0.2):
            began = time.monotonic()
            try:
                said = self._page()
            except (OSError, http.client.HTTPException) as error:
                said = repr(error)
            self.run.count("searches")
            took = time.monotonic() - began
            if said or took > PATIENCE:
                self.run.count("searches that failed")
                self.run.say(f"search: {said or 'late'} after {took:.1f} s")

    def _page(self) -> str:
        """What is wrong with the page, if anything."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE * 2)
        with contextlib.closing(link):
            link.request("GET", self.path, headers={"Cookie": self.cookie})
            answer = link.getresponse()
            body = answer.read().decode(errors="replace")
        if answer.status != 200:
            return f"answered {answer.status}"
        self.run.count("answered by the database", int("Máy chủ tìm kiếm" in body))
        return "" if "search-hit" in body else "found nothing"


if __name__ == "__main__":
    main()
