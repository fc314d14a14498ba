"""Loads the demonstration: the cast as reference data, everything else through the services."""

from collections.abc import Callable

from django.db import transaction

from accounts.models import Body
from demo.loader import october
from demo.loader.cast import make_cast
from demo.loader.stage import Stage
from demo.services import STARTS_AT, offset_for

Tell = Callable[[str], None]


def is_loaded() -> bool:
    """Is the demonstration in this database already?"""
    return Body.objects.filter(is_practice=True).exists()


@transaction.atomic
def load(tell: Tell = lambda line: None) -> bool:
    """Load everything, or nothing; False when it was there already. The clock then reads 09:00, 29/09/2020."""
    if is_loaded():
        return False
    offset = offset_for(STARTS_AT)
    stage = Stage(make_cast(offset), offset)
    tell("người, cơ quan, chức vụ")
    sitting = october.plan(stage)
    sitting = october.call(stage, sitting)
    october.answer(stage, sitting)
    tell("phiên họp ngày 02/10/2020")
    return True
