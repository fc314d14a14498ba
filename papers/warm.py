"""The parent of the children that read strangers' files: it has loaded their libraries, and forks one for each run.

Started by `papers.nursery` as `python -m papers.warm <socket>` with a scrubbed environment; it opens no stranger's file
itself. Each child is shut in by `papers.jail`, with the limits of its own plan, before it sees the first byte: what is
saved is the start of Python and of the readers, nothing of what keeps them in.

On the control socket comes one message per run with five handles: the run's own socket (on which the server hears the
exit code), the plan of the child, its output, its complaints, and the report of its isolation. When the server shuts
its end of a run, the child and everything it started is killed; when the server dies, so does this parent, and the
kernel tells its children (PR_SET_PDEATHSIG).
"""

import array
import fcntl
import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from papers import jail, worker

IDLE_SECONDS: Final = 300.0
HANDLES: Final = 5
BORN: Final = b"+"
HIGH, MOST_HANDLES = 1_000, 4_096  # out of the way of 0 to 3; above any handle of this process


@dataclass(frozen=True)
class Run:
    """One child that was forked and isn't reaped: its number is its own as long as this lasts."""

    pid: int
    ended: int  # readable once it has ended: pidfd_open(2)
    link: socket.socket


def preload() -> None:
    """What nearly every run needs; the rest is loaded inside."""
    import pikepdf
    import pypdfium2
    from PIL import Image

    from papers.readers import pdf_check, pdf_pages

    Image.preinit()
    gc.collect()
    gc.freeze()
    del pikepdf, pypdfium2, pdf_check, pdf_pages


class Parent:
    """The loop: runs begin, end, or are ended."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.runs = control, set[Run]()
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the server is gone, or nobody has asked for a while."""
        while True:
            events = self.selector.select(IDLE_SECONDS)
            if not events and not self.runs:
                return
            for key, _mask in events:
                if key.fileobj is self.control:
                    if not self.begin():
                        return
                elif key.data in self.runs:
                    self.end(key.data)

    def begin(self) -> bool:
        """Fork the child of one message; False when the server has gone."""
        handles = array.array("i")
        message, ancillary, _flags, _from = self.control.recvmsg(
            1, socket.CMSG_SPACE(HANDLES * handles.itemsize)
        )
        if not message:
            return False
        for _level, _kind, data in ancillary:
            handles.frombytes(data[: len(data) - len(data) % handles.itemsize])
        link = socket.socket(fileno=handles[0])
        pid = os.fork()
        if pid == 0:
            live(link, list(handles[1:]))
        for handle in handles[1:]:
            os.close(handle)
        run = Run(pid, os.pidfd_open(pid), link)
        self.runs.add(run)
        self.selector.register(run.ended, selectors.EVENT_READ, run)
        self.selector.register(link, selectors.EVENT_READ, run)
        try:
            link.sendall(BORN)
        except OSError:  # it took so long that nobody waits any more
            self.end(run)
        return True

    def end(self, run: Run) -> None:
        """It ended, or nobody wants it any more: leave nothing of it, and say how it ended."""
        self.runs.discard(run)
        self.selector.unregister(run.ended)
        self.selector.unregister(run.link)
        try:
            os.killpg(run.pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
        except ProcessLookupError:
            os.kill(run.pid, signal.SIGKILL)  # it hasn't made its group yet
        _pid, status = os.waitpid(run.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        try:
            run.link.sendall(str(code if code >= 0 else 128 - code).encode())
        except OSError:
            pass  # the server didn't wait for it
        run.link.close()
        os.close(run.ended)


def live(link: socket.socket, handles: list[int]) -> NoReturn:
    """The child: take the handles of this run and none other, read the plan, be shut in, work."""
    code = 1
    try:
        os.setsid()
        link.close()
        plan_from, *streams = (fcntl.fcntl(handle, fcntl.F_DUPFD, HIGH) for handle in handles)
        for target, handle in enumerate((os.open(os.devnull, os.O_RDONLY), *streams)):
            os.dup2(handle, target)
        report = 3
        plan = read_plan(plan_from)
        os.closerange(4, MOST_HANDLES)
        plan["report_fd"] = report
        code = jail.shut_in(plan, become_worker)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def read_plan(handle: int) -> dict[str, Any]:
    """The plan: one line of JSON."""
    text = b""
    while not text.endswith(b"\n"):
        piece = os.read(handle, 1 << 20)
        if not piece:
            raise EOFError
        text += piece
    return dict(json.loads(text))


def become_worker(plan: dict[str, Any]) -> NoReturn:
    """Shut in by now: the operation of the plan, with nothing of the parent's but its libraries."""
    code = 1
    try:
        os.environ.clear()
        os.environ.update(plan["env"])
        worker.work(plan["operation"], plan["arguments"])
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Load, then serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    preload()
    Parent(control).serve()


if __name__ == "__main__":
    main()
