"""Brings a fresh clone to the point where it runs, and does nothing when nothing changed.

Only the standard library: this runs before anything is installed. Nothing is written outside the checkout.
What was done is remembered in `.make/` as the hash of what it was done from.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".make"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# The programs of the steps in hand.
RUNNING: list[subprocess.Popen[str]] = []


class Unprepared(SystemExit):
    """A step failed; what was printed says what to do."""


def say(text: str) -> None:
    """One line to the person at the keyboard."""
    print(f"· {text}", flush=True)


def refuse(text: str) -> Unprepared:
    """End with a sentence that says what to do next."""
    print(text, file=sys.stderr, flush=True)
    return Unprepared(2)


def digest(paths: Iterable[Path]) -> str:
    """One hash of the names and contents of files (folders are walked)."""
    result = hashlib.sha256()
    for path in sorted(
        inner for outer in paths for inner in ([outer] if outer.is_file() else outer.rglob("*"))
    ):
        if path.is_file() and "__pycache__" not in path.parts:
            result.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return result.hexdigest()


def done(name: str, value: str) -> bool:
    """Whether the step was done from exactly this."""
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == value


def mark(name: str, value: str) -> None:
    """Remember that a step was done."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(value)


def command(arguments: list[str | Path], what: str, **options: object) -> None:
    """Run one program; show its output only when it fails."""
    child = subprocess.Popen(
        [str(part) for part in arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **options,
    )  # type: ignore[call-overload]
    RUNNING.append(child)
    output, _ = child.communicate()
    RUNNING.remove(child)
    if child.returncode:
        print(output[-6000:], file=sys.stderr)
        raise refuse(f"{what} failed; the lines above say why.")


def stop_with_children() -> None:
    """Ctrl-C and SIGTERM end the programs of the step in hand too, with everything they started."""

    def stop(number: int, frame: object) -> None:
        for child in list(RUNNING):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def python_packages(which: str) -> None:
    """`.venv` with exactly the locked packages (`run` or `dev`; dev holds run)."""
    wanted = digest([ROOT / "requirements" / f"{which}.txt"])
    ready = PYTHON.exists() and (done(f"python-{which}", wanted) or (which == "run" and _dev_is_current()))
    if ready:
        return
    if not PYTHON.exists():
        say("creating .venv")
        command([sys.executable, "-m", "venv", VENV], "Creating .venv")
    say(f"installing the locked Python packages (requirements/{which}.txt)")
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        # The lock is whole: nothing is looked for besides what it names, extras of extras neither.
        "--no-deps",
        "--require-hashes",
    ]
    command([*pip, "-r", ROOT / "requirements" / f"{which}.txt"], "Installing Python packages")
    mark(f"python-{which}", wanted)
    if which == "dev":
        mark("python-dev-holds-run", digest([ROOT / "requirements" / "run.txt"]))


def _dev_is_current() -> bool:
    requirements = ROOT / "requirements"
    return done("python-dev", digest([requirements / "dev.txt"])) and done(
        "python-dev-holds-run", digest([requirements / "run.txt"])
    )


def front_end() -> None:
    """`node_modules` by the lock file, then the bundles."""
    locked = digest([ROOT / "package.json", ROOT / "package-lock.json", ROOT / "tools" / "no-canvas"])
    sources = [
        ROOT / "static" / "js",
        ROOT / "static" / "css",
        ROOT / "templates",
        ROOT / "tools" / "build.mjs",
    ]
    built = digest([*(path for path in sources if path.exists()), *ROOT.glob("portal/**/*.py")]) + locked
    if done("bundles", built) and (ROOT / "static" / "dist" / "icons.svg").exists():
        return
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise refuse(
            "Node.js 20 or newer isn't installed, and the pages' scripts have to be built once.\n"
            "Install Node.js 20 with npm and call the command again."
        )
    if not done("node", locked) or not (ROOT / "node_modules" / ".package-lock.json").exists():
        say("installing the locked npm packages")
        if (ROOT / "node_modules").is_symlink():  # npm ci would empty the folder of whoever it is shared with
            (ROOT / "node_modules").unlink()
        command([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], "npm ci")
        mark("node", locked)
    say("building scripts and styles")
    command([node, "tools/build.mjs", "--clean"], "The esbuild build")
    mark("bundles", built)


def messages() -> None:
    """The compiled English catalogue."""
    sources = [ROOT / "locale" / "en" / "parts", ROOT / "static" / "js", ROOT / "tools" / "messages.py"]
    wanted = digest(path for path in sources if path.exists())
    if done("messages", wanted) and (ROOT / "locale" / "en" / "LC_MESSAGES" / "django.mo").exists():
        return
    command([PYTHON, "tools/messages.py"], "Compiling the messages")
    mark("messages", wanted)


def collected() -> None:
    """Static files with hashed names, as they are served."""
    static = [ROOT / "static" / "dist", ROOT / "static" / "img", ROOT / "requirements" / "run.txt"]
    wanted = digest(path for path in static if path.exists())
    if done("collected", wanted) and (ROOT / "staticfiles" / "staticfiles.json").exists():
        return
    say("collecting static files")
    # The sources of the bundles are not served; their relative addresses only make sense once bundled.
    manage: list[str | Path] = [
        PYTHON,
        "manage.py",
        "collectstatic",
        "--noinput",
        "--clear",
        "-v0",
        "-i",
        "css/*",
        "-i",
        "js/*",
    ]
    command(manage, "Collecting static files")
    mark("collected", wanted)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two commands started at once prepare one after the other."""
    STAMPS.mkdir(exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def together(*steps: Callable[[], None]) -> None:
    """Run independent steps side by side; the first failure ends the command."""
    failures: list[BaseException] = []

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def prepare(which: str) -> None:
    """Everything up to and including the collected static files."""
    started = time.monotonic()
    stop_with_children()
    with alone():
        together(lambda: python_packages(which), front_end)
        messages()
        if which == "run":
            collected()
    if time.monotonic() - started > 3:
        say(f"prepared in {time.monotonic() - started:.0f} s")


def inside_venv(script: str, *arguments: str) -> int:
    """Go on with the venv's Python, in this very process."""
    os.chdir(ROOT)
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["VIRTUAL_ENV"] = str(VENV)
    os.environ["PYTHONPATH"] = str(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "tools" / script), *arguments])


if __name__ == "__main__":
    prepare(sys.argv[1] if len(sys.argv) > 1 else "run")
