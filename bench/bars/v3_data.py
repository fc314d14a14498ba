"""V3: what three hours of a remote sitting without papers cost a member in data.

A real browser of tablet size opens the page of the sitting for the first time (worker, style, scripts, fonts, its
socket) through a relay that counts every byte in both directions. Then, on one socket through the same relay, come the
heartbeats of three hours, one every five seconds, sent as fast as they are answered, and the events of a full sitting:
a poll opened, cast and closed for each item, pages shown, speakers asked and called, people who come and go. Nothing
is scaled up. Headers of TCP and IP are added at 80 bytes a piece. Goal: at most 15 MB.
"""

import json
import socket
import threading
from contextlib import suppress
from random import Random
from typing import Any

from playwright.sync_api import expect, sync_playwright
from websockets.sync.client import connect

from bench.lib import bar
from tests.faults.lib import relay as relays
from tests.faults.lib.installation import Installation, installed, member_of
from tests.js.harness.stage import browser
from tools import prepare

HOURS, HEARTBEAT = 3, 5
ITEMS, MEMBERS = 12, 27
# Beside the polls: what a lively sitting announces to its members in three hours.
TURNED_PAGES, SPEECHES, COMINGS = 180, 90, 60
HEADERS = 80
GOAL = 15.0


class Counted:
    """Bytes and pieces through the relay."""

    def __init__(self) -> None:
        self.bytes = self.pieces = 0
        self._lock = threading.Lock()

    def add(self, size: int) -> None:
        """One piece, as it went over the wire."""
        with self._lock:
            self.bytes += size
            self.pieces += 1 + size // 1400

    @property
    def megabytes(self) -> float:
        """With the headers of what carries them."""
        return (self.bytes + self.pieces * HEADERS) / 1e6


class CountingRelay:
    """Hands connections on to `target` and counts."""

    def __init__(self, target: int, counted: Counted) -> None:
        self.target, self.counted = target, counted
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.base = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more connections."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while piece := source.recv(relays.PIECE):
                self.counted.add(len(piece))
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def main() -> None:
    """Load, beat, tell, print."""
    prepare.collected()
    counted = Counted()
    with installed(embedded=True, LOG_LEVEL="WARNING") as house:
        way = CountingRelay(house.port, counted)
        sitting, member, items = _scene()
        _open_page(way, house, sitting, member)
        page = counted.megabytes
        print(f"V3 the page, opened for the first time: {page:.2f} MB", flush=True)
        events = _sit(way, sitting, member, items)
        way.close()
    print(f"V3 {HOURS} h of heartbeats and {events} events: {counted.megabytes - page:.2f} MB", flush=True)
    bar.finish("V3", counted.megabytes, GOAL)


def _scene() -> tuple[Any, Any, Any]:
    from tests.factories import agendas, people, sittings

    agenda = agendas.published(sittings.called_sitting(people.government(MEMBERS)), ITEMS)
    agendas.open_now(agenda)
    user = people.members_of(agenda.sitting.body)[5]
    return agenda.sitting, member_of(user, agenda.sitting.stream("members")), agendas.items_of(agenda)


def _open_page(way: CountingRelay, house: Installation, sitting: Any, member: Any) -> None:
    with sync_playwright() as driver:
        context = browser(driver).new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN")
        name, _, value = member.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": way.base}])
        page = context.new_page()
        page.goto(f"{way.base}/sitting/{sitting.pk}/")
        expect(page.locator("#strip")).to_contain_text("Nội dung", timeout=20_000)
        page.wait_for_timeout(3000)
        context.close()


def _sit(way: CountingRelay, sitting: Any, member: Any, items: Any) -> int:
    """Every heartbeat of the time on one socket, the events among them; how many events came."""
    from realtime import selectors

    address = f"{way.base.replace('http', 'ws')}/ws/?as={member.person}"
    seqs = dict(selectors.heads(list(member.streams)))
    beats = HOURS * 3600 // HEARTBEAT
    deeds = _deeds(sitting, items)
    every = beats // len(deeds)
    heard = 0
    origin = f"http://127.0.0.1:{way.base.rsplit(':', 1)[1]}"
    with connect(
        address, additional_headers={"Cookie": member.cookie}, origin=origin, compression=None
    ) as line:  # type: ignore[arg-type]
        heard += _ask(line, "follow", {"streams": seqs})
        for beat in range(beats):
            if beat % every == 0 and deeds:
                deeds.pop(0)()
            heard += _ask(line, "ping", None)
        for deed in deeds:
            deed()
        due = sum(selectors.heads(list(member.streams)).values()) - sum(seqs.values())
        with suppress(TimeoutError):
            while heard < due:
                heard += "s" in json.loads(line.recv(15))
    if heard != due:
        raise SystemExit(f"V3 {due - heard} events weren't heard: no figure")
    return heard


def _ask(line: Any, verb: str, args: Any) -> int:
    """Ask as the page does and read until the answer (of a heartbeat: the heads); how many events came before it."""
    line.send(json.dumps({"id": "1234-abc123", "verb": verb, **({"args": args} if args else {})}))
    events = 0
    while not {"re", "heads"} & (told := json.loads(line.recv(30))).keys():
        events += "s" in told
    return events


def _deeds(sitting: Any, items: Any) -> list[Any]:
    """What happens, in the order of a sitting, as functions to call."""
    from agendas import services as agendas
    from meetings import services as meetings
    from room import services as room
    from tests.factories import people, polls, sittings
    from voting import services as voting

    rng = Random(3)
    desk = sittings.deed_in(sitting.body)
    users = people.members_of(sitting.body)
    entries = {row.person_id: row for row in sittings.member_entries(sitting)}
    deeds: list[Any] = []

    def vote(item: Any) -> None:
        poll = polls.opened(polls.fresh_item(item))
        for user in users:
            polls.cast(poll, user, "for_")
        voting.close_poll(desk, poll)
        voting.announce_result(desk, polls.fresh(poll.pk))

    def speak(number: int) -> None:
        user = users[number % len(users)]
        entry = entries[user.person_id]
        room.ask_to_speak(sittings.deed_in(sitting.body, user), sitting, entry)
        room.call_speaker(desk, _newest(sitting))
        room.end_speech(desk, _newest(sitting))

    for place, item in enumerate(items):
        paper = item.item_papers.get()
        deeds.append(lambda item=item: agendas.start_item(desk, polls.fresh_item(item)))
        talk: list[Any] = []
        for page in range(TURNED_PAGES // ITEMS):
            talk.append(
                lambda paper=paper, page=page: room.show_page(desk, sitting, paper.paper_id, page % 12 + 1)
            )
        for number in range(SPEECHES // ITEMS):
            talk.append(lambda number=place * 7 + number: speak(number))
        for _number in range(COMINGS // ITEMS):
            row = rng.choice(sorted(entries.values(), key=lambda one: str(one.pk)))
            for where in ("left", "on_site"):
                talk.append(
                    lambda row=row, where=where: meetings.set_presence(desk, sitting, [row.pk], where)
                )
        deeds += talk
        deeds.append(lambda item=item: vote(item))
        deeds.append(lambda item=item: agendas.end_item(desk, polls.fresh_item(item), "adopted_by_vote"))
    return deeds


def _newest(sitting: Any) -> Any:
    from room.models import Speech

    return Speech.objects.filter(sitting=sitting).latest("created_at")


if __name__ == "__main__":
    main()
