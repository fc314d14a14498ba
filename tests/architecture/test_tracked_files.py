"""What lies in the repository: no machine's path, no registry's host, no file too long to read, nothing huge."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 500
# Written apart so that this file doesn't find itself.
HOSTS = (
    "pypi" + r"\.org",
    "python" + "hosted",
    "registry" + r"\.npmjs",
    "npmjs" + r"\.org",
    "deb" + r"\.debian",
)
PATHS = ("/" + "work/", "/" + "farm/", "/" + "root/")
NOT_ALLOWED = re.compile("|".join([*HOSTS, *PATHS]))


def tracked(pattern: str = "") -> list[Path]:
    """The files git tracks; outside a checkout, none can be told."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *([pattern] if pattern else [])], cwd=ROOT, capture_output=True, check=True
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def test_no_machine_path_and_no_registry_host() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in NOT_ALLOWED.finditer(text)]
    assert not found, found[:10]


@pytest.mark.parametrize("suffix", ["*.py", "*.js"])
def test_no_source_file_is_too_long_to_read(suffix: str) -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked(suffix)
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long, long


def test_nothing_in_the_repository_is_huge() -> None:
    assert not [str(path) for path in tracked() if path.stat().st_size > 1_500_000]
