"""S5: tiny rooms, few ballots and unanimous results of a secret vote always warn; no part of a room has its own counts.

    python -m tests.faults.s5_warnings [--seed N]

Rooms of 1 to 8 electors, all to be opened; boxes of every size and mixture, all to be announced: 100 % of those that
tell how somebody voted are refused until confirmed, none of the others is; and no audience is told anything but the
counts of the whole.
"""

import itertools
import random

from bench.lib import bar
from bench.lib.product import use
from tests.faults.lib.secret_room import CHOICES, keys_in_a_folder, seed
from tools import services

FEWEST = 5


def main() -> None:
    """Ask for every case, print."""
    rng = random.Random(seed())
    services.stop_on_signals()
    with services.postgres() as database, keys_in_a_folder():
        use(database)
        rooms = [_opens_as_it_should(electors) for electors in range(1, 9)]
        boxes = [
            _announces_as_it_should(list(values), rng)
            for cast in range(1, 8)
            for values in _mixtures(cast, rng)
        ]
        parts = _parts_told()
    print(f"S5 {len(rooms)} rooms, {len(boxes)} boxes; audiences told counts of a part: {parts}")
    right = sum(rooms) + sum(boxes)
    print(f"BAR S5-parts {parts} at most 0 {'ok' if parts == 0 else 'short'}", flush=True)
    if parts:
        raise SystemExit(1)
    bar.finish("S5", 100 * right / (len(rooms) + len(boxes)), 100, "at least")


def _mixtures(cast: int, rng: random.Random) -> list[tuple[str, ...]]:
    """Boxes of one size: all equal for each choice, and some mixed ones."""
    mixed = [one for one in itertools.product(CHOICES, repeat=cast) if len(set(one)) > 1]
    return [*((value,) * cast for value in CHOICES), *rng.sample(mixed, min(3, len(mixed)))]


def _opens_as_it_should(electors: int) -> bool:
    """Refused without a word if tiny, opened with it; opened at once otherwise. Who is too many keeps out."""
    from agendas.models import ItemRecusal
    from tests.factories import polls, sittings
    from voting import services as voting
    from voting.errors import FewElectors

    polls.keeper().fill_stock()
    item = polls.sitting_with_item(members=max(electors, 3))
    for entry in sittings.member_entries(item.agenda.sitting)[electors:]:
        ItemRecusal.objects.create(item=item, entry=entry, reason="Có quyền lợi liên quan")
    poll = polls.prepared(item, is_secret=True)
    desk = polls.secretary(poll.sitting)
    try:
        voting.open_poll(desk, poll)
        warned = False
    except FewElectors:
        warned = True
        voting.open_poll(desk, poll, confirmed=True)
    return warned == (electors < FEWEST) and polls.fresh(poll.pk).state == "open"


def _announces_as_it_should(values: list[str], rng: random.Random) -> bool:
    """Refused without a word if it tells how somebody voted, announced with it; announced at once otherwise."""
    from tests.factories import polls
    from voting import services as voting
    from voting.errors import AllEqual, FewBallots, TieNotConfirmed

    poll = polls.counted_secret(rng.sample(values, len(values)), members=8)
    desk = polls.secretary(poll.sitting)
    try:
        voting.announce_result(desk, poll)
        warned = False
    except (AllEqual, FewBallots, TieNotConfirmed) as asked:
        warned = not isinstance(
            asked, TieNotConfirmed
        )  # equal votes are put to who presides, however many there are
        voting.announce_result(desk, poll, confirmed=True)
    tells = len(set(values)) == 1 or len(values) < FEWEST
    return warned == tells and polls.fresh(poll.pk).state == "announced"


def _parts_told() -> int:
    """Documents and events of all announced votes whose counts aren't those of the whole room, or that name choices."""
    from realtime.models import Event
    from voting.models import Poll

    wrong = looked = 0
    for poll in Poll.objects.filter(state="announced", is_secret=True):
        whole = {name: poll.tally[name] for name in (*CHOICES, "invalid", "not_cast")}
        for body in Event.objects.filter(body__polls__has_key=str(poll.pk)).values_list("body", flat=True):
            told = body["polls"][str(poll.pk)]
            counts = told.get("counts")
            looked += counts is not None
            # Invalid ballots are told only where there are any.
            wrong += bool(told.get("votes")) or (counts is not None and {"invalid": 0, **counts} != whole)
    if not looked:
        raise RuntimeError("no event tells any counts: nothing was looked at")
    return wrong


if __name__ == "__main__":
    main()
