"""S4: neither the length of an envelope nor the time its handling takes tells what is in it.

    python -m tests.faults.s4_shape [--full] [--seed N]

200 envelopes (F: 2,000), a third for each choice, sealed by the browser's own code in Node and put into the box through
the product's web process, in an order of chance: one length for all, on the wire and in the table, and the median
handling time of any two choices at most 1 ms apart. Handling is timed at the voter's end of the socket; a run whose
medians are apart is told again with the halves of each choice, the noise of the machine.
"""

import json
import random
import shutil
import statistics
import subprocess
import time
from typing import Any

from bench.lib import bar
from tests.faults.lib.secret_room import CHOICES, ROOT, SecretRoom, secret_room, seed, size

VOTERS = 20
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
    sealing: dict[str, list[float]] = {value: [] for value in CHOICES}
    with secret_room(VOTERS) as room:
        poll = room.open(1)
        for start in range(0, count, VOTERS * 5):
            some = [CHOICES[number % 3] for number in range(start, min(start + VOTERS * 5, count))]
            rng.shuffle(some)
            for user, value, (envelope, seconds) in _sealed(room, poll, some):
                began = time.perf_counter()
                reply = room.cast(poll, user, envelope)
                took[value].append((time.perf_counter() - began) * 1000)
                assert "ok" in reply, reply
                sealing[value].append(seconds)
                lengths.add((len(envelope), len(json.dumps(reply))))
        rows = {len(row) for row in poll.sealed_ballots.exclude(sealed=None).values_list("sealed", flat=True)}
        sent = poll.sealed_ballots.count()
    print(f"S4 {sent} envelopes, lengths on the wire {sorted(lengths)}, in the table {sorted(rows)}")
    for what, times in (("handled", took), ("sealed", sealing)):
        words = ", ".join(f"{value} {statistics.median(times[value]):.2f}" for value in CHOICES)
        print(f"S4 median ms {what}: {words}; two halves of one choice differ by {_noise(times, rng):.2f}")
    alike = len({length for length, _reply in lengths}) == len(rows) == 1 and sent == count
    print(f"BAR S4-length {len(rows)} at most 1 {'ok' if alike else 'short'}", flush=True)
    if not alike:
        raise SystemExit(1)
    bar.finish("S4", max(_apart(took), _apart(sealing)), 1)


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
    medians = [statistics.median(values) for values in times.values()]
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
