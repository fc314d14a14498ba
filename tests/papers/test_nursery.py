"""The forks of the warmed parent are shut in like a program of their own, and nothing of them is left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from papers import intake, nursery, sandbox
from papers.errors import CheckerBusy
from papers.kinds import KINDS
from tests.papers.test_sandbox import until_gone

LIMITS = sandbox.Limits(seconds=10, silent_seconds=10, memory_mib=512)


@pytest.fixture(autouse=True)
def probing(monkeypatch: pytest.MonkeyPatch) -> Iterator[nursery.Nursery]:
    own = nursery.Nursery("tests.papers.probing")
    monkeypatch.setattr(nursery, "nursery", own)
    yield own
    own.close()


def said(code: str, limits: sandbox.Limits = LIMITS) -> str:
    with sandbox.work_folder() as work:
        return str(next(iter(sandbox.run_worker("probe", work, limits, code=code)))["said"])


def parent_of(own: nursery.Nursery) -> int:
    assert own._parent is not None
    return own._parent.pid


def test_a_fork_has_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        code = f"""import socket
try:
    socket.create_connection(("127.0.0.1", {listener.getsockname()[1]}), 2); print("reached")
except OSError:
    print("nothing")"""
        assert said(code) == "nothing"


def test_a_fork_sees_its_folder_and_the_programs_only(settings: LazySettings) -> None:
    if sandbox.isolation().level != "full":
        pytest.fail(f"this kernel gives {sandbox.isolation()}")
    secret = Path(settings.MEDIA_ROOT) / "secret.pdf"
    secret.write_bytes(b"secret")
    hidden = [str(secret), "/home", "/etc/shadow", str(sandbox.CODE_DIR / "config")]
    assert said(f"import os; print([path for path in {hidden!r} if os.path.exists(path)])") == "[]"
    assert said("import os; print(os.getpid() < 10, len(os.listdir('/proc/self/fd')))") == "True 4"
    with pytest.raises(sandbox.SandboxFailure):
        said("open('/usr/lib/x', 'w')")


def test_a_fork_knows_nothing_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "khong-duoc-lo")
    seen = said("import os, sys; print(sorted(os.environ), 'django' in sys.modules)")
    assert "SECRET_KEY" not in seen and seen.endswith("False")
    parent = Path(f"/proc/{parent_of(nursery.nursery)}/environ").read_bytes()
    assert b"SECRET_KEY" not in parent and b"khong-duoc-lo" not in parent


def test_memory_file_size_and_processes_of_a_fork_are_limited() -> None:
    for code in ("b = bytearray(900 * 1024 * 1024)", "open('x', 'wb').write(bytes(300 * 1024 * 1024))"):
        with pytest.raises(sandbox.SandboxFailure) as caught:
            said(code)
        assert caught.value.reason == sandbox.CRASHED
    fork = "import os\ntry:\n os.fork(); print('forked')\nexcept OSError: print('refused')"
    assert said(fork) == "refused"


def test_a_fork_that_hangs_is_killed_in_time_with_all_its_children() -> None:
    limits = sandbox.Limits(seconds=1, silent_seconds=1, memory_mib=512, processes=4096)
    code = """import subprocess, time
for way in (False, True):
    subprocess.Popen(["/bin/sleep", "73.125"], start_new_session=way)
time.sleep(60)"""
    began = time.monotonic()
    with pytest.raises(sandbox.SandboxFailure) as caught:
        said(code, limits)
    assert caught.value.reason == sandbox.TIMED_OUT and time.monotonic() - began < 4
    assert until_gone("73.125") == []


def test_a_parent_that_was_killed_is_followed_by_a_new_one(probing: nursery.Nursery) -> None:
    assert said("print(1)") == "1"
    first = parent_of(probing)
    assert said("print(2)") == "2" and parent_of(probing) == first
    os.kill(first, signal.SIGKILL)
    assert said("print(3)") == "3" and parent_of(probing) != first


def test_a_reader_lost_with_its_parent_says_nothing_about_the_file(probing: nursery.Nursery) -> None:
    assert said("print(1)") == "1"
    threading.Timer(0.5, os.kill, (parent_of(probing), signal.SIGKILL)).start()
    with pytest.raises(sandbox.SandboxFailure) as caught:
        said("import time; time.sleep(60)")
    assert caught.value.reason == sandbox.LOST and caught.value.is_ours


def test_a_slow_birth_costs_the_others_nothing(
    probing: nursery.Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said("print(1)") == "1"
    parent, heard = parent_of(probing), list[str]()
    sibling = threading.Thread(
        target=lambda: heard.append(said("import time; time.sleep(2); print('alive')"))
    )
    sibling.start()
    time.sleep(1)
    monkeypatch.setattr(nursery, "BIRTH_SECONDS", 0.3)
    os.kill(parent, signal.SIGSTOP)
    try:
        with pytest.raises(sandbox.SandboxFailure) as caught:
            said("print(2)")
        with pytest.raises(CheckerBusy) as refused:
            intake._ask_child(Path(__file__), "a.pdf", KINDS["pdf"])
    finally:
        os.kill(parent, signal.SIGCONT)
    assert caught.value.reason == sandbox.BUSY and caught.value.is_ours
    assert refused.value.http_status == 503
    sibling.join(20)
    assert heard == ["alive"]
    monkeypatch.setattr(nursery, "BIRTH_SECONDS", 20.0)
    assert said("print(3)") == "3" and parent_of(probing) == parent


def test_a_parent_that_bears_nothing_for_long_is_replaced(
    probing: nursery.Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said("print(1)") == "1"
    parent = parent_of(probing)
    monkeypatch.setattr(nursery, "BIRTH_SECONDS", 0.3)
    monkeypatch.setattr(nursery, "STUCK_SECONDS", 0.1)
    os.kill(parent, signal.SIGSTOP)
    with pytest.raises(sandbox.SandboxFailure):
        said("print(2)")
    monkeypatch.setattr(nursery, "BIRTH_SECONDS", 20.0)
    assert said("print(3)") == "3" and parent_of(probing) != parent


def test_a_forked_process_starts_its_own_parent(probing: nursery.Nursery) -> None:
    assert said("print(1)") == "1"
    first = parent_of(probing)
    child = os.fork()
    if child == 0:
        os._exit(0 if said("print(2)") == "2" and parent_of(probing) != first else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert said("print(4)") == "4" and parent_of(probing) == first


def test_forks_and_their_parent_die_with_the_server() -> None:
    code = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
from papers import nursery, sandbox
nursery.nursery = nursery.Nursery("tests.papers.probing")
limits = sandbox.Limits(seconds=60, silent_seconds=60, processes=4096)
code = 'import subprocess; subprocess.run(["/bin/sleep", "74.375"])'
with sandbox.work_folder() as work:
    print("started", flush=True)
    list(sandbox.run_worker("probe", work, limits, code=code))
"""
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=sandbox.CODE_DIR)
    assert server.stdout is not None and server.stdout.readline() == b"started\n"
    end = time.monotonic() + 10
    while not until_gone("74.375", 0) and time.monotonic() < end:
        time.sleep(0.05)
    assert until_gone("74.375", 0) != []
    server.send_signal(signal.SIGKILL)
    server.wait()
    server.stdout.close()
    assert until_gone("74.375") == []
