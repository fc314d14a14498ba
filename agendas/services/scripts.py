"""The presider's script: for the presider and named helpers only."""

from django.db import transaction

from agendas.events import ScriptWritten
from agendas.facts import script_facts
from agendas.models import AgendaItem, ChairScript
from agendas.services.locking import lock_item_to_change
from audit.services import record
from core.bounds import ensure_no_longer
from core.deed import Deed
from core.text import nfc
from realtime import streams
from realtime.services import announce

# The most characters of each of its parts.
LONGEST = 20_000


@transaction.atomic
def write_script(
    deed: Deed,
    item: AgendaItem,
    *,
    opening_words: str,
    differences: str,
    draft_conclusion: str,
    version: int | None = None,
) -> ChairScript:
    """Write the whole script of an item; `version` is the one the form started from (0: there was none).

    Raises `EditedMeanwhile`, `TooLong`. The record says that it was written, never what it says.
    """
    item = lock_item_to_change(item.pk)
    script = ChairScript.objects.select_for_update().filter(item=item).first()
    if script is None:
        script = ChairScript(item=item, version=0)
    script.ensure_version(version)
    script.opening_words = _plain(opening_words, "opening_words")
    script.differences = _plain(differences, "differences")
    script.draft_conclusion = _plain(draft_conclusion, "draft_conclusion")
    script.written_by_id = deed.actor_id
    script.touch(deed.name)
    script.save()
    announce(
        ScriptWritten(item=str(item.pk), script=script_facts(script)),
        [streams.sitting(item.agenda.sitting_id, streams.CHAIR)],
    )
    record(
        deed,
        "agenda.script_written",
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        version=script.version,
    )
    return script


def _plain(text: str, field: str) -> str:
    return ensure_no_longer(nfc(text).replace("\r\n", "\n").strip(), LONGEST, field)
