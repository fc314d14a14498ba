"""A demonstration whose loading was killed is loaded anew from the start, never left half there."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.timeout(600)
_WHOLE = """
import hashlib
from django.core.files.storage import default_storage as stored
from demo.loader import is_loaded
from papers.models import PaperFile
for row in PaperFile.objects.all():
    with stored.open(row.storage_path) as stream:
        assert hashlib.sha256(stream.read()).hexdigest() == row.sha256, row.name
named = set(PaperFile.objects.values_list("storage_path", flat=True))
folders = [f"files/{name}" for name in stored.listdir("files")[0]]
lying = {f"{folder}/{name}" for folder in folders for name in stored.listdir(folder)[1]}
print(is_loaded(), len(named) > 40, lying - named)
"""


@pytest.fixture
def house(tmp_path) -> dict[str, str]:
    """The environment of an installation of its own with empty tables."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MEDIA_ROOT")}
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "ECABINET_VAR": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    env = {**kept, **own}
    subprocess.run([*_manage(), "migrate", "-v0"], env=env, cwd=settings.BASE_DIR, check=True)
    return env


def _manage() -> list[str]:
    return [sys.executable, "manage.py"]


def _kill_when(house: dict[str, str], line: str) -> None:
    """Start the loading and kill it (SIGKILL) once it has told this much."""
    command = [*_manage(), "demo_data"]
    with subprocess.Popen(
        command, env=house, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    ) as load:
        assert load.stdout is not None
        for told in load.stdout:
            if line in told:
                break
        load.send_signal(signal.SIGKILL)
    assert load.returncode == -signal.SIGKILL, "it had come to its end before"


def _run(house: dict[str, str], *arguments: str) -> str:
    command = [*_manage(), *arguments]
    return subprocess.run(
        command, env=house, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    ).stdout


def test_a_loading_killed_half_way_leaves_no_row_and_the_next_one_says_so_and_loads_everything(house):
    _kill_when(house, "tháng 7 năm 2019")
    var = Path(house["ECABINET_VAR"])
    (database,) = var.glob("*.sqlite3")
    with sqlite3.connect(database) as rows:
        assert rows.execute("select count(*) from accounts_body").fetchone() == (0,)
    assert (var / "demo-loading").exists() and any((var / "files" / "files").rglob("*"))
    told = _run(house, "demo_data")
    assert "Lần nạp dữ liệu trình diễn trước bị ngắt giữa chừng; đang nạp lại từ đầu." in told
    assert not (var / "demo-loading").exists()
    assert _run(house, "shell", "--no-imports", "-c", _WHOLE).split() == ["True", "True", "set()"]
    assert "đã có, không nạp lại" in _run(house, "demo_data")
