"""C3: an online member whose tablet falls silent is shown absent within 15 s, and back within 2 s of its return.

    python -m tests.faults.c3_presence [--full] [--seed N]

Silent in five ways: asleep (the device's process is frozen, its sockets stay open), a network that swallows everything,
a connection that is reset, asleep while Redis is dead, asleep while the web process is killed and started again. What
counts is what the desk's screen shows, from the moment of the silence and of the return; who isn't silent must never
be shown absent. Size P goes once through the five ways, F six times.
"""

import os
import signal
import time
from collections.abc import Callable

from tests.faults.lib.installation import Installation, installed, member_of
from tests.faults.lib.relay import Relay, relay
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Tablets

ABSENT, BACK, MEMBERS, SILENT = 15.0, 2.0, 9, ("m2", "m3", "m4")


class Hall:
    """An open sitting, everybody online; three tablets in a process of their own behind a relay, a desk that looks."""

    def __init__(self, house: Installation, awake: Tablets, sleepers: Tablets, way: Relay) -> None:
        from accounts.models import User
        from meetings import services
        from tests.factories import people, sittings

        self.house, self.awake, self.sleepers, self.way = house, awake, sleepers, way
        self.sitting = sittings.open_sitting(people.government(MEMBERS))
        entries = sittings.member_entries(self.sitting)
        services.set_presence(
            sittings.deed_in(self.sitting.body), self.sitting, [row.pk for row in entries], "online"
        )
        self.seat_of = {f"m{place}": str(row.seat_id) for place, row in enumerate(entries)}
        self.stream = self.sitting.stream("secretariat")
        for place, row in enumerate(entries):
            who = f"m{place}"
            member = member_of(User.objects.get(person=row.person_id), self.sitting.stream("members"))
            tablets, base = (sleepers, way.base) if who in SILENT else (awake, house.base)
            tablets.open(who, base, member)
        awake.open("desk", house.base, member_of(sittings.secretary_of(self.sitting.body), self.stream))
        for tablets in (awake, sleepers):
            tablets.wait_live()

    def shown(self) -> dict[str, str]:
        """Where the desk's screen shows each member."""
        seats = self.awake.look(["desk"], docs=True)["desk"].docs.get(self.stream, {}).get("seats", {})
        return {who: seats.get(seat, {}).get("presence", "") for who, seat in self.seat_of.items()}

    def seconds_until(self, where: str, since: float, run: Run) -> float:
        """Seconds until the desk shows all the silent ones there; awake ones shown absent are counted."""
        while time.monotonic() - since < 40:
            shown = self.shown()
            if any(shown[who] == "suspended" for who in shown if who not in SILENT):
                run.count("looks at which an awake member was shown absent")
            if all(shown[who] == where for who in SILENT):
                return time.monotonic() - since
            time.sleep(0.05)
        return 40.0

    # --- ways to fall silent and to return ------------------------------------------------------------------
    def sleep(self) -> None:
        """The devices sleep: nothing runs, nothing is closed."""
        os.kill(self.sleepers._process.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """They wake, as pages do when they are looked at."""
        os.kill(self.sleepers._process.pid, signal.SIGCONT)
        for who in SILENT:
            self.sleepers.wake(who)

    def drop(self) -> None:
        """The network is down, and says so."""
        self.way.is_down = True
        self.way.cut()

    def rise(self) -> None:
        """It is up again."""
        self.way.is_down = False

    def sleep_without_redis(self) -> None:
        """Redis dies with them."""
        self.sleep()
        self.house.kill("redis")

    def wake_without_redis(self) -> None:
        """Redis stays dead."""
        self.wake()

    def sleep_and_restart(self) -> None:
        """The web process dies and comes back while they sleep."""
        self.sleep()
        time.sleep(2)
        self.house.kill("app")
        self.house.start("app")


def main() -> None:
    """Fall silent, return, look."""
    run = Run("C3")
    gone: list[float] = []
    back: list[float] = []
    with installed() as house, Tablets() as awake, Tablets() as sleepers, relay(house.port) as way:
        hall = Hall(house, awake, sleepers, way)
        ways: list[tuple[str, Callable[[], None], Callable[[], None]]] = [
            ("asleep", hall.sleep, hall.wake),
            ("stalled network", way.stall, way.flow),
            ("reset", hall.drop, hall.rise),
            ("asleep, Redis dead", hall.sleep_without_redis, hall.wake_without_redis),
            ("asleep, server restarted", hall.sleep_and_restart, hall.wake),
        ]
        try:
            for _round in range(run.size(1, 1, 6)):
                for name, fall_silent, come_back in ways:
                    time.sleep(run.rng.uniform(1, 6))
                    gone.append(_timed(hall, run, fall_silent, "suspended"))
                    time.sleep(run.rng.uniform(0, 4))
                    back.append(_timed(hall, run, come_back, "online"))
                    run.say(f"{name}: shown absent after {gone[-1]:.1f} s, back after {back[-1]:.1f} s")
                    run.count("silences")
                    if "Redis" in name:
                        house.start("redis")
        finally:
            os.kill(sleepers._process.pid, signal.SIGCONT)
            way.flow()
    run.line("back", max(back), BACK)
    run.line("false", run.counts.get("looks at which an awake member was shown absent", 0), 0)
    run.finish(max(gone), ABSENT)


def _timed(hall: Hall, run: Run, act: Callable[[], None], where: str) -> float:
    began = time.monotonic()
    act()
    return hall.seconds_until(where, began, run)


if __name__ == "__main__":
    main()
