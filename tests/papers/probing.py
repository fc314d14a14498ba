"""A warmed parent with one operation more: Python of the test's own, run in the shut child."""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from papers import warm, worker


def probe(code: str) -> Iterator[dict[str, Any]]:
    """Run the code; what it prints is the answer."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {})
    yield {"said": said.getvalue().strip()}


worker.OPERATIONS["probe"] = probe
if __name__ == "__main__":
    warm.main()
