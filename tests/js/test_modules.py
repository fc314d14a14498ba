"""The browser's modules, tested by node's own runner as part of the one test run."""

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent


def test_the_modules_hold_what_their_tests_claim() -> None:
    node = shutil.which("node")
    assert node, "node 20 is part of what the product needs; see README"
    files = sorted(str(path) for path in FOLDER.glob("*.test.js"))
    assert len(files) >= 5
    run = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout[-4000:]
