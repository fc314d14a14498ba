"""The morning of 02/10/2020 as its people play it: the clock, the floor, the votes by name, the steps of the panel."""

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import UUID

from playwright.sync_api import Locator, Page, expect
from websockets.exceptions import ConnectionClosed

from demo.content.agenda import BY_NUMBER
from demo.content.roster import ballots_for
from tests.journeys.house import House
from tests.journeys.stage import Stage
from tests.journeys.test_the_sitting import end_item, step
from tests.journeys.voters import Voter, members_of

CLOCK = """
from django.db import transaction
from core import clock
from demo import services
with transaction.atomic():
    services.put_clocks_to(clock.hanoi(2020, 10, 2, %d, %d), services.demonstration_bodies())
"""


def user_name(person: str) -> str:
    """The sign-in of a person of `demo.content`."""
    return person.replace("_", ".")


@dataclass
class Morning:
    """The sitting under way: its desk, its members' own sockets, and who votes on a tablet instead."""

    stage: Stage
    desk: Page
    tablets: dict[str, Page]
    members: dict[str, Voter] = field(default_factory=dict)
    is_over: Event = field(default_factory=Event)

    @property
    def house(self) -> House:
        """Where it is played."""
        return self.stage.house

    @property
    def dialog(self) -> Locator:
        """The question the panel asks."""
        return self.desk.locator("#cp-dialog")

    def gather(self) -> None:
        """Every member who comes opens a socket."""
        found = members_of(self.house, self.stage.sitting)
        self.members = {one.username: one for one in found if one.mode in ("on_site", "online")}
        for one in self.members.values():
            one.follow(self.house, self.stage.sitting)
        Thread(target=self._beat, daemon=True).start()

    def _beat(self) -> None:
        """Those online are present as long as they are heard from."""
        while not self.is_over.wait(4):
            for one in self.members.values():
                if one.mode == "online":
                    one.beat()

    def leave(self) -> None:
        """Close the sockets."""
        self.is_over.set()
        for one in self.members.values():
            one.leave()

    def is_now(self, time: str) -> None:
        """Put the clock of the demonstration forward to "07:40"."""
        hour, minute = time.split(":")
        self.house.tell(CLOCK % (int(hour), int(minute)))

    def entry(self, person: str) -> str:
        """A person's entry of the roster."""
        name = user_name(person)
        return next(str(row[0]) for row in self.stage.facts["entries"] if row[3] == name)

    def speak(self, *people: str) -> None:
        """Each is written down, called, and ends."""
        for person in people:
            asked = self.stage.command(
                "room.ask_to_speak", sitting=self.stage.sitting, entry=self.entry(person)
            )
            self.stage.command("room.call_speaker", speech=asked["speech"])
            self.stage.command("room.end_speech", speech=asked["speech"])

    def discuss(self, number: int) -> None:
        """The presenter and the speakers the programme names."""
        self.speak(BY_NUMBER[number].presenter, *BY_NUMBER[number].speakers)

    def ask(self, user: str, verb: str, **args: str) -> None:
        """A member's command over the own socket, opened again if the house closed it with a change of rights."""
        member = self.members[user]
        try:
            answer = member.ask(verb, args)
        except ConnectionClosed:
            member.follow(self.house, self.stage.sitting)
            answer = member.ask(verb, args)
        assert "ok" in answer, answer

    def cast(self, key: str, without: Iterable[str] = ()) -> None:
        """Everybody votes as the programme has it in the poll that is open, except those who vote otherwise."""
        poll = self.open_poll()
        for person, value in ballots_for(key).items():
            if user_name(person) not in without:
                self.ask(user_name(person), "voting.cast_ballot", poll=poll, value=value)

    def open_poll(self) -> str:
        """Id of the poll that is open, as soon as it is."""
        return self._running("select id from voting_poll where state = 'open'")

    def running_trial(self) -> str:
        """Id of the trial vote that runs, as soon as it does."""
        return self._running("select id from voting_trialvote where ended_at is null")

    def _running(self, query: str) -> str:
        path = f"file:{self.house.folder}/ecabinet.sqlite3?mode=ro"
        end = time.monotonic() + 15
        while time.monotonic() < end:
            with closing(sqlite3.connect(path, uri=True, timeout=20)) as database:
                if rows := database.execute(query).fetchall():
                    return str(UUID(rows[0][0]))
            time.sleep(0.1)
        raise AssertionError(f"nothing yet: {query}")

    def vote(self, key: str, sentence: str) -> None:
        """From the opening to the announced sentence, all by their own sockets."""
        step(self.desk, "Bắt đầu biểu quyết")
        expect(self.desk.locator(".cp-poll[data-state=open]")).to_be_visible()
        self.cast(key)
        self.count(sentence)

    def count(self, sentence: str) -> None:
        """Close, announce, and see it on every screen; the tablets put it away."""
        step(self.desk, "Kết thúc biểu quyết")
        step(self.desk, "Công bố kết quả")
        expect(self.desk.locator("#cp-middle")).to_contain_text(sentence)
        for page in self.tablets.values():
            expect(page.locator("#sheet .result-sentence")).to_contain_text(sentence)

    def put_away(self) -> None:
        """The result goes from the tablets."""
        for page in self.tablets.values():
            page.locator(".vote-lower").click()
            expect(page.locator("#sheet .vote")).to_have_count(0)

    def next_item(self, number: int) -> None:
        """The panel turns to the next item."""
        step(self.desk, f"Nội dung tiếp theo: nội dung {number}")
        expect(self.desk.locator("#cp-middle")).to_contain_text(f"Nội dung {number} ·")

    def end(self, number: int, ending: str, resubmit_on: str = "") -> None:
        """Conclude in the words the presider had before him."""
        end_item(self.desk, ending, BY_NUMBER[number].script.conclusion, resubmit_on)
