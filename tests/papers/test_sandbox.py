"""The child can be killed, reaches nothing and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from papers import sandbox

LIMITS = sandbox.Limits(seconds=10, silent_seconds=10, memory_mib=512)


def python(code: str, work: Path, limits: sandbox.Limits = LIMITS) -> str:
    """Run Python in the sandbox and give back what it printed."""
    return sandbox.run([sys.executable, "-I", "-S", "-c", code], work, limits).decode()


def alive(marker: str) -> list[int]:
    """Processes whose command line holds the marker."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


def until_gone(marker: str, seconds: float = 5) -> list[int]:
    """Wait until no process holds the marker; those that still do."""
    end = time.monotonic() + seconds
    while (left := alive(marker)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def test_the_child_has_no_network() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    code = (
        f"import socket\ntry:\n socket.create_connection(('127.0.0.1',{port}), 2); print('reached')\n"
        "except OSError: print('nothing')"
    )
    with sandbox.work_folder() as work:
        assert sandbox.isolation().has_no_network, sandbox.isolation().why
        assert python(code, work) == "nothing"
    listener.close()


def test_the_child_sees_its_folder_and_the_programs_only(settings: LazySettings) -> None:
    if sandbox.isolation().level != "full":
        pytest.fail(f"this kernel gives {sandbox.isolation()}")
    secret = Path(settings.MEDIA_ROOT) / "secret.pdf"
    secret.write_bytes(b"secret")
    with sandbox.work_folder() as work:
        hidden = [str(secret), "/home", "/etc/shadow", str(sandbox.CODE_DIR / "config")]
        code = f"import os; print([path for path in {hidden!r} if os.path.exists(path)])"
        assert python(code, work) == "[]"
        with pytest.raises(sandbox.SandboxFailure):
            python("open('/usr/lib/x', 'w')", work)


def test_the_environment_is_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "khong-duoc-lo")
    with sandbox.work_folder() as work:
        seen = python("import os; print(sorted(os.environ)); print(os.listdir(os.environ['HOME']))", work)
    assert "SECRET_KEY" not in seen and seen.endswith("[]")


def test_a_child_that_hangs_is_killed_in_time_with_all_its_children() -> None:
    marker = "sleep 71.125"
    limits = sandbox.Limits(seconds=1, silent_seconds=1, memory_mib=512, processes=4096)
    with sandbox.work_folder() as work:
        began = time.monotonic()
        with pytest.raises(sandbox.SandboxFailure) as caught:
            sandbox.run(["/bin/sh", "-c", f"{marker} & setsid {marker} & {marker}"], work, limits)
        assert caught.value.reason == sandbox.TIMED_OUT
        assert time.monotonic() - began < 4
    assert until_gone("71.125") == []


def test_memory_file_size_and_processes_are_limited() -> None:
    with sandbox.work_folder() as work:
        for code in ("b = bytearray(900 * 1024 * 1024)", "open('x', 'wb').write(bytes(300 * 1024 * 1024))"):
            with pytest.raises(sandbox.SandboxFailure) as caught:
                python(code, work)
            assert caught.value.reason == sandbox.CRASHED
        fork = "import os\ntry:\n os._exit(0) if os.fork() == 0 else print('forked')\nexcept OSError: print('refused')"
        assert python(fork, work) == "refused"


def test_a_flood_of_output_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "OUTPUT_CAP", 1024 * 1024)
    with sandbox.work_folder() as work, pytest.raises(sandbox.SandboxFailure) as caught:
        python("import sys\nwhile True: sys.stdout.write('x' * 65536)", work)
    assert caught.value.reason == sandbox.TOO_MUCH


def test_the_child_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    marker = "72.375"
    code = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
from pathlib import Path
from papers import sandbox
with sandbox.work_folder() as work:
    limits = sandbox.Limits(seconds=60, silent_seconds=60, processes=4096)
    with sandbox.running(["/bin/sh", "-c", "setsid sleep {marker} & sleep {marker}"], work, limits) as child:
        print("started", flush=True)
        child.finish()
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=sandbox.CODE_DIR)
    assert parent.stdout is not None and parent.stdout.readline() == b"started\n"
    end = time.monotonic() + 5
    while len(alive(marker)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert until_gone(marker) == []


def test_where_isolation_is_demanded_and_missing_nothing_is_run(settings: LazySettings) -> None:
    settings.SANDBOX_REQUIRED = True
    with (
        sandbox.work_folder() as work,
        pytest.raises(sandbox.SandboxFailure) as caught,
        sandbox.running(["/bin/true"], work, LIMITS, shut=sandbox.Isolation("none")),
    ):
        raise AssertionError("started")
    assert caught.value.reason == sandbox.NOT_ISOLATED


def test_work_folders_left_by_a_killed_server_are_swept() -> None:
    with sandbox.work_folder() as work:
        os.utime(work, (1, 1))
        assert sandbox.sweep_work_folders() == 1
        assert not work.exists()


def test_an_installation_is_told_what_it_lacks(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papers import checks, conversion

    monkeypatch.setattr(sandbox, "isolation", lambda: sandbox.Isolation("none", "Operation not permitted"))
    monkeypatch.setattr(conversion, "soffice", lambda: None)
    settings.SANDBOX_REQUIRED = False
    assert [found.id for found in checks.files_are_read_in_isolation(None)] == ["papers.W001"]
    assert [found.id for found in checks.office_files_can_be_converted(None)] == ["papers.W002"]
    settings.SANDBOX_REQUIRED = True
    refused = checks.files_are_read_in_isolation(None)
    assert refused[0].id == "papers.E001" and "Operation not permitted" in refused[0].msg
    monkeypatch.setattr(sandbox, "isolation", lambda: sandbox.Isolation("full"))
    assert checks.files_are_read_in_isolation(None) == []
