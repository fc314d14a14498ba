"""T1: deeds made without a network, sent again and again, in any order, three days later.

    python -m tests.faults.t1_queued_deeds [--full] [--seed N]

Members mark, note, take marks away and state positions; meanwhile others of their devices and the sitting go on, so
that part of it is stale. After three days (the clock of every process is driven) each deed arrives one to five times,
from eight lines at once, in an order by chance. Each must take effect once or be refused each time with a reason;
what is stale must be refused and change nothing. Size T 80 deeds, P and F 1,000.
"""

import http.client
import json
import os
import tempfile
import threading
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from bench.lib.product import cookie_of
from tests.annotations.drawing import ink_target
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

CSRF = "0123456789abcdefghijABCDEFGHIJ01"
THREE_DAYS = 3 * 24 * 3600
LINES, PATIENCE = 8, 40
AGAIN = {"busy", "failed", "repeated_meanwhile", "unavailable"}
BAD = (
    "lost",
    "two answers to one deed",
    "applied twice or otherwise",
    "stale but applied",
    "refused without a reason",
)


@dataclass
class Deed:
    """One queued command of one member, and everything the house said to its copies."""

    user: Any
    verb: str
    args: dict[str, Any]
    is_stale: bool = False
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    answers: list[dict[str, Any]] = field(default_factory=list)

    def message(self) -> bytes:
        """As the tablet sends it; every copy under the same key."""
        body = {"id": str(uuid.uuid4()), "verb": self.verb, "key": self.key, "args": self.args}
        return json.dumps({**body, "as": str(self.user.person_id)}).encode()


def main() -> None:
    """Make, let three days pass, send, compare."""
    run = Run("T1", *BAD)
    number = run.size(80, 1000, 1000)
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        with installed(CLOCK_FILE=str(clock), LOG_LEVEL="WARNING") as house:
            os.environ["CLOCK_FILE"] = str(clock)
            deeds = _make(run, house, number)
            clock.write_text(str(THREE_DAYS))
            _send(run, house, deeds)
            _judge(run, deeds)
    run.finish(run.bad(), 0)


def _make(run: Run, house: Installation, number: int) -> list[Deed]:
    """The deeds as they wait on the tablets, and the world that went on without them."""
    from agendas.services import start_item
    from annotations import services as notes
    from tests.factories import agendas, sittings
    from tests.factories.people import government, members_of

    items_n = run.size(4, 20, 20)
    sitting = sittings.called_sitting(government(run.size(6, 20, 20)))
    agenda = agendas.published(sitting, items=items_n)
    items, users = agendas.items_of(agenda), members_of(sitting.body)
    versions = [item.item_papers.get().version for item in items]
    target = ink_target()
    before = []
    for place in range(number // 5):
        user = users[place % len(users)]
        mark, version = str(uuid.uuid4()), run.rng.choice(versions)
        notes.save_mark(sittings.deed_in(sitting.body, user), mark, version, "ink", target)
        before.append((user, mark, version))
    deeds = []
    for place, (user, mark, version) in enumerate(before):
        args = {"id": mark, "version": str(version.pk)}
        if place % 2:
            deeds.append(Deed(user, "annotations.delete_mark", args))
            continue
        change = {**args, "kind": "ink", "target": target, "body": f"Ghi thêm {place}", "edited_from": 1}
        deeds.append(Deed(user, "annotations.save_mark", change, is_stale=place % 4 == 0))
    pairs = [(user, item) for item in items for user in users]
    run.rng.shuffle(pairs)
    gone = {items[0].pk}
    for place, (user, item) in enumerate(pairs[: number // 4]):
        args = {"item": str(item.pk), "kind": "objection", "reason": f"Lý do {place}"}
        deeds.append(Deed(user, "agendas.state_position", args, is_stale=item.pk in gone))
    run.rng.shuffle(pairs)
    for place, (user, item) in enumerate(pairs[: number // 4]):
        args = {"id": str(uuid.uuid4()), "target": str(item.pk), "text": f"Ghi chú {place}", "version": 0}
        deeds.append(Deed(user, "annotations.save_note", args, is_stale=place % 5 == 0))
    while len(deeds) < number:
        user, version = run.rng.choice(users), run.rng.choice(versions)
        args = {"id": str(uuid.uuid4()), "version": str(version.pk), "kind": "ink", "target": target}
        deeds.append(Deed(user, "annotations.save_mark", args))
    # Meanwhile: the same people on other devices, and the sitting.
    for one in deeds:
        deed = sittings.deed_in(sitting.body, one.user)
        if one.is_stale and one.verb == "annotations.save_note":
            notes.save_note(deed, uuid.uuid4(), "agenda_item", uuid.UUID(one.args["target"]), "Bản khác", 0)
        if one.is_stale and one.verb == "annotations.save_mark":
            version = next(row for row in versions if str(row.pk) == one.args["version"])
            notes.save_mark(deed, one.args["id"], version, "ink", target, body="Bản khác", version=1)
    agendas.open_now(agenda)
    start_item(sittings.deed_in(sitting.body), agendas.items_of(agenda)[0])
    return deeds


def _send(run: Run, house: Installation, deeds: list[Deed]) -> None:
    """Every deed one to five times, all mixed, from several lines at once."""
    cookies = {user.pk: cookie_of(user) for user in {one.user.pk: one.user for one in deeds}.values()}
    copies = [one for one in deeds for _copy in range(run.rng.randint(1, 5))]
    run.rng.shuffle(copies)
    run.count("deeds", len(deeds))
    run.count("copies", len(copies))
    waiting: Queue[Deed] = Queue()
    for one in copies:
        waiting.put(one)
    lock = threading.Lock()

    def line() -> None:
        link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        while True:
            try:
                one = waiting.get_nowait()
            except Empty:
                return link.close()
            answer = _ask(link, house, one, cookies[one.user.pk])
            with lock:
                one.answers.append(answer)

    lines = [threading.Thread(target=line) for _line in range(LINES)]
    for each in lines:
        each.start()
    for each in lines:
        each.join()


def _ask(link: http.client.HTTPConnection, house: Installation, one: Deed, cookie: str) -> dict[str, Any]:
    """The house's word to one copy; asked again while it says that it is busy, as the tablet does."""
    headers = {
        "Cookie": f"{cookie}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Origin": house.base,
    }
    told: dict[str, Any] = {}
    for _attempt in range(PATIENCE):
        link.request("POST", "/realtime/command/", one.message(), headers)
        told = json.loads(link.getresponse().read())
        if told.get("error", {}).get("code") not in AGAIN:
            break
    return told


def _judge(run: Run, deeds: list[Deed]) -> None:
    from agendas.models import ItemPosition
    from annotations.models import Mark, Note

    marks = {str(row.pk): row for row in Mark.objects.all()}
    notes = {(row.owner_id, str(row.target_id)): row for row in Note.objects.all()}
    stated: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ItemPosition.objects.all():
        stated[(str(row.item_id), str(row.entry.person_id))].append(row.reason)
    for one in deeds:
        recorded = [answer["ok"] for answer in one.answers if "ok" in answer]
        refused = [answer["error"] for answer in one.answers if "error" in answer]
        run.count("recorded" if recorded else "refused")
        run.count(
            "two answers to one deed",
            int(bool(recorded and refused) or any(a != recorded[0] for a in recorded)),
        )
        run.count("refused without a reason", sum(not answer.get("message") for answer in refused))
        if one.is_stale:
            run.count("stale but applied", int(bool(recorded)))
        else:
            run.count("lost", int(not recorded))
            if refused:
                run.say(f"{one.verb}: {refused[0]}")
        run.count("applied twice or otherwise", int(not _stands(one, marks, notes, stated)))


def _stands(one: Deed, marks: Any, notes: Any, stated: Any) -> bool:
    """Is in the tables exactly what this deed, applied once or refused, leaves there?"""
    if one.verb == "agendas.state_position":
        found = stated[(one.args["item"], str(one.user.person_id))]
        return found == ([] if one.is_stale else [one.args["reason"]])
    if one.verb == "annotations.save_note":
        row = notes[(one.user.pk, one.args["target"])]
        return bool(row.text == ("Bản khác" if one.is_stale else one.args["text"]) and row.version == 1)
    row = marks.get(one.args["id"])
    if row is None:
        return False
    if one.verb == "annotations.delete_mark":
        return row.deleted_at is not None
    was_there = "edited_from" in one.args
    words = "Bản khác" if one.is_stale else one.args.get("body", "")
    return bool(row.body == words and row.version == (2 if was_there else 1))


if __name__ == "__main__":
    main()
