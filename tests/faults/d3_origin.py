"""D3: sockets and posts from other sites, cookies that aren't ours, messages a byte too long: all refused.

    python -m tests.faults.d3_origin [--full] [--seed N]

On the product as a real process. Size P tries each way 20 times, F 500 times, with values by chance; between them an
honest socket must always find the door open.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress

from bench.lib.sockets import Client, Closed
from tests.faults.lib import knocking, telling
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run
from tests.faults.lib.tablets import Member

KIB = 1024


def main() -> None:
    """Knock in every way and print what was let in."""
    run = Run("D3", "let in", "honest ones turned away", "faults in the log")
    with installed() as house:
        member = next(iter(telling.readers(house, 1).values()))
        for _round in range(run.size(1, 20, 500)):
            for name, is_refused in _tries(run, house, member):
                run.count(f"{name}: {'refused' if is_refused else 'LET IN'}")
                run.count("let in", not is_refused)
            run.count("honest ones turned away", not _honest(house, member))
        run.count("faults in the log", house.logged().count("Traceback"))
    run.finish(run.bad(), 0)


def _tries(run: Run, house: Installation, member: Member) -> Iterator[tuple[str, bool]]:
    """One try of each way, with values by chance."""
    port, own = house.port, f"http://127.0.0.1:{house.port}"
    foreign = run.rng.choice(
        [
            f"https://{secrets.token_hex(4)}.example",
            f"http://127.0.0.1:{house.port + 1}",
            f"http://127.0.0.1.evil.example:{house.port}",
            f"http://evil.example/?http://127.0.0.1:{house.port}",
            f"http://user@evil.example:{house.port}",
            f"http://localhost:{house.port}",
        ]
    )
    yield "foreign origin", knocking.socket_status(port, member.cookie, foreign) == 403
    yield "null origin", knocking.socket_status(port, member.cookie, "null") == 403
    yield "no origin", knocking.socket_status(port, member.cookie, None) == 403
    theirs = f"sessionid={secrets.token_hex(16)}"
    yield "cookie of another site, socket", _code(lambda: _listen(port, theirs)) == 4401
    yield "no cookie, socket", _code(lambda: _listen(port, "")) == 4401
    yield "cookie of another site, post", knocking.post(port, theirs, own) in (302, 401, 403)
    yield "post of another site", knocking.post(port, member.cookie, foreign) == 403
    yield "64 KiB + 1", _answer(port, member.cookie, 64 * KIB + 1) == "too_large"
    yield "1 MiB + 1", _code(lambda: _send(port, member.cookie, KIB * KIB + 1)) != 0


def _honest(house: Installation, member: Member) -> bool:
    """Is our own page still let in and answered, with a message of exactly 64 KiB too?"""
    return _answer(house.port, member.cookie, 64 * KIB) == "unknown_verb"


def _listen(port: int, cookie: str) -> None:
    Client.connect(port, "/ws/", cookie).wait_for("nothing comes", 5)


def _send(port: int, cookie: str, size: int) -> str:
    """A message of exactly `size` bytes; the next text."""
    client = Client.connect(port, "/ws/", cookie)
    try:
        frame = json.dumps({"id": "1", "verb": "none", "args": {"text": ""}})
        text = frame.replace('"text": ""', '"text": "' + "x" * (size - len(frame)) + '"')
        knocking.send_long(client, text)
        return client.wait_for('"re"', 5)
    finally:
        client.link.close()


def _answer(port: int, cookie: str, size: int) -> str:
    return str(json.loads(_send(port, cookie, size)).get("error", {}).get("code"))


def _code(act: object) -> int:
    """The close code of an act that ends with a closed socket; 0 if it doesn't."""
    try:
        act()  # type: ignore[operator]
    except Closed as end:
        with suppress(ValueError):
            return int(str(end).rpartition("(")[2].rstrip(")"))
        return 1006
    except (ConnectionError, TimeoutError) as end:
        return 0 if isinstance(end, TimeoutError) else 1006
    return 0


if __name__ == "__main__":
    main()
