"""Two people press the same step: it is one deed, and the second hears calmly when it was done and by whom."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from audit.models import AuditRecord
from core import clock
from core.errors import WrongStep
from core.registries import SECOND_PRESSES
from meetings.models import Sitting
from voting.models import Poll

# A press later than this isn't the same press any more; the rule's own sentence says more then.
TOGETHER = timedelta(seconds=30)
# command -> (what it is about, the record it leaves)
STEPS = {
    "meetings.open_sitting": ("sitting", "sitting.opened"),
    "meetings.suspend_sitting": ("sitting", "sitting.suspended"),
    "meetings.continue_sitting": ("sitting", "sitting.continued"),
    "meetings.close_sitting": ("sitting", "sitting.closed"),
    "agendas.start_item": ("item", "agenda.item_started"),
    "agendas.end_item": ("item", "agenda.item_ended"),
    "voting.open_poll": ("poll", "poll.opened"),
    "voting.close_poll": ("poll", "poll.closed"),
    "voting.announce_result": ("poll", "result.announced"),
    "voting.annul_poll": ("poll", "poll.annulled"),
}


class DoneAlready(WrongStep):
    """Somebody was first by a moment; nothing is left to do."""

    code = "done_already"
    sentence = _("Đã thực hiện lúc %(at)s, bởi %(by)s.")


@SECOND_PRESSES.under("refused")
def done_already(verb: str, args: dict[str, Any]) -> DoneAlready | None:
    """When and by whom the step was taken just now; None if it wasn't. Only asked after the right was checked."""
    if verb not in STEPS:
        return None
    about, left = STEPS[verb]
    sitting = _sitting_of(about, args.get(about))
    if sitting is None:
        return None
    row = AuditRecord.objects.filter(chain=sitting.chain, verb=left).order_by("-number").first()
    if row is None or clock.real() - row.at > TOGETHER:
        return None
    facts = row.facts
    if about != "sitting" and facts["facts"].get(about) != args[about]:
        return None
    at = clock.local(sitting.body.time_of(row.at)).strftime("%H:%M:%S")
    return DoneAlready(at=at, by=facts["deed"].get("name", "–"))


def _sitting_of(about: str, pk: Any) -> Sitting | None:
    try:
        UUID(str(pk))
    except ValueError:
        return None
    sittings = Sitting.objects.select_related("body")
    if about == "sitting":
        return sittings.filter(pk=pk).first()
    model = {"item": AgendaItem.objects.filter(pk=pk), "poll": Poll.objects.filter(pk=pk)}[about]
    path = "agenda__sitting" if about == "item" else "sitting"
    return sittings.filter(pk__in=model.values(path)).first()
