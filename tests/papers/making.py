"""Papers made the way the product makes them."""

import io
from pathlib import Path

from accounts.deeds import deed_of
from accounts.models import User
from core.deed import Deed
from core.jobs import run_waiting
from papers import services
from papers.models import Paper, StagedUpload
from tests.factories import people
from tests.papers import samples


def uploader() -> User:
    """Someone who brings papers."""
    return people.user()


def staged(
    folder: Path, user: User | None = None, name: str = "to-trinh.pdf", pages: int = 3
) -> StagedUpload:
    """An examined file; PDF or DOCX by its name."""
    make = samples.word if name.endswith("docx") else lambda path: samples.pdf(path, pages)
    data = make(folder / f"source{Path(name).suffix}").read_bytes()
    return services.stage_upload(deed(user), io.BytesIO(data), name)


def deed(user: User | None = None) -> Deed:
    """A deed of the user (a new one if none is given)."""
    return deed_of(user or uploader())


def paper(folder: Path, user: User, name: str = "to-trinh.pdf", pages: int = 3, **values: object) -> Paper:
    """A paper with its first version, ready to be read."""
    made = services.attach_upload(deed(user), staged(folder, user, name, pages), **values)  # type: ignore[arg-type]
    run_waiting()
    made.refresh_from_db()
    return made
