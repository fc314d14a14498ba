"""A recorder's own file, brought to the sitting it belongs to; the marks of the course find their place in it."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from meetings import direction
from meetings.inner import named_for
from meetings.models import Sitting
from papers.intake import clean_name
from recordings import rules, storing
from recordings.errors import NotNamedInside, NotSound, ReachesInside, SoundMissing, TimesMissing
from recordings.models import Recording
from recordings.services import base
from room.services import open_room


def bring_recording(
    deed: Deed, sitting: Sitting, source: IO[bytes], name: str, start: datetime, end: datetime
) -> dict[str, Any]:
    """Keep a file that was recorded from `start` to `end` (the sitting's own time). Answers `{"recording", "state"}`.

    Its kind is told by its first bytes. What lies in an internal part is a recording of that part and is brought by
    somebody named for it. Raises `NotSound`, `SoundTooLarge`, `SoundMissing`, `TimesMissing`, `ReachesInside`,
    `NotNamedInside`, and what a bad file name is refused with.
    """
    name = clean_name(name)
    if end <= start or start >= sitting.body.now():
        raise TimesMissing(field="start")
    base_folder = Path(settings.MEDIA_ROOT) / "incoming"
    base_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=base_folder) as folder:
        path = Path(folder) / "sound"
        mime = _save(source, path)
        return _keep(deed, sitting, path, {"name": name, "mime": mime}, start, end)


def _save(source: IO[bytes], path: Path) -> str:
    """Copy the file and tell its media type, stopping at the limit."""
    size, mime = 0, ""
    with path.open("wb") as stream:
        while piece := source.read(rules.MIB):
            if not size:
                mime = rules.media_type_of(piece)
                if not mime:
                    raise NotSound(field="file")
            size += len(piece)
            rules.ensure_whole_size(size)
            stream.write(piece)
    if not size:
        raise SoundMissing(field="file")
    return mime


@transaction.atomic
def _keep(
    deed: Deed, sitting: Sitting, path: Path, values: dict[str, str], start: datetime, end: datetime
) -> dict[str, Any]:
    open_room(sitting)
    args = {
        "sitting": str(sitting.pk),
        "name": values["name"],
        "start": start.isoformat(),
        "end": end.isoformat(),
    }
    if (first := first_answer(deed, "recordings.bring_recording", args)) is not None:
        return first
    made = Recording(
        **values,
        sitting=sitting,
        number=base.next_number(sitting),
        state=Recording.State.ENDED,
        internal_part=_part_of(deed, sitting, start, end),
        ordered_by=deed.name[:200],
        by_direction=direction.how_of(deed, sitting) == direction.INSTRUCTED,
        started_at=start,
        sound_from=start,
        stopped_at=end,
        is_upload=True,
        is_complete=True,
        size=path.stat().st_size,
    )
    storing.take_in(made, path)
    made.sha256 = storing.sha256_of(made)
    made.save()
    base.let_usual_readers_in(deed, made)
    base.note(deed, "recordings.brought", made, name=made.name, size=made.size, sha256=made.sha256)
    return keep_answer(deed, "recordings.bring_recording", args, base.answer_of(made))


def _part_of(deed: Deed, sitting: Sitting, start: datetime, end: datetime) -> int | None:
    """The internal part a stretch of time lies in; None for one that touches none."""
    touched = [
        part
        for part in sitting.internal_parts.all()
        if rules.overlaps(start, end, part.started_at, part.ended_at)
    ]
    if not touched:
        return None
    part = touched[0]
    if len(touched) > 1 or not rules.is_within(start, end, part.started_at, part.ended_at):
        raise ReachesInside(field="start")
    if deed.person_id not in named_for(sitting, part.number):
        raise NotNamedInside
    return part.number
