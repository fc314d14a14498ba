"""The demonstration as a stage: its ids, and its sitting driven from state to state by the commands of the screens."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.browsers import Guest
from tests.journeys.house import House
from tests.journeys.voters import Voter, members_of

TITLE = "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020"

FACTS = """
import json
from django.urls import URLPattern, get_resolver
from accounts.models import Body, Seat, User
from agendas.models import AgendaItem
from annotations.models import Note
from dossiers.models import Dossier, DossierPaper
from meetings.models import RosterEntry, Sitting
from minutes.models import MinutesBlock
from papers.models import PaperVersion
from regulations.models import RuleSet
from voting.models import Poll
sittings = {s.title: s for s in Sitting.objects.all()}
main = sittings.pop(%r)
def all_of(rows):
    return [str(pk) for pk in rows]
def routes(patterns, names=()):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "")), sorted(entry.pattern.converters)
        else:
            yield from routes(entry.url_patterns, (*names, *filter(None, [entry.namespace])))
items = AgendaItem.objects.filter(agenda__sitting=main).order_by("order")
print(json.dumps({
    "routes": list(routes(get_resolver().url_patterns)),
    "sitting_id": [str(main.pk), *(str(s.pk) for s in sittings.values())],
    "sittings": {s.title: [str(s.pk), s.state] for s in Sitting.objects.all()},
    "items": [[str(i.pk), i.number, [[str(p.paper_id), p.paper.title] for p in i.item_papers.order_by("order")]]
              for i in items],
    "polls": [[str(p.pk), p.item.number, p.state] for p in Poll.objects.filter(sitting=main).select_related("item")],
    "entries": [[str(e.pk), e.role, e.mode, e.person.user.username if hasattr(e.person, "user") else ""]
                for e in RosterEntry.objects.filter(sitting=main, removed_at=None).order_by("order")],
    "item_id": all_of(items.values_list("pk", flat=True)),
    "entry_id": all_of(RosterEntry.objects.filter(sitting=main).order_by("order").values_list("pk", flat=True)),
    "poll_id": all_of(Poll.objects.values_list("pk", flat=True)),
    "version_id": all_of(PaperVersion.objects.order_by("pk").values_list("pk", flat=True)[:8]),
    "paper_id": [str(p.paper_id) for i in items for p in i.item_papers.all()],
    "body_id": [str(main.body_id), *all_of(Body.objects.exclude(pk=main.body_id).values_list("pk", flat=True))],
    "dossier_id": all_of(Dossier.objects.order_by("-created_at").values_list("pk", flat=True)[:8]),
    "person_id": all_of(Seat.objects.filter(body=main.body).values_list("person_id", flat=True)[:3]),
    "body_people": [[str(s.body_id), str(s.person_id)] for s in Seat.objects.filter(body=main.body)],
    "dossier_rows": [[str(row.dossier_id), str(row.pk)]
                     for row in DossierPaper.objects.order_by("-dossier__created_at")[:8]],
    "code": list(RuleSet.objects.values_list("code", flat=True)),
    "block_id": all_of(MinutesBlock.objects.values_list("pk", flat=True)),
    "note_id": all_of(Note.objects.values_list("pk", flat=True)[:3]),
}))
"""


@dataclass
class Stage:
    """The sitting of 02/10/2020 in one house; `desk` is the operator, who gives the commands."""

    house: House
    desk: Guest
    facts: dict[str, Any]
    voters: list[Voter] = field(default_factory=list)

    @property
    def sitting(self) -> str:
        """Id of the sitting."""
        return str(self.facts["sitting_id"][0])

    def item(self, number: int) -> str:
        """Id of the item with this number."""
        return next(str(row[0]) for row in self.facts["items"] if row[1] == str(number))

    def poll(self, number: int) -> str:
        """Id of the first poll prepared for the item with this number."""
        return next(str(row[0]) for row in self.facts["polls"] if row[1] == str(number))

    def paper(self, title: str) -> str:
        """Id of the first paper of the agenda whose title begins so."""
        return next(
            str(paper[0]) for item in self.facts["items"] for paper in item[2] if paper[1].startswith(title)
        )

    def other(self, words: str) -> str:
        """Id of the sitting whose title contains these words."""
        return next(str(row[0]) for title, row in self.facts["sittings"].items() if words in title)

    def command(self, verb: str, _guest: Guest | None = None, **args: Any) -> dict[str, Any]:
        """Give one command as the operator (or as that guest); its facts. A refusal fails the journey."""
        guest = _guest or self.desk
        message = {"id": "1", "key": str(uuid.uuid4()), "verb": verb, "args": args}
        token = guest.page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
        answer = guest.context.request.post(
            f"{self.house.base}/realtime/command/",
            data=message,
            headers={"X-CSRFToken": token, "Origin": self.house.base, "Referer": self.house.base + "/"},
        ).json()
        assert "ok" in answer, f"{verb}: {answer}"
        return dict(answer["ok"])

    def begin(self) -> None:
        """To the day, the roll call by the replies, and the opening."""
        self.go_to_the_day()
        self.call_the_roll()
        self.command("meetings.open_sitting", sitting=self.sitting)

    def go_to_the_day(self) -> None:
        """07:30 on 02/10/2020."""
        page = self.desk.go("/sittings/")
        page.get_by_role("button", name="Đến 07:30, ngày 02/10/2020").click()
        page.wait_for_load_state()

    def call_the_roll(self) -> None:
        """Everybody is where the reply said."""
        for where, mode in (("on_site", "on_site"), ("online", "online")):
            entries = [row[0] for row in self.facts["entries"] if row[2] == mode]
            self.command("meetings.set_presence", sitting=self.sitting, entries=entries, where=where)

    def cast(self, number: int, count: int, against: int = 0) -> None:
        """So many of the 25 present members vote, those who aren't looked at first."""
        if not self.voters:
            here = [v for v in members_of(self.house, self.sitting) if v.mode in ("on_site", "online")]
            watched = ("minister.g14", "prime.minister", "minister.g12", "deputy.foreign")
            self.voters = sorted(here, key=lambda voter: voter.username in watched)
            for voter in self.voters:
                voter.follow(self.house, self.sitting)
        for index, voter in enumerate(self.voters[:count]):
            value = "against" if index < against else "for_"
            answer = voter.ask("voting.cast_ballot", {"poll": self.poll(number), "value": value})
            assert "ok" in answer, answer

    def leave(self) -> None:
        """Close the voters' sockets."""
        for voter in self.voters:
            voter.leave()
        self.voters = []


def facts_of(house: House) -> dict[str, Any]:
    """Every route and the ids of the demonstration, read in the house."""
    lines = house.tell(FACTS % TITLE).strip().splitlines()
    return dict(json.loads(lines[-1]))


def speak(guest: Guest, language: str) -> None:
    """Choose "vi" or "en" in the person's own settings."""
    page = guest.go("/account/preferences/")
    page.locator("select[name=language]").select_option(language)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
