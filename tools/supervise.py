"""The second half of `make run`: the database, the demonstration once, then every line of the Procfile.

Ctrl-C and SIGTERM end every process started here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import services  # noqa: E402

VAR = Path(os.environ.get("ECABINET_VAR", ROOT / "var"))
DEMO_MARK = "demo-loaded"
LOADING_MARK = "demo-loading"  # of demo.loader.interruption


def manage(*arguments: str, quiet: bool = True) -> str:
    """One management command; its output. Ends this command when it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    if result.returncode:
        print(result.stdout, result.stderr, file=sys.stderr)
        raise SystemExit(f"manage.py {arguments[0]} failed; the lines above say why.")
    if not quiet:
        print(result.stdout, flush=True)
    return result.stdout


def database() -> None:
    """Tables up to date, and the demonstration loaded once."""
    VAR.mkdir(parents=True, exist_ok=True)
    manage("migrate", "--noinput", "-v0")
    mark = VAR / DEMO_MARK
    if not mark.exists():
        started = time.monotonic()
        if (VAR / LOADING_MARK).exists():
            print("· an earlier loading was interrupted; nothing of it is kept", flush=True)
        print("· loading the demonstration", flush=True)
        manage("demo_data")
        mark.write_text("The demonstration is in the database. Remove the var folder to start afresh.\n")
        print(f"· demonstration loaded in {time.monotonic() - started:.0f} s", flush=True)


def who_can_sign_in() -> Callable[[], str]:
    """Start asking while the server starts; calling the result waits for the answer.

    The answer goes to a file: the manager's children would hold the other end of a pipe open for ever.
    """
    answer = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by whoever reads
    asking = subprocess.Popen([sys.executable, "manage.py", "demo_signins"], cwd=ROOT, stdout=answer)

    def read() -> str:
        with answer:
            asking.wait()
            answer.seek(0)
            return answer.read()

    return read


def announce(port: str, sign_ins: Callable[[], str]) -> None:
    """Once the server answers, say where and as whom."""
    address = f"http://127.0.0.1:{port}/"
    for _ in range(240):
        time.sleep(0.25)
        try:
            with urllib.request.urlopen(address, timeout=2):
                break
        except urllib.error.HTTPError:
            break
        except OSError:
            continue
    else:
        return
    print(f"\n  e-Cabinet: {address}\n\n{sign_ins()}\n  Ctrl-C ends it.\n", flush=True)


def main() -> int:
    services.stop_on_signals()  # until the manager takes over: a demonstration half loaded must end too
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{port}")
    # Letters of the demonstration would bury the address; they lie in a folder to look at instead.
    # Three slashes belong to the address, one more to the path.
    os.environ.setdefault("EMAIL_URL", f"filemail:///{VAR.resolve()}/mail")
    database()
    manager = Manager(Printer(sys.stdout))
    for name, line in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, line, env={**os.environ, "PYTHONUNBUFFERED": "1"}, cwd=str(ROOT))
    threading.Thread(target=announce, args=(port, who_can_sign_in()), daemon=True).start()
    manager.loop()
    return manager.returncode or 0


if __name__ == "__main__":
    sys.exit(main())
