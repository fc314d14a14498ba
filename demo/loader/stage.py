"""The stage of the demonstration: who acts, in which body, at what time of its own clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.deeds import deed_of
from accounts.models import Body, User
from core import clock
from core.deed import COMMAND, Deed
from demo import services
from demo.loader.cast import GOVERNMENT, Cast
from meetings.models import RosterEntry, Sitting


def moment(day: str, time: str) -> datetime:
    """``("2020-10-02", "08:00")`` as a moment of Hà Nội's wall clock."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=clock.HANOI)


@dataclass
class Stage:
    """The cast and the offset of the demonstration bodies' clocks."""

    cast: Cast
    offset: timedelta

    @contextmanager
    def at(self, when: datetime) -> Iterator[None]:
        """Inside, it is ``when`` in every demonstration body."""
        with clock.drive_to(when, self.offset):
            yield

    def body(self, key: str = GOVERNMENT) -> Body:
        """A body by its key."""
        return self.cast.bodies[key]

    def deed(self, who: str = "operator", body: str = GOVERNMENT) -> Deed:
        """A deed of this person in this body; the printed post is that of the body's own day."""
        return deed_of(self.cast.users[who], self.body(body), way=COMMAND)

    def entry(self, sitting: Sitting, who: str) -> RosterEntry:
        """A person's own entry of a roster. Raises RosterEntry.DoesNotExist."""
        return sitting.roster.get(person=self.cast.people[who], removed_at=None)


@dataclass
class LoadedStage(Stage):
    """The stage of a demonstration people may be using: the bodies' clocks are moved, never the true one."""

    @contextmanager
    def at(self, when: datetime) -> Iterator[None]:
        """From here on it is ``when`` in every demonstration body. Needs a transaction."""
        shown = {body.pk: body for body in self.cast.bodies.values()}
        bodies = [shown.get(body.pk, body) for body in services.demonstration_bodies()]
        services.put_clocks_to(when, bodies)
        yield


def stage_of_loaded() -> LoadedStage:
    """The stage of the demonstration as it stands in the database. Raises Body.DoesNotExist before loading."""
    rows = list(User.objects.filter(person__isnull=False).select_related("person"))
    keys = {row.username.replace(".", "_"): row for row in rows}
    body = Body.objects.get(kind=Body.Kind.GOVERNMENT, is_practice=False)
    people = {key: row.person for key, row in keys.items() if row.person is not None}
    return LoadedStage(Cast(people=people, users=keys, bodies={GOVERNMENT: body}), body.clock_offset)
