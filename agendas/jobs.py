"""Work outside a request."""

from typing import Any

from django.contrib.auth import get_user_model

from agendas.granting import READING
from agendas.models import Agenda
from core.jobs import job
from core.models import Job
from core.registries import ADDRESSES
from notices.models import Notice
from notices.services import Recipient, notify
from realtime import streams


@job("agendas.notify_published")
def notify_published(row: Job, agenda: str, revision: int) -> None:
    """Tell everybody who may read the agenda, once per revision; run again it finds the notices and stops."""
    found = Agenda.objects.select_related("sitting").get(pk=agenda)
    sitting = found.sitting
    facts = {"sitting": str(sitting.pk), "title": sitting.title, "revision": revision}
    if Notice.objects.filter(
        kind="agenda.published", facts__sitting=str(sitting.pk), facts__revision=revision
    ).exists():
        return
    names = [sitting.stream(audience) for audience in READING if audience != streams.SECRETARIAT]
    names += [streams.item(pk) for pk in found.items.values_list("pk", flat=True)]
    readers = (
        get_user_model()
        ._default_manager.filter(groups__name__in=names, is_active=True)
        .select_related("person")
        .distinct()
    )
    notify([_recipient(reader) for reader in readers], "agenda.published", facts, address_of(sitting.pk))


def _recipient(reader: Any) -> Recipient:
    person = reader.person
    return Recipient(
        user_id=reader.pk,
        person_id=reader.person_id,
        address=person.email if person else "",
        own={"name": person.full_name} if person else {},
    )


def address_of(sitting_id: Any) -> str:
    """The page of the sitting, which lies above this app."""
    return ADDRESSES["sitting"](sitting_id)
