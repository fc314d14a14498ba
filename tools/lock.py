"""`make lock`: pins requirements/*.in with hashes, without writing any registry's address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        print("uv is missing: .venv/bin/pip install uv", file=sys.stderr)
        return 2
    for name in ("run", "dev"):
        command = [
            str(uv),
            "pip",
            "compile",
            "--quiet",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-header",
            # pip takes "name[extra]" for pinned only where the extra is named.
            "--no-strip-extras",
        ]
        command += ["--python-version", "3.11", f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        if code := subprocess.run(command, cwd=ROOT).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
