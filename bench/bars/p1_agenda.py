"""P1: the agenda page against a bare signed-in view of the same rows in one plain template, same server.

Both pages of the agenda are measured, the member's and the desk's; the slower one is the bar. Goal: at most 3 times.
"""

from bench.lib import bar
from bench.lib.product import Reader, cookie_of, use
from bench.lib.server import product
from tools import services

ROUNDS, PAGES, ITEMS, PAPERS = bar.rounds(5), 12, 10, 3


def main() -> None:
    """Measure and print."""
    with services.postgres(durable=True) as database:
        env = {**use(database), "DJANGO_SETTINGS_MODULE": "bench.peers.plain_settings"}
        sitting, member, officer = _prepare()
        with product(env) as (port, _process):
            readers = {"member": Reader(port, member), "desk": Reader(port, officer)}
            paths = {"member": f"/sitting/{sitting}/", "desk": _desk_path(sitting)}
            worst = max(_measure(name, readers[name], paths[name], f"/plain/{sitting}/") for name in readers)
        bar.finish("P1", worst, 3)


def _prepare() -> tuple[object, str, str]:
    from accounts.models import BodyRole
    from meetings.audiences import sync_audiences
    from tests.factories import agendas, people, sittings

    body = people.government(members=27)
    officer = people.staff(body, BodyRole.Role.CONDUCT)
    agenda = agendas.published(sittings.called_sitting(body), items=ITEMS, papers=PAPERS)
    sync_audiences(agenda.sitting)
    return agenda.sitting_id, cookie_of(people.members_of(body)[5]), cookie_of(officer)


def _desk_path(sitting: object) -> str:
    from django.urls import reverse

    return reverse("agendas:workspace", args=[sitting])


def _measure(name: str, reader: Reader, path: str, plain: str) -> float:
    for _warm_up in range(3):
        reader.get(path)
        reader.get(plain)
    ratios, ours, theirs = [], [], []
    for _round in range(ROUNDS):
        pairs = [(reader.get(path), reader.get(plain)) for _page in range(PAGES)]
        ours.append(bar.median([a for a, _b in pairs]) * 1000)
        theirs.append(bar.median([b for _a, b in pairs]) * 1000)
        ratios.append(ours[-1] / theirs[-1])
    print(
        f"P1 {name}: product {bar.spread(ours)} ms · plain {bar.spread(theirs)} ms · ratio {bar.spread(ratios)}"
    )
    return bar.median(ratios)


if __name__ == "__main__":
    main()
