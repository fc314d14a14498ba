"""What a history of `days.py` knows on its way, and how its acts pick whom and what they are about."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from core import clock
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from realtime import streams
from tests.factories import polls, sittings
from tests.faults.lib.whose import Laid, Memory
from voting.models import Poll

if TYPE_CHECKING:
    from tests.faults.lib.days import Scene


class State:
    """One history so far."""

    def __init__(self, scene: Scene, rng: Random, stack: ExitStack) -> None:
        self.scene, self.rng, self.stack = scene, rng, stack
        self.happened: Counter[str] = Counter()
        self.told: list[str] = []
        self.wrong: list[str] = []
        self.ballots: list[tuple[UUID, Any]] = []  # poll, person: acknowledged
        self.coming: dict[Any, Any] = {}  # who becomes a member on which day
        self.coming_head: Any = None  # one of them, who becomes the head with that day
        self.started = clock.real()
        self.memory = Memory(
            today=self.scene.body.today(),
            presider=scene.sitting.presider_id,
            seats={user.person_id: None for user in scene.members},
            head=scene.members[0].person_id,
            officers={user.person_id for user in (*scene.officers, scene.clerk)},
            observers={scene.observer.person_id},
            guests_on_roster={guest.person_id for guest in scene.guests},
            papers={item.item_papers.get().paper_id: Laid(item.pk) for item in scene.items},
        )

    def _pass(self, by: timedelta) -> None:
        """Time goes on; the product looks every second at hand-overs that are over."""
        self.stack.enter_context(clock.drive(by))
        memory = self.memory
        if memory.handed_until is not None and memory.handed_until <= self.scene.body.now():
            memory.chair_returns()
        meetings.return_chairs_due()

    # --- picking --------------------------------------------------------------------------------------------
    def _desk(self) -> Any:
        return self.scene.deed()

    def _sitting(self) -> Sitting:
        return Sitting.objects.select_related("body", "presider").get(pk=self.scene.sitting.pk)

    def _entries(self) -> list[RosterEntry]:
        """The members on the roster, also those who are none any more."""
        return sittings.member_entries(self.scene.sitting)

    def _item(self) -> Any:
        return polls.fresh_item(self.rng.choice(self.scene.items))

    def _current(self) -> list[Any]:
        """The item before the sitting."""
        rows = self.scene.agenda.items.filter(state="current").select_related("agenda__sitting__body")
        return list(rows)

    def _to_open(self) -> Poll | None:
        """A prepared vote on the item before the sitting, or over a block with it; now and then any."""
        poll = self._poll("prepared")
        ids = {str(item.pk) for item in self._current()}
        rows = Poll.objects.filter(sitting=self.scene.sitting, state="prepared").order_by("-created_at")
        fit = [row.pk for row in rows if ids & set(row.item_ids)]
        return polls.fresh(fit[0]) if fit and self.rng.random() < 0.9 else (poll if fit else None)

    def _person(self, users: list[Any]) -> Any:
        return self.rng.choice(users).person

    def _poll(self, *states: str) -> Poll | None:
        """One of the polls, by chance but rather a late one."""
        rows = Poll.objects.filter(sitting=self.scene.sitting, **({"state__in": states} if states else {}))
        found = list(rows.order_by("created_at", "number").values_list("pk", flat=True))
        return polls.fresh(self.rng.choice(found[-3:])) if found else None

    def streams(self) -> list[tuple[str, str, Any]]:
        """`(name, kind, about)` of every stream and group of the sitting."""
        sitting = self.scene.sitting
        found: list[tuple[str, str, Any]] = [
            (sitting.stream(audience), audience, None) for audience in streams.SITTING_AUDIENCES
        ]
        found += [(item.stream, "item", item.pk) for item in self.scene.items]
        parts = range(1, len(self.memory.parts) + 1)
        return found + [(streams.inner(sitting.pk, number), "inner", number) for number in parts]
