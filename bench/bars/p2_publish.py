"""P2: publishing an agenda to 200 readers against 20, durable PostgreSQL, interleaved rounds. Goal: at most 2 times."""

import time

from bench.lib import bar
from bench.lib.product import use
from tools import services

FEW, MANY, ROUNDS, ITEMS, PAPERS = 20, 200, bar.rounds(7), 10, 3


def main() -> None:
    """Measure and print."""
    with services.postgres(durable=True) as database:
        use(database)
        publish_to(FEW)
        few, many = [], []
        for _round in range(ROUNDS):
            few.append(publish_to(FEW))
            many.append(publish_to(MANY))
        ratios = [b / a for a, b in zip(few, many, strict=True)]
        print(
            f"P2 one agenda of {ITEMS} items with {PAPERS} papers each, {ROUNDS} rounds; ms until committed"
        )
        print(f"P2 {FEW} readers {bar.spread([s * 1000 for s in few])}", end=" · ")
        print(f"{MANY} readers {bar.spread([s * 1000 for s in many])} · ratio {bar.spread(ratios)}")
        bar.finish("P2", bar.median(ratios), 2)


def publish_to(readers: int) -> float:
    """Seconds one publication takes, from the call to the commit, in a body of that many members."""
    from agendas.services import publish_agenda
    from tests.factories import agendas, people, sittings

    body = people.government(members=readers, name=f"Cơ quan {readers}-{time.monotonic_ns()}")
    agenda = agendas.approved(sittings.called_sitting(body), items=ITEMS, papers=PAPERS)
    deed = sittings.deed_in(body)
    start = time.monotonic()
    publish_agenda(deed, agenda)
    took = time.monotonic() - start
    _ensure_readable(body, agenda, readers)
    return took


def _ensure_readable(body: object, agenda: object, readers: int) -> None:
    """The publication must have reached the last reader, or its speed means nothing."""
    from papers.models import Paper
    from tests.factories.people import members_of

    users = members_of(body)  # type: ignore[arg-type]
    seen = Paper.objects.visible_to(users[-1]).count()
    if len(users) != readers or seen < ITEMS * PAPERS:
        raise RuntimeError(f"{len(users)} readers, the last of whom sees {seen} papers")


if __name__ == "__main__":
    main()
