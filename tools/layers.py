"""Proves with import-linter which way imports point.

    python tools/layers.py

The house is declared once, in `pyproject.toml` under `[tool.ecabinet] layers`. Floors that are not built yet
are left out; a folder that looks like an app but stands on no floor is an error.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def declared() -> list[list[str]]:
    """The floors of the house, highest first; each a list of apps that don't know each other."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        lines = tomllib.load(file)["tool"]["ecabinet"]["layers"]
    return [[name.strip() for name in line.split("|")] for line in lines]


def built(floors: list[list[str]] | None = None) -> list[list[str]]:
    """The floors that exist in this checkout."""
    present = [
        [name for name in floor if (ROOT / name / "__init__.py").exists()] for floor in floors or declared()
    ]
    return [floor for floor in present if floor]


def homeless() -> list[str]:
    """Apps in the tree that stand on no floor."""
    known = {name for floor in declared() for name in floor}
    return sorted(path.parent.name for path in ROOT.glob("*/apps.py") if path.parent.name not in known)


def contract() -> str:
    """The import-linter file for what is built."""
    floors = built()
    roots = "\n".join(f"    {name}" for floor in floors for name in floor)
    layers = "\n".join("    " + " | ".join(floor) for floor in floors)
    return (
        f"[importlinter]\nroot_packages =\n{roots}\n\n"
        f"[importlinter:contract:layers]\nname = Imports point down\ntype = layers\nlayers =\n{layers}\n"
    )


def main() -> int:
    if lost := homeless():
        print(
            f"layers: {', '.join(lost)} stands on no floor of [tool.ecabinet] in pyproject.toml",
            file=sys.stderr,
        )
        return 1
    program = Path(sys.executable).with_name("lint-imports")
    with tempfile.NamedTemporaryFile("w", suffix=".ini") as file:
        file.write(contract())
        file.flush()
        return subprocess.run([str(program), "--config", file.name, "--no-cache"], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
