"""People with a right to one sitting each in a different way, and how each right is taken away by the product's own
services: a role, a seat, a mandate, a place on the roster, an invitation to one item, the account, the sign-in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.lib.product import cookie_of
from tests.faults.lib.installation import Installation

BIG = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a right: the cookie, what is followed by it, and what takes it away."""

    kind: str
    user: Any
    cookie: str
    streams: tuple[str, ...]
    take_away: Callable[[], Any]


class Sitting:
    """A called sitting with a published agenda and papers of 256 MiB that anybody let in can read."""

    def __init__(self, house: Installation) -> None:
        from papers.models import PaperFile
        from tests.factories import agendas, people, sittings

        self.house = house
        self.agenda = agendas.published(sittings.called_sitting(people.government(3)), items=1)
        self.sitting = self.agenda.sitting
        self.item = agendas.items_of(self.agenda)[0]
        self.paper = self.item.item_papers.select_related("paper__current").get().paper
        self.officer = sittings.deed_in(self.sitting.body)
        path = Path(house.env["ECABINET_VAR"]) / "files" / "big"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.truncate(BIG)
        PaperFile.objects.update(size=BIG, storage_path="big")

    @property
    def file_address(self) -> str:
        """The paper's file."""
        return f"/papers/{self.paper.current_id}/file.pdf"

    def holder(self, kind: str) -> Holder:
        """A new person with a right of this kind."""
        user, streams, take_away = getattr(self, f"_by_{kind}")()
        own = f"person:{user.person_id}"
        cookie = cookie_of(user)
        if kind == "sign_in":
            take_away = lambda: _sign_out(cookie)  # noqa: E731 - known only now
        return Holder(kind, user, cookie, (*streams, own), take_away)

    # --- one right each -------------------------------------------------------------------------------------
    def _by_role(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from accounts import services
        from accounts.models import BodyRole
        from meetings.audiences import sync_audiences
        from tests.factories import people

        user = people.staff(self.sitting.body, BodyRole.Role.CONDUCT)
        sync_audiences(self.sitting)
        role = user.person.roles.get()
        return (
            user,
            self._audience("secretariat"),
            lambda: services.end_role(self.officer, role, self._today()),
        )

    def _by_seat(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from accounts import services
        from meetings import services as meetings
        from tests.factories import people

        user = people.user()
        seat = people.seat(self.sitting.body, user.person)
        meetings.fill_roster(self.officer, self.sitting)
        return user, self._audience("members"), lambda: services.end_seat(self.officer, seat, self._today())

    def _by_mandate(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from accounts import services
        from meetings.audiences import sync_audiences
        from tests.factories import people

        user = people.user()
        mandate = people.mandate(self.sitting.body, people.members_of(self.sitting.body)[1], user)
        sync_audiences(self.sitting)
        end = lambda: services.end_mandate(self.officer, mandate, self._today())  # noqa: E731
        return user, self._audience("observers"), end

    def _by_roster(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from meetings import services
        from meetings.models import RosterEntry
        from tests.factories import people

        user = people.user()
        role = RosterEntry.Role.STANDING_INVITEE
        entry = services.add_to_roster(self.officer, self.sitting, user.person, role)
        return user, self._audience("observers"), lambda: services.remove_from_roster(self.officer, entry)

    def _by_item(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from agendas import services
        from meetings import services as meetings
        from meetings.models import RosterEntry
        from tests.factories import people

        user = people.user()
        role = RosterEntry.Role.INVITEE
        entry = meetings.add_to_roster(self.officer, self.sitting, user.person, role)
        services.set_invitees(self.officer, self.item, [*self._invited(), entry.pk])
        off = lambda: services.set_invitees(self.officer, self.item, self._invited() - {entry.pk})  # noqa: E731
        return user, [self.item.stream], off

    def _by_account(self) -> tuple[Any, list[str], Callable[[], Any]]:
        from accounts import services

        user, streams, _end = self._by_roster()
        return user, streams, lambda: services.close_account(self.officer, user)

    def _by_sign_in(self) -> tuple[Any, list[str], Callable[[], Any]]:
        return self._by_roster()

    def _audience(self, name: str) -> list[str]:
        return [self.sitting.stream(name)]

    def _invited(self) -> set[Any]:
        return set(self.item.invitees.values_list("entry_id", flat=True))

    def _today(self) -> Any:
        return self.sitting.body.today() - timedelta(days=1)


def _sign_out(cookie: str) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=cookie.partition("=")[2]).delete()


KINDS = ("role", "seat", "mandate", "roster", "item", "account", "sign_in")
