"""S1: a forensic linker can't give the ballots of a secret vote to their voters.

    python -m tests.faults.s1_linker [--full] [--seed N]

20 polls of 27 (F: 200) through the product's web process on real PostgreSQL and Redis, one ballot after the other: the
best case for the intruder. He reads dumps (one taken in mid-vote), hidden transactions and places at the close and
at the end, table files, the write-ahead log, Redis, all logs with every statement, record and stored answers: all but
the keeper's folder. Success is the share of ballots given the right voter by the best of his attacks; chance is 3.7 %.
In the same run the same attacks must link nearly all of a naive design (voter and ballot in one transaction), each of
`MUST_SEE` by itself: an attack that sees nothing there proves nothing here.
"""

import random
import subprocess
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from bench.lib import bar
from tests.faults.lib import linker
from tests.faults.lib.linker import Linker, Place, Row, Tables, Wal
from tests.faults.lib.secret_room import CHOICES, SecretRoom, secret_room, seed, size
from tools import services

MEMBERS = 27
OURS = Tables("voting_sealedballot", "elector_id", "voting_secretballot")
NAIVE = Tables("naive_roll", "voter_id", "naive_ballot")
MUST_SEE = (
    "same transaction",
    "place × place",
    "log of changes × log of changes",
    "order in the dump",
    "order in the table files",
    "order in the log of changes",
    "order in the log of statements",
)
NAIVE_TABLES = """
CREATE TABLE naive_roll (id bigserial PRIMARY KEY, poll_id uuid, voter_id uuid, UNIQUE (poll_id, voter_id));
CREATE TABLE naive_ballot (id uuid PRIMARY KEY, poll_id uuid, value text);
"""


class Case:
    """What the intruder has gathered of one poll, and what only we know of it."""

    def __init__(self, poll: uuid.UUID, voters: list[uuid.UUID]) -> None:
        self.poll, self.voters = poll, voters
        self.at_close: list[Row] = []
        self.elsewhere: dict[str, list[uuid.UUID]] = {}
        self.truth: dict[uuid.UUID, uuid.UUID] = {}
        self.changes = (0, 0)  # the part of the log of changes written meanwhile


def main() -> None:
    """Vote, gather, attack, print."""
    rng = random.Random(seed())
    with secret_room(MEMBERS) as room:
        import psycopg
        from django.conf import settings

        options = settings.DATABASES["default"]
        address = f"host=127.0.0.1 port={options['PORT']} user={options['USER']} dbname={options['NAME']}"
        with psycopg.connect(address, autocommit=True) as link:
            link.execute(NAIVE_TABLES)
            ours = [_vote(room, link, rng, number) for number in range(size(20, 200))]
            naive = [_vote_naively(link, rng, len(case.voters)) for case in ours]
            places, changes = _everything(room, link), _changes(link)
            wal = Wal(link)
            seen = _attack(Linker(link, NAIVE, wal, rng), naive) | _standing_in_order(places, changes, naive)
            _report("naive", seen, naive)
            worst_naive = 100 * min(seen[name] for name in MUST_SEE) / sum(len(case.truth) for case in naive)
            found = _attack(Linker(link, OURS, wal, rng), ours)
            found |= _standing_in_order(places, changes, ours)
            best = _report("product", found, ours)
    is_seen = worst_naive >= 95
    print(f"BAR S1-naive {worst_naive:.2f} at least 95 {'ok' if is_seen else 'short'}", flush=True)
    if not is_seen:
        raise SystemExit(1)
    bar.finish("S1", best, size(62, 45) / 10)


def _vote(room: SecretRoom, link: Any, rng: random.Random, number: int) -> Case:
    """One secret vote in an order of chance, with a dump when half have voted and a look at the rows at the close."""
    from tests.factories import polls

    began = _end_of_changes(link)
    poll = room.open(number)
    people = dict(poll.electors.values_list("person_id", "pk"))
    case = Case(poll.pk, list(people.values()))
    order = rng.sample(room.voters, len(room.voters))
    for place, user in enumerate(order):
        reply = room.cast(poll, user, polls.sealed(poll, user, rng.choice(CHOICES)))
        assert "ok" in reply, reply
        if place == MEMBERS // 2:
            half = _dump("voting_sealedballot", link)
    case.at_close = linker.rows_of(link, OURS.roll, OURS.voter, poll.pk)
    from voting import services as voting

    voting.close_poll(polls.secretary(poll.sitting), poll)
    case.elsewhere["dump taken at half"] = linker.Place(half).order(case.voters)
    case.elsewhere["order of seats"] = case.voters
    case.elsewhere["order of receipts"] = [
        row.elector_id for row in poll.sealed_ballots.order_by("code") if row.sealed is not None
    ]
    case.elsewhere["order of envelopes"] = [
        row.elector_id for row in poll.sealed_ballots.all() if row.sealed is not None
    ]
    kept = poll.sealed_ballots.filter(sealed__isnull=False)
    case.elsewhere["order of the keeper's own query"] = [
        one for one, _person in kept.values_list("elector_id", "elector__person_id")
    ]
    case.elsewhere["order of voters' ids"] = sorted(case.voters)
    case.elsewhere["order of persons' ids"] = [people[person] for person in sorted(people)]
    room.count(poll)
    room.announce(poll)
    case.changes = began, _end_of_changes(link)
    case.truth = {
        ballot: people[room.truth[ballot]] for ballot in poll.secret_ballots.values_list("pk", flat=True)
    }
    return case


def _vote_naively(link: Any, rng: random.Random, members: int) -> Case:
    """The usual "anonymous" vote: who voted and what was voted in one transaction, without times or serial ids."""
    case = Case(uuid.uuid4(), [uuid.uuid4() for _member in range(members)])
    began = _end_of_changes(link)
    for voter in rng.sample(case.voters, members):
        ballot = uuid.uuid4()
        with link.transaction():
            link.execute("INSERT INTO naive_roll (poll_id, voter_id) VALUES (%s, %s)", [case.poll, voter])
            link.execute(
                "INSERT INTO naive_ballot VALUES (%s, %s, %s)", [ballot, case.poll, rng.choice(CHOICES)]
            )
        case.truth[ballot] = voter
    case.changes = began, _end_of_changes(link)
    case.at_close = linker.rows_of(link, NAIVE.roll, NAIVE.voter, case.poll)
    return case


def _end_of_changes(link: Any) -> int:
    """How many bytes of the log of changes there are, its first segment's included."""
    return int(link.execute("SELECT pg_current_wal_insert_lsn() - '0/1000000'").fetchone()[0])


def _everything(room: SecretRoom, link: Any) -> dict[str, Place]:
    """All bytes an intruder without the keeper's folder can read at the end."""
    import redis
    from django.conf import settings

    link.execute("CHECKPOINT")
    folder = Path(str(link.execute("SHOW data_directory").fetchone()[0]))
    store = redis.Redis.from_url(settings.REDIS_URL)
    store.save()
    kept = Path(store.config_get("dir")["dir"]) / "dump.rdb"
    files = {path.name: path for path in (folder / "base").rglob("*") if path.is_file()}
    rows = [_file_of(table, link) for design in (OURS, NAIVE) for table in (design.roll, design.ballots)]
    told = [_file_of(table, link) for table in ("realtime_event", "core_storedanswer", "audit_auditrecord")]
    return {
        "the dump": Place(_dump("", link)),
        "the table files": Place(b"".join(files[name].read_bytes() for name in rows), raw=True),
        "the files of events, answers and record": Place(b"".join(files[name].read_bytes() for name in told)),
        "the log of statements": Place((folder.parent / "log").read_bytes()),
        "Redis": Place(kept.read_bytes()),
        "the log of the web process": Place((room.folder / "web.log").read_bytes()),
    }


def _file_of(table: str, link: Any) -> str:
    """The name of a table's file."""
    return str(link.execute("SELECT pg_relation_filenode(%s)::text", [table]).fetchone()[0])


def _changes(link: Any) -> bytes:
    """The write-ahead log as it lies on disk, from its first segment on."""
    folder = Path(str(link.execute("SHOW data_directory").fetchone()[0])) / "pg_wal"
    return b"".join(path.read_bytes() for path in sorted(folder.glob("0*")))


def _dump(table: str, link: Any) -> bytes:
    info = link.info
    command = [services.postgres_program("pg_dump"), "-h", info.host, "-p", str(info.port), "-U", info.user]
    command += [*(["-t", table] if table else []), "--data-only", info.dbname]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _attack(attacker: Linker, cases: list[Case]) -> dict[str, int]:
    """Right guesses of each attack over all polls."""
    right: Counter[str] = Counter()
    for case in cases:
        for name, pairs in attacker.attacks(case.poll, case.at_close, case.elsewhere).items():
            right[name] += _right(case, pairs)
    return dict(right)


def _standing_in_order(places: dict[str, Place], changes: bytes, cases: list[Case]) -> dict[str, int]:
    """Right guesses from the order in which ballots and voters first stand in each place."""
    right: Counter[str] = Counter()
    for case in cases:
        written = Place(changes[slice(*case.changes)], raw=True)
        for name, place in [*places.items(), ("the log of changes", written)]:
            pairs = list(zip(place.order(case.truth), place.order(case.voters), strict=False))
            right[f"order in {name}"] += _right(case, pairs)
    return dict(right)


def _right(case: Case, pairs: linker.Pairs) -> int:
    return linker.success(pairs, lambda ballot, voter: case.truth[ballot] == voter)


def _report(design: str, found: dict[str, int], cases: list[Case]) -> float:
    """Print every attack; the success of the best in per cent."""
    ballots = sum(len(case.truth) for case in cases)
    for name, right in sorted(found.items(), key=lambda pair: -pair[1])[:6]:
        print(f"S1 {design}: {name}: {right} of {ballots}, {100 * right / ballots:.2f} %")
    print(f"S1 {design}: {len(found)} attacks on {len(cases)} polls, {ballots} ballots", flush=True)
    return 100 * max(found.values()) / ballots


if __name__ == "__main__":
    main()
