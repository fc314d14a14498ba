"""Loads the demonstration: the cast as reference data, everything else through the services."""

from collections.abc import Callable

from django.db import transaction

from accounts.models import Body
from demo.content import markup, past
from demo.loader import ahead, closed, dossiers, october, practice, programme
from demo.loader.cast import make_cast
from demo.loader.filing import Shelf
from demo.loader.stage import Stage
from demo.services import STARTS_AT, offset_for

Tell = Callable[[str], None]


def is_loaded() -> bool:
    """Is the demonstration in this database already?"""
    return Body.objects.filter(is_practice=True).exists()


def load(tell: Tell = lambda line: None) -> bool:
    """Load everything, or nothing; False when it was there already. The clock then reads 09:00, 29/09/2020."""
    if is_loaded():
        return False
    with ahead.read_all(markup.names()) as read:
        tell(f"{len(read)} tài liệu đã đọc")
        with transaction.atomic():
            _play(read, tell)
    return True


def _play(read: dict[str, ahead.ReadPaper], tell: Tell) -> None:
    offset = offset_for(STARTS_AT)
    stage = Stage(make_cast(offset), offset)
    tell("người, cơ quan, chức vụ")
    filed = dossiers.Filed(Shelf(stage, read))
    for seed in past.PAST:
        dossiers.file_past(stage, filed, seed)
        closed.play(stage, seed, filed)
        tell(seed.title)
    sitting = october.plan(stage)
    dossiers.file_october(stage, filed)
    agenda = programme.build(stage, sitting, filed)
    sitting = october.call(stage, sitting)
    programme.publish(stage, agenda)
    october.answer(stage, sitting)
    programme.send_late_draft(stage, agenda, filed)
    programme.form_block(stage, agenda)
    programme.prepare_polls(stage, agenda, filed)
    dossiers.begin_next_matter(stage)
    tell(sitting.title)
    practice.make_blank_sitting(stage)
    tell("phiên họp thực hành")
