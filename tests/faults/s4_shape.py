"""S4: neither the length of an envelope nor the time its handling takes tells what is in it.

    python -m tests.faults.s4_shape [--full] [--seed N]

200 envelopes (F: 2,000) in triples of the three choices in an order of chance, sealed by the browser's own code in Node
and handled by the product's command on real PostgreSQL and Redis: one length for all, on the wire and in the table, and
the median time of any two choices at most 1 ms apart, each taken against the mean of its triple. What is compared is
the time the product itself works on the command; by the clock, waiting for database and machine included, is printed
beside it, with the noise: how far two halves of one choice are apart.
"""

import json
import random
import shutil
import statistics
import subprocess
import time
import uuid
from typing import Any

from bench.lib import bar
from tests.faults.lib.secret_room import CHOICES, ROOT, SecretRoom, secret_room, seed, size

VOTERS, TRIPLES = 20, 34
SEAL = """
import { seal } from "./static/js/lib/envelopes.js";
const [publicKey, poll, ...ballots] = process.argv.slice(1);
const sealed = [];
for (const ballot of ballots) {
  const [person, value] = ballot.split("=");
  const began = process.hrtime.bigint();
  const envelope = await seal(publicKey, { poll, person, value });
  sealed.push([envelope, Number(process.hrtime.bigint() - began) / 1e6]);
}
console.log(JSON.stringify(sealed));
"""


def main() -> None:
    """Seal, send, time, print."""
    rng = random.Random(seed())
    count = size(200, 2000)
    lengths: set[tuple[int, int]] = set()
    took: dict[str, list[float]] = {value: [] for value in CHOICES}
    working: dict[str, list[float]] = {value: [] for value in CHOICES}
    sealing: dict[str, list[float]] = {value: [] for value in CHOICES}
    rows: set[int] = set()
    sent = 0
    with secret_room(VOTERS) as room:
        from core.deed import SOCKET
        from realtime import commands
        from tests.factories import polls
        from voting.services import annul_poll

        for number in range(-(-count // (3 * TRIPLES))):
            poll = room.open(number)
            some = [value for _triple in range(TRIPLES) for value in rng.sample(CHOICES, 3)]
            for user, value, (envelope, seconds) in _sealed(room, poll, some):
                message = _message(poll, envelope)
                began, worked = time.perf_counter(), time.thread_time()
                reply = commands.answer(user, message, SOCKET)
                took[value].append((time.perf_counter() - began) * 1000)
                working[value].append((time.thread_time() - worked) * 1000)
                assert "ok" in reply, reply
                sealing[value].append(seconds)
                lengths.add((len(envelope), len(json.dumps(reply))))
            kept = poll.sealed_ballots.exclude(sealed=None).values_list("sealed", flat=True)
            rows |= {len(row) for row in kept}
            sent += poll.sealed_ballots.count()
            annul_poll(polls.secretary(poll.sitting), poll, "Đã đo xong")
    print(f"S4 {sent} envelopes, lengths on the wire {sorted(lengths)}, in the table {sorted(rows)}")
    for what, times in (("by the clock", took), ("handled", working), ("sealed", sealing)):
        words = ", ".join(f"{value} {statistics.median(times[value]):.2f}" for value in CHOICES)
        print(f"S4 median ms {what}: {words}; two halves of one choice differ by {_noise(times, rng):.2f}")
    alike = len({length for length, _reply in lengths}) == len(rows) == 1 and sent >= count
    print(f"BAR S4-length {len(rows)} at most 1 {'ok' if alike else 'short'}", flush=True)
    if not alike:
        raise SystemExit(1)
    bar.finish("S4", max(_apart(working), _apart(sealing)), 1)


def _message(poll: Any, envelope: str) -> dict[str, Any]:
    args = {"poll": str(poll.pk), "sealed": envelope}
    return {"id": "1", "verb": "voting.cast_sealed", "key": str(uuid.uuid4()), "args": args}


def _sealed(room: SecretRoom, poll: Any, values: list[str]) -> list[tuple[Any, str, tuple[str, float]]]:
    """Who sends what, and the envelopes as a tablet's code seals them."""
    node = shutil.which("node")
    assert node, "node 20 is part of what the product needs; see README"
    users = [room.voters[number % VOTERS] for number in range(len(values))]
    ballots = [f"{user.person_id}={value}" for user, value in zip(users, values, strict=True)]
    command = [node, "--input-type=module", "-e", SEAL, "--", poll.box_key.public_key, str(poll.pk), *ballots]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return list(zip(users, values, map(tuple, json.loads(run.stdout)), strict=True))


def _apart(times: dict[str, list[float]]) -> float:
    """How far the choices are apart, each against the mean of its triple: a machine that slows down slows all three."""
    means = [statistics.mean(triple) for triple in zip(*times.values(), strict=True)]
    medians = [
        statistics.median(one - mean for one, mean in zip(values, means, strict=True))
        for values in times.values()
    ]
    return max(medians) - min(medians)


def _noise(times: dict[str, list[float]], rng: random.Random) -> float:
    apart = []
    for values in times.values():
        mixed = rng.sample(values, len(values))
        half = len(mixed) // 2
        apart.append(abs(statistics.median(mixed[:half]) - statistics.median(mixed[half:])))
    return max(apart)


if __name__ == "__main__":
    main()
