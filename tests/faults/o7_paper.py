"""O7: seconds from the tap to the whole paper fallback, and unequal counts that were accepted (none may be).

    python -m tests.faults.o7_paper [--full] [--seed N]

Through the running product on its embedded default, signed in: the file for 27 and for 500 members is fetched while a
vote is open on the devices, and read back (every name, one ballot for each who may vote). Then two officers enter
pairs of counts that differ in one figure, by POST as a browser sends them; each must be told where, none may be
counted. The control of the check is a pair of equal entries, which must be counted. Size P enters 60 unequal pairs
on one poll, F 200.
"""

import http.client
import io
import json
import os
import random
import sys
import tempfile
import time
import uuid
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.lib import bar
from bench.lib.product import cookie_of, use
from bench.lib.server import product

FULL = "--full" in sys.argv
SEED = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 7
MEMBERS, PRINTS, PAIRS, GOAL = (27, 500), (10 if FULL else 3), (200 if FULL else 60), 60.0
TOKEN = "a" * 32


class Desk:
    """One officer's browser as far as it matters here: a kept connection, a session, a token."""

    def __init__(self, port: int, user: Any) -> None:
        self.port, self.link = port, http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = f"{cookie_of(user)}; csrftoken={TOKEN}"

    def fetch(self, path: str) -> tuple[float, bytes]:
        """Seconds until the whole file was here, and the file. Raises if it isn't a PDF."""
        began = time.monotonic()
        self.link.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.link.getresponse()
        body = answer.read()
        took = time.monotonic() - began
        if answer.status != 200 or not body.startswith(b"%PDF") or b"%%EOF" not in body[-1024:]:
            raise RuntimeError(f"{path}: {answer.status}, {len(body)} bytes")
        return took, body

    def command(self, verb: str, **args: Any) -> dict[str, Any]:
        """The answer to a command. Raises if the server didn't give one."""
        message = {"id": "1", "key": str(uuid.uuid4()), "verb": verb, "args": args}
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": TOKEN,
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/json",
        }
        self.link.request("POST", "/realtime/command/", body=json.dumps(message), headers=headers)
        answer = self.link.getresponse()
        return dict(json.loads(answer.read()))


def main() -> None:
    """Print, enter, count, print the bar."""
    with tempfile.TemporaryDirectory(prefix="ecabinet-o7-") as folder:
        # Before the settings are read: the key that signs sessions is kept there.
        os.environ["ECABINET_VAR"] = folder
        env = use(f"sqlite:///{folder}/o7.sqlite3")
        from tests.factories import paper_polls, polls

        open_polls = {size: polls.opened(members=size, present=size - 2) for size in MEMBERS}
        on_paper = paper_polls.opened(members=27)
        desks = {poll.pk: paper_polls.officers_of(poll) for poll in (*open_polls.values(), on_paper)}
        with product(env) as (port, _process):
            slowest = max(
                _print(Desk(port, desks[poll.pk][0]), poll, size) for size, poll in open_polls.items()
            )
            first, second = (Desk(port, user) for user in desks[on_paper.pk])
            accepted, told = _enter_unequal(first, second, on_paper)
            _control(first, second, on_paper)
    print(
        f"O7 seed {SEED}: {PAIRS} unequal pairs entered, {told} told where they differ, {accepted} accepted"
    )
    wrong = {"accepted": accepted, "untold": PAIRS - told}
    for name, number in wrong.items():
        print(f"BAR O7-{name} {number} at most 0 {'short' if number else 'ok'}", flush=True)
    bar.finish("O7", float("inf") if any(wrong.values()) else slowest, GOAL)


def _print(desk: Desk, poll: Any, size: int) -> float:
    """The slowest of the prints of one size; each file is read back."""
    took = []
    for _print in range(PRINTS):
        seconds, file = desk.fetch(f"/voting/items/{poll.item_id}/paper-vote.pdf")
        took.append(seconds)
        pages = _read_back(file, poll)
    print(
        f"O7 {size} members: {pages} pages, {len(file) // 1024} KiB, seconds {bar.spread(took)} over {PRINTS}"
    )
    return max(took)


def _read_back(file: bytes, poll: Any) -> int:
    """Pages of the file; raises unless every member and exactly the right number of ballots are in it."""
    import pypdf

    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    words = " ".join(pages)
    missing = [row.name for row in poll.electors.all() if row.name not in words]
    ballots, wanted = words.count("PHIẾU BIỂU QUYẾT"), poll.electors.filter(is_entitled=True).count()
    if missing or ballots != wanted:
        raise RuntimeError(f"{len(missing)} members missing, {ballots} ballots for {wanted}")
    return len(pages)


def _enter_unequal(first: Desk, second: Desk, poll: Any) -> tuple[int, int]:
    """Of the pairs that differ: how many were accepted, and how many were told where."""
    chance = random.Random(SEED)
    accepted = told = 0
    for _pair in range(PAIRS):
        count = _some_count(chance)
        other = _changed(chance, count)
        _enter(first, poll, count)
        answer = _enter(second, poll, other)
        if answer["counted"]:  # short, and counted on to say how short
            accepted += 1
            first.command("voting.reopen_paper_count", poll=str(poll.pk), reason="Hai lần nhập khác nhau")
        told += set(answer["differs"]) == {
            name for name, value in asdict(count).items() if asdict(other)[name] != value
        }
    return accepted, told


def _some_count(chance: random.Random) -> Any:
    from voting.counts import Count

    issued = chance.randint(3, 27)
    returned = chance.randint(2, issued)
    cuts = sorted(chance.randint(0, returned) for _cut in range(3))
    parts = [after - before for before, after in zip([0, *cuts], [*cuts, returned], strict=True)]
    count = Count(
        issued=issued, returned=returned, for_=parts[0], against=parts[1], abstain=parts[2], invalid=parts[3]
    )
    heads = [name for name in ("for_", "against", "abstain") if getattr(count, name)]
    return replace(count, head=chance.choice(["", *heads]))


def _changed(chance: random.Random, count: Any) -> Any:
    """A count as a slip of the pen makes it: it adds up too, and it isn't the same."""
    while True:
        changed = _some_count(chance)
        one = chance.choice(["issued", "head", "all"])
        if one == "issued" and count.issued < 27:
            return replace(count, issued=count.issued + 1)
        if one == "head":
            heads = [name for name in ("for_", "against", "abstain") if getattr(count, name)]
            others = [head for head in ("", *heads) if head != count.head]
            if others:
                return replace(count, head=chance.choice(others))
        if one == "all" and changed != count:
            return changed


def _enter(desk: Desk, poll: Any, count: Any) -> dict[str, Any]:
    answer = desk.command(
        "voting.enter_paper_count",
        poll=str(poll.pk),
        tellers=["Người Thứ Nhất", "Người Thứ Hai"],
        **asdict(count),
    )
    if "ok" not in answer:
        raise RuntimeError(f"{count}: {answer}")
    return dict(answer["ok"])


def _control(first: Desk, second: Desk, poll: Any) -> None:
    """Equal entries are counted: the check above isn't passed by a product that counts nothing."""
    count = _some_count(random.Random(SEED))
    _enter(first, poll, count)
    if not _enter(second, poll, count)["counted"]:
        raise RuntimeError("two equal entries were not counted")
    poll.refresh_from_db()
    rows = poll.paper_counts.count()
    if rows != 2 * PAIRS + 2 or poll.tally["for_"] != count.for_:
        raise RuntimeError(f"{rows} entries kept of {2 * PAIRS + 2}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
