"""Voters with tablets: the product's own browser code in one Node process, driven and observed from here.

    with Tablets() as tablets:
        tablets.open("m1", house.base, member)          # draws the page, follows, keeps its outbox
        mark = tablets.press("m1", "voting.cast_ballot", {"poll": …, "value": "for_"}, slot="ballot:…")
        tablets.wait(lambda: tablets.presses[mark].is_answered, 20)
        tablets.look()["m1"].net                          # "live", "waiting", "lost"

All times are seconds of the machine-wide monotonic clock, the one of `time.monotonic`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Self

PROGRAM = Path(__file__).with_suffix(".mjs")
POLL_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in person: who, the cookie of a session, and the streams the page follows."""

    person: str
    cookie: str
    streams: tuple[str, ...]


@dataclass(slots=True)
class Press:
    """One act of a member and everything the tablet has said of it since."""

    who: str
    verb: str
    args: dict[str, Any]
    pressed_at: float = 0.0
    key: str = ""
    # (when, "not_sent" | "recorded" | "refused", is it being sent)
    states: list[tuple[float, str, bool]] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    error: dict[str, Any] | None = None

    @property
    def state(self) -> str:
        """As shown last."""
        return self.states[-1][1] if self.states else "not_sent"

    @property
    def is_answered(self) -> bool:
        """Recorded or refused."""
        return self.state != "not_sent"

    @property
    def answered_at(self) -> float:
        """When it was."""
        return self.states[-1][0]


@dataclass(frozen=True, slots=True)
class Seen:
    """A tablet at one moment: its connection, when anything it shows changed last, the number of each stream, what
    waits to be sent, and if asked for the documents, and how each stream came to where it is: one history for each
    time the page was drawn, runs of events as [first, last], whole documents as [n]."""

    net: str
    changed_at: float
    seqs: dict[str, int]
    waiting: list[dict[str, Any]]
    docs: dict[str, Any] = field(default_factory=dict)
    history: list[dict[str, list[list[int]]]] = field(default_factory=list)


class Tablets:
    """The Node process and what it has told so far; every list only grows."""

    def __init__(self) -> None:
        self.presses: dict[str, Press] = {}
        # (when, who, "live" | "waiting" | "lost" | "reload" | "loaded")
        self.course: list[tuple[float, str, str]] = []
        self.faults: list[str] = []
        self.hammered: dict[int, list[dict[str, Any]]] = {}
        self._by_key: dict[str, Press] = {}
        self._seen: dict[int, dict[str, Seen]] = {}
        self._number = count(1)
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        node = shutil.which("node")
        if not node:
            raise RuntimeError("node 20 is part of what the product needs; see README")
        self._process = subprocess.Popen(
            [node, "--experimental-websocket", "--no-warnings", str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(20):
            raise RuntimeError("the tablets didn't start")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)

    # --- what a member does ---------------------------------------------------------------------------------
    def open(self, who: str, base: str, member: Member) -> None:
        """Draw the page at `base` (a relay's address, perhaps) and follow."""
        self._order(
            do="open",
            who=who,
            base=base,
            person=member.person,
            cookie=member.cookie,
            streams=list(member.streams),
        )

    def press(self, who: str, verb: str, args: dict[str, Any], slot: str = "") -> str:
        """Give one command through the outbox; the mark under which `presses` has it."""
        mark = f"{who}/{next(self._number)}"
        self.presses[mark] = Press(who, verb, args, time.monotonic())
        self._order(do="press", who=who, verb=verb, args=args, mark=mark, **({"slot": slot} if slot else {}))
        return mark

    def hammer(
        self, who: str, verb: str, args: dict[str, Any], slot: str, *, times: int, every: float
    ) -> int:
        """The same press `times` times, `every` seconds; the ticket under which `hammered` has the presses at the
        end: `{"at", "answered_at"?, "state"?, "code"?}` (one that another took the place of may stay unanswered)."""
        ticket = next(self._number)
        order = {"who": who, "verb": verb, "args": args, "slot": slot, "times": times, "every": every * 1000}
        self._order(do="hammer", ticket=ticket, **order)
        return ticket

    def reload(self, who: str) -> None:
        """Load the page again; what wasn't answered is kept and sent again."""
        self._order(do="reload", who=who)

    def wake(self, who: str) -> None:
        """The device wakes, or its tab is looked at again."""
        self._order(do="wake", who=who)

    def close(self, who: str) -> None:
        """Close the page for good."""
        self._order(do="close", who=who)

    # --- what is seen ---------------------------------------------------------------------------------------
    def look(
        self, who: Iterable[str] | None = None, *, docs: bool = False, history: bool = False
    ) -> dict[str, Seen]:
        """All tablets (or these) as they are now."""
        ticket = next(self._number)
        chosen = {} if who is None else {"who": list(who)}
        self._order(do="look", ticket=ticket, docs=docs, history=history, **chosen)
        if not self.wait(lambda: ticket in self._seen, 20):
            raise RuntimeError("the tablets don't answer")
        return self._seen.pop(ticket)

    def wait(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait until it is so; False if it wasn't within `seconds`. Raises if the tablets' own code failed."""
        end = time.monotonic() + seconds
        while not is_so():
            if self.faults:
                raise RuntimeError(f"an error in the page: {self.faults[0]}")
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def wait_live(self, seconds: float = 30) -> None:
        """Wait until every tablet says it is connected. Raises `TimeoutError` naming those that don't."""
        if not self.wait(lambda: all(seen.net == "live" for seen in self.look().values()), seconds):
            raise TimeoutError({who: seen.net for who, seen in self.look().items() if seen.net != "live"})

    # --- the pipe -------------------------------------------------------------------------------------------
    def _order(self, **order: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._hear(json.loads(line))

    def _hear(self, told: dict[str, Any]) -> None:
        if "ready" in told:
            self._ready.set()
        elif "fault" in told:
            self.faults.append(told["fault"])
        elif "hammered" in told:
            self.hammered[told["hammered"]] = told["presses"]
        elif "seen" in told:
            self._seen[told["ticket"]] = {who: Seen(**seen) for who, seen in told["seen"].items()}
        elif "pressed" in told:
            press = self.presses[told["pressed"]]
            press.key = told["key"]
            # `sending` is told before the press itself
            earlier = self._by_key.pop(told["key"], None)
            self._by_key[told["key"]] = press
            if earlier is not None:
                press.states, press.answer, press.error = earlier.states, earlier.answer, earlier.error
        elif "key" in told:
            press = self._by_key.setdefault(told["key"], Press(told["who"], told["verb"], told["args"]))
            press.states.append((told["at"], told["state"], told["sending"]))
            press.answer, press.error = told["answer"], told["error"]
        else:
            word = told.get("net") or ("reload" if "reload" in told else "loaded")
            self.course.append((told["at"], told["who"], word))
