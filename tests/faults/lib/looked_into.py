"""The web process as the product starts it, which on SIGUSR1 writes down how full its tables are.

`python -m tests.faults.lib.looked_into`; the file is named by LOOK_INTO.
"""

import asyncio
import json
import os
import signal
from pathlib import Path

from config import serve


def sizes() -> dict[str, int]:
    """How many entries each table of the process holds."""
    from realtime import hub, keeping, leaving, standing
    from realtime.gathering import gatherer

    hubs, watches = list(hub._hubs.values()), list(standing._watches.values())
    return {
        "followers": sum(len(sockets) for one in hubs for sockets in one.followers.values()),
        "streams": sum(len(one.followers) + len(one.heads) for one in hubs),
        "locks": sum(len(one._locks) for one in hubs),
        "heard": sum(len(one._heard) for one in hubs),
        "admissions": sum(len(one.admissions) for one in watches),
        "sockets": len(leaving.leaving._sockets),
        "gathering": sum(map(len, gatherer._waiting.values())) + len(gatherer._working),
        "snapshots kept": keeping.size(),
        "tasks": len(asyncio.all_tasks()) if hubs else 0,
    }


def _write() -> None:
    place = Path(os.environ["LOOK_INTO"])
    part = place.with_suffix(".part")
    part.write_text(json.dumps(sizes()))
    part.replace(place)


class Server(serve.Server):
    """The product's server with one more signal."""

    def _begin(self) -> None:
        super()._begin()
        asyncio.get_event_loop().add_signal_handler(signal.SIGUSR1, _write)


if __name__ == "__main__":
    serve.Command.server_class = Server
    serve.main()
