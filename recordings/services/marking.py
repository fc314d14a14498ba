"""Marks of the sitting's course, written in the transaction of each step."""

from agendas.models import AgendaItem
from meetings.models import Sitting
from recordings.models import CourseMark


def mark(sitting: Sitting, kind: str, item: AgendaItem | None = None, words: str = "") -> None:
    """Remember that this happened now; of an internal part it belongs to the part."""
    part = Sitting.objects.values_list("internal_part", flat=True).get(pk=sitting.pk)
    CourseMark.objects.create(
        sitting=sitting, item=item, kind=kind, words=words[:250], at=sitting.body.now(), internal_part=part
    )
