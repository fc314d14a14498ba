"""What dossiers leaves in the registries of the house (read once at start)."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Body
from core.registries import AFTER_STEPS, AUDIT_VERBS, NOTICE_KINDS, PEOPLE_CHANGED, SNAPSHOT_PARTS
from core.wording import labelled
from dossiers import events, indexes, selectors, services
from dossiers.audiences import sync_audiences
from dossiers.models import Dossier
from dossiers.notifying import KINDS
from realtime import streams

__all__ = ["events", "indexes"]

for _kind, _notice in KINDS.items():
    NOTICE_KINDS.add(_kind, _notice)


@SNAPSHOT_PARTS.under("body:secretariat")
def dossiers_on_the_desk(stream: str) -> dict[str, Any]:
    """The dossiers of the last month and how far they are."""
    return selectors.desk_snapshot(streams.id_of(stream))


@PEOPLE_CHANGED.under("changed")
def regrant(body_id: UUID) -> None:
    """A role of the body began or ended: the audiences of its dossiers follow at once."""
    body = Body.objects.filter(pk=body_id).first()
    if body is not None:
        sync_audiences(body)


@AFTER_STEPS.under("publish_agenda")
def schedule(agenda: Any, *_more: Any) -> None:
    """The dossiers of a published agenda's items are scheduled."""
    services.follow_agenda(Dossier.objects.filter(items__agenda=agenda), Dossier.State.SCHEDULED)


@AFTER_STEPS.under("end_item")
def conclude(item: Any, *_more: Any) -> None:
    """The dossier of an ended item is concluded; of one withdrawn or postponed it waits for another sitting."""
    waits = item.ending in ("withdrawn", "postponed")
    end = Dossier.State.VERIFIED if waits else Dossier.State.CONCLUDED
    services.follow_agenda(Dossier.objects.filter(items=item), end)


@AFTER_STEPS.under("insert_late_item")
@AFTER_STEPS.under("resume_item")
def reopen(item: Any, *_more: Any) -> None:
    """An item ended by mistake goes on, a late one comes in, and its dossier with it."""
    services.follow_agenda(Dossier.objects.filter(items=item), Dossier.State.SCHEDULED)


def _says(verb: str, sentence: str) -> None:
    AUDIT_VERBS.add(verb, lambda facts: _(sentence) % _worded(facts))


def _worded(facts: dict[str, Any]) -> dict[str, Any]:
    return labelled(facts, ("state", Dossier.State))


_says("dossier.created", gettext_noop("Lập hồ sơ trình “%(title)s” của %(organisation)s"))
_says("dossier.edited", gettext_noop("Sửa thông tin hồ sơ trình “%(title)s”"))
_says("dossier.paper_added", gettext_noop("Thêm tài liệu “%(paper)s” vào hồ sơ trình “%(title)s”"))
_says("dossier.paper_removed", gettext_noop("Bỏ tài liệu “%(paper)s” khỏi hồ sơ trình “%(title)s”"))
_says("dossier.papers_ordered", gettext_noop("Sắp xếp lại tài liệu của hồ sơ trình “%(title)s”"))
_says("dossier.submitted", gettext_noop("Trình hồ sơ số %(number)s “%(title)s”"))
_says("dossier.verified", gettext_noop("Thẩm tra xong hồ sơ trình “%(title)s”. Ghi chú: %(note)s"))
_says("dossier.returned", gettext_noop("Trả lại hồ sơ trình “%(title)s” để hoàn thiện. Lý do: %(reason)s"))
_says("dossier.withdrawn", gettext_noop("Rút hồ sơ trình “%(title)s”. Lý do: %(reason)s"))
