"""H5: every answer with a paper's bytes says its own type and can't be made to run, whatever stands before the server.

    python -m tests.faults.h5_headers [--seed N]

All kinds of file, as they came and as they are read, whole, by ranges, unchanged, beyond the end, as pictures of their
pages; each at every classification the code knows, secret ones by the headers' own function.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from bench.lib.product import cookie_of
from tests.faults.lib import posting
from tests.faults.lib.installation import Installation, installed
from tests.faults.lib.run import Run

ASKED: tuple[dict[str, str], ...] = (
    {},
    {"Range": "bytes=0-99"},
    {"Range": "bytes=99999999-"},
    {"Range": "bytes=-9"},
)


def main() -> None:
    """Fetch everything, look at the headers."""
    run = Run("H5", "wrong headers", "faults in the log")
    with tempfile.TemporaryDirectory() as folder, installed(embedded=True) as house:
        for path, mime, cookie in _addresses(house, Path(folder)):
            for method in ("GET", "HEAD"):
                for asked in ASKED:
                    status, headers, _body = posting.ask(house.port, cookie, method, path, headers=asked)
                    fine = status in (200, 206, 304, 416) and _is_safe(headers, mime)
                    run.count("answers")
                    run.count("wrong headers", not fine)
                    if not fine:
                        run.say(f"{method} {path} {asked}: {status} {headers}")
        run.count("wrong headers", sum(not _keeps_no_secret(level) for level in _secrets()))
        run.count("faults in the log", house.logged().count("Traceback"))
    run.finish(run.bad(), 0)


def _is_safe(headers: dict[str, str], mime: str) -> bool:
    is_shown = mime in ("application/pdf", "image/png", "image/jpeg", "image/webp")
    policy = headers.get("content-security-policy", "")
    return (
        headers.get("content-type", "").partition(";")[0] == mime
        and headers.get("x-content-type-options") == "nosniff"
        and policy.startswith("sandbox; default-src 'none'")
        and (is_shown or headers.get("content-disposition", "").startswith("attachment"))
    )


def _addresses(house: Installation, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Path, the type it must have, the cookie of its reader."""
    from tests.factories import people
    from tests.papers import making, samples

    user = house.ask(people.user)
    cookie = cookie_of(user)
    from core.jobs import run_waiting
    from papers import services

    makers = {"pdf": samples.pdf, "docx": samples.word, "xlsx": samples.sheet, "pptx": samples.slides}
    makers |= dict.fromkeys(("png", "jpg", "tiff", "webp"), samples.picture)
    for ending, make in makers.items():
        path = make(folder / f"a.{ending}")
        with path.open("rb") as stream:
            staged = services.stage_upload(making.deed(user), stream, path.name)
        version = services.attach_upload(making.deed(user), staged).current
        assert version is not None
        run_waiting()
        yield f"/papers/{version.pk}/original", staged.file.mime, cookie
        yield f"/papers/{version.pk}/file.pdf", "application/pdf", cookie
        yield f"/papers/{version.pk}/pages/1/preview.webp", _type_of_picture(version.pk), cookie


def _type_of_picture(version: UUID) -> str:
    """Of what lies there: print is drawn in few greys, which is smaller as PNG."""
    from django.core.files.storage import default_storage

    from papers.storing import page_picture_path

    with default_storage.open(page_picture_path(version, "preview", 1), "rb") as stream:
        return "image/png" if stream.read(4) == b"\x89PNG" else "image/webp"


def _secrets() -> tuple[str, ...]:
    from papers.rules import STATE_SECRETS

    return tuple(STATE_SECRETS)


def _keeps_no_secret(level: str) -> bool:
    from django.http import HttpResponse

    from papers import files

    return files.guard(HttpResponse(), level)["Cache-Control"] == "no-store"


if __name__ == "__main__":
    main()
