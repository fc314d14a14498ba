"""A publisher in a process of its own (`bench.publisher`), told what to publish over its input."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from bench.lib.server import ROOT


class Publisher:
    """The running process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        if self._line() != "ready":
            raise RuntimeError("the publisher didn't start")

    def begin(self, needle: str) -> None:
        """Have the event published; returns at once."""
        assert self.process.stdin is not None
        self.process.stdin.write(needle + "\n")
        self.process.stdin.flush()

    def moment(self) -> float:
        """From when the way of that event is timed, in monotonic seconds."""
        return float(self._line())

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextlib.contextmanager
def publisher(env: dict[str, str], *arguments: str) -> Iterator[Publisher]:
    """Start a publisher of some kind; ended by closing its input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.publisher", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Publisher(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        if process.poll() is None:
            process.kill()
            process.wait()
