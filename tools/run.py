"""`make run`: a fresh clone becomes the running demonstration, on port `PORT` (8000 unless told)."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import prepare


def port_is_free(port: int) -> bool:
    """Whether we can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> int:
    port = os.environ.setdefault("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise prepare.refuse(f"PORT must be a number between 1 and 65535, not “{port}”.")
    if not port_is_free(int(port)):
        raise prepare.refuse(f"Port {port} is taken. Choose another one: PORT={int(port) + 1} make run")
    prepare.prepare("run")
    return prepare.inside_venv("supervise.py")


if __name__ == "__main__":
    sys.exit(main())
