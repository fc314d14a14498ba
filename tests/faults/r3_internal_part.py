"""R3: one press and only the named stay; two seconds later nothing reaches anybody else, and nothing later either.

    python -m tests.faults.r3_internal_part [--full] [--seed N]

Officers, aides, standing invitees and invitees of the item each hold a socket that is read, a slow download of a paper
of 256 MiB, and pages they have seen. The part begins by the product's own service while events are told ten times a
second. Counted are events and bytes that arrive, and pages, hits, files, snapshots and missed events that are given
later than two seconds after the commit, and devices that aren't told to forget their papers. Inside, somebody speaks,
a vote is held and a conclusion written, all with a canary in their words; after the end everybody follows anew from
the numbers of before, and the canary is looked for in all they are sent. A paper that is recalled is looked for in the
same way by all but the desk. Size T has 8 of them, P and F 200.
"""

import contextlib
import http.client
import json
import secrets
import threading
import time
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

from bench.lib.sockets import Client, Closed
from tests.faults.lib import holding, telling
from tests.faults.lib.holding import Open
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.rights import Holder, Sitting
from tests.faults.lib.run import Run

KINDS = ("role", "mandate", "roster", "item")
ALLOWED, WATCHED = 2.0, 2.0
# Slow enough for two hundred at once on two processors; and what waits in a reader's own buffer, which nobody can take
# back, is read within half a second.
holding.PIECE, holding.PAUSE, holding.WINDOW = 8 * 1024, 0.25, 8 * 1024


def main() -> None:
    """Everything is opened, the part begins, it is lived through, it ends."""
    run = Run("R3")
    wanted = run.size(8, 200, 200)
    with installed() as house:
        sitting = Sitting(house)
        house.ask(lambda: _begin(sitting))
        holders = [
            house.ask(lambda place=place: sitting.holder(KINDS[place % len(KINDS)]))  # type: ignore[misc]
            for place in range(wanted)
        ]
        numbers = house.ask(lambda: _heads(sitting))
        _part(run, sitting, holders)
        _afterwards(run, sitting, holders, numbers)
        _recalled(run, sitting, holders)
    bad = sum(number for what, number in run.counts.items() if what.startswith(("after", "never")))
    run.finish(bad, 0)


def _begin(sitting: Sitting) -> None:
    from agendas import services
    from tests.factories import agendas

    sitting.agenda = agendas.open_now(sitting.agenda)
    sitting.sitting = sitting.agenda.sitting
    services.start_item(sitting.officer, sitting.item)


def _names(sitting: Sitting) -> list[str]:
    return [*(sitting.sitting.stream(name) for name in telling.AUDIENCES), sitting.item.stream]


def _heads(sitting: Sitting) -> dict[str, int]:
    from realtime.selectors import heads

    return heads(_names(sitting))


@contextlib.contextmanager
def _telling(house: Installation, sitting: Sitting) -> Iterator[None]:
    """Ten events a second, from when everything is open: before, they would only slow the opening down."""
    ending = threading.Event()
    teller = threading.Thread(target=_tell_on, args=(house, sitting, ending))
    teller.start()
    try:
        yield
    finally:
        ending.set()
        teller.join()


def _tell_on(house: Installation, sitting: Sitting, ending: threading.Event) -> None:
    streams, numbers = _names(sitting), count()
    while not ending.wait(0.1):
        telling.tell(house, next(numbers), streams)


def _part(run: Run, sitting: Sitting, holders: list[Holder]) -> None:
    """Open everything, press, and look."""
    from meetings import services

    opened = [Open(sitting, holder) for holder in holders]
    with _telling(sitting.house, sitting):
        time.sleep(4)
        for one in opened:
            for what, is_there in one.seen_before().items():
                if not is_there:
                    run.count(f"never seen before: {what}")
        sitting.house.ask(lambda: services.start_internal_part(sitting.officer, sitting.sitting))
        gone = time.monotonic()
        time.sleep(ALLOWED)
        for one in opened:
            for what, is_given in one.given_now().items():
                run.count(f"after 2 s: {what}", int(is_given))
            run.count("after 2 s: device not told to forget", int(not _is_told_to_forget(one)))
        time.sleep(WATCHED)
        run.count("never heard by those who stay", int(not _hears(_member(sitting))))
    for one in opened:
        run.count("after 2 s: events", one.events_after(gone + ALLOWED))
        run.count("after 2 s: bytes", one.bytes_after(gone + ALLOWED))
        run.count("after 2 s: open sockets", int(one.code != 4401))
        one.close()
    run.count("put out", len(opened))


def _member(sitting: Sitting) -> Client:
    """A member who stays: what is told must go on reaching him, or the rest proves nothing."""
    from bench.lib.product import cookie_of
    from tests.factories import people

    user = sitting.house.ask(lambda: people.members_of(sitting.sitting.body)[1])
    client = Client.connect(sitting.house.port, "/ws/", cookie_of(user))
    _follow(client, {sitting.sitting.stream("members"): 0})
    return client


def _follow(client: Client, streams: dict[str, int]) -> None:
    client.send(json.dumps({"id": "1", "verb": "follow", "args": {"streams": streams}}))


def _hears(client: Client) -> bool:
    client.keep_alive()
    try:
        return bool(client.wait_for('{"s"', 5))
    except (TimeoutError, Closed):
        return False


def _get(sitting: Sitting, holder: Holder, address: str) -> tuple[int, dict[str, str], str]:
    link = http.client.HTTPConnection("127.0.0.1", sitting.house.port, timeout=holding.PATIENCE)
    try:
        link.request("GET", address, headers={"Cookie": holder.cookie})
        answer = link.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
    finally:
        link.close()


def _is_told_to_forget(one: Open) -> bool:
    """The page that takes the place of the sitting's: one sentence, an order to the browser, one to the worker."""
    page = f"/sitting/{one.sitting.sitting.pk}/"
    status, head, words = _get(one.sitting, one.holder, page)
    empties = head.get("Clear-Site-Data") == '"cache"' and "waiting" in words
    return status == 200 and empties and one.sitting.paper.title not in words


def _afterwards(run: Run, sitting: Sitting, holders: list[Holder], numbers: dict[str, int]) -> None:
    """Live through the part, end it, and look for its words in all that is sent to those who were outside."""
    from meetings import services

    canary = f"canary-{secrets.token_hex(6)}"
    sitting.house.ask(lambda: _inside(sitting, canary))
    run.count("never said inside", int(not sitting.house.ask(lambda: _was_told(canary))))
    sitting.house.ask(lambda: services.end_internal_part(sitting.officer, sitting.sitting))
    for holder in holders:
        run.count("after the end: words by the socket", int(_is_sent(sitting, holder, numbers, canary)))
        pages = [f"/realtime/events/{quote(name, safe='')}?since={n}" for name, n in numbers.items()]
        pages += [f"/realtime/snapshot/{quote(name, safe='')}" for name in numbers]
        pages += [
            f"/sitting/{sitting.sitting.pk}/",
            f"/control/{sitting.sitting.pk}/",
            f"/search/?q={canary}x",
        ]
        for page in pages:
            _status, _head, words = _get(sitting, holder, page)
            run.count("after the end: words by a page", words.replace(f"{canary}x", "").count(canary))
    back = sum(
        _get(sitting, holder, f"/sitting/{sitting.sitting.pk}/")[2].count("Kính mời") for holder in holders
    )
    run.count("after the end: still waiting", back)


def _inside(sitting: Sitting, canary: str) -> None:
    """A speech, a vote, a conclusion, a paper."""
    from agendas import services as agendas
    from room import services as room
    from tests.factories import agendas as making
    from tests.factories import people, polls, sittings
    from voting import services as voting
    from voting.models import Poll

    deed = sitting.officer
    entry = sittings.member_entries(sitting.sitting)[1]
    asked = room.ask_to_speak(deed, sitting.sitting, entry)
    room.call_speaker(deed, entry.speeches.get(pk=asked["speech"]))
    agendas.hand_out_paper(deed, sitting.item, making.paper(title=canary), "Phát tại phần họp nội bộ")
    poll = Poll.objects.get(pk=voting.prepare_poll(deed, sitting.item, f"Thông qua {canary}")["poll"])
    voting.open_poll(deed, poll)
    polls.cast(poll, people.members_of(sitting.sitting.body)[1], "for_")
    voting.close_poll(deed, polls.fresh(poll.pk))
    voting.announce_result(deed, polls.fresh(poll.pk))
    agendas.record_conclusion(deed, sitting.item, f"Đồng ý {canary}")
    agendas.end_item(deed, sitting.item, "opinions_given", note=canary)


def _was_told(canary: str) -> bool:
    from realtime.models import Event

    return any(canary in json.dumps(body) for body in Event.objects.values_list("body", flat=True))


def _is_sent(sitting: Sitting, holder: Holder, numbers: dict[str, int], canary: str) -> bool:
    """Does following from the numbers of before bring a word of it?"""
    client = Client.connect(sitting.house.port, "/ws/", holder.cookie)
    try:
        _follow(client, {**numbers, **dict.fromkeys(holder.streams, 0)})
        heard = client.wait_for('"re"')
        client.keep_alive()
        client.link.settimeout(0.3)
        told = [heard]
        try:
            client.buffer += client.link.recv(1 << 20)
            told += client.texts()
        except (TimeoutError, Closed, OSError):
            pass
        return any(canary in text for text in told)
    finally:
        client.link.close()


def _recalled(run: Run, sitting: Sitting, holders: list[Holder]) -> None:
    """The same for a paper that is recalled; the desk, which answers for it, keeps it."""
    from agendas import services

    opened = [Open(sitting, holder) for holder in holders if holder.kind != "role"]
    time.sleep(2)
    row = sitting.house.ask(lambda: sitting.item.item_papers.get(paper=sitting.paper))
    sitting.house.ask(lambda: services.recall_paper(sitting.officer, row, "Phát nhầm"))
    gone = time.monotonic()
    time.sleep(ALLOWED)
    for one in opened:
        given = one.given_now()
        run.count("after a recall: papers", sum(given[what] for what in ("hits", "pages", "first bytes")))
        run.count("after a recall: bytes", one.bytes_after(gone + ALLOWED))
        one.close()


if __name__ == "__main__":
    main()
