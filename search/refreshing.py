"""The index follows the tables: what the database noted is taken in, in one transaction with the notes' removal.

A process killed on the way leaves the notes, and the next one takes them in. One process at a time changes the index,
so that an older reading of a thing never comes after a newer one. No transaction is about more than `batches.PIECES`
pages, and no call goes on for longer than it is told: the rest waits for the next.
"""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Min, QuerySet

from core import clock
from core.readings import question, read_together
from search import batches, beginning, setting_aside, touching
from search.elastic import sending
from search.elastic.client import Resting, Unavailable, is_wanted, patience
from search.models import Change, IndexState

log = logging.getLogger("ecabinet.search")
# From when on a search says that newest changes may be missing.
BEHIND = timedelta(seconds=10)
# Seconds: of a sweep between the heartbeats of tablets, of one of the jobs process, before an answer.
SECOND, MINUTE, ANSWER = 0.4, 20.0, 0.4


def catch_up(seconds: float | None = None) -> int:
    """Take in what changed, all of it or for so long; returns how many notes. Nothing while another process is at it.

    What can't be taken in is set aside, and the rest goes on.
    """
    taken, began = 0, time.monotonic()
    while is_something_waiting() and (number := _take_in()):
        taken += number
        if seconds is not None and time.monotonic() - began >= seconds:
            break
    return taken


def every_second() -> None:
    """By web processes with somebody connected."""
    catch_up(SECOND)


def every_minute() -> None:
    """By the jobs process: what begins by itself today is noted, too."""
    beginning.note_the_day()
    catch_up(MINUTE)


def catch_up_if_possible() -> bool:
    """Before an answer: take in what changed just now; a fault is logged, and the answer given without.

    Is it behind, as `is_behind` asks? What comes during an answer has waited for no time.
    """
    try:
        if not is_something_waiting():
            return False
        if catch_up(ANSWER) and is_wanted():
            sending.send(rounds=2, seconds=patience())
    except Resting:
        pass
    except Unavailable as error:
        log.warning("search: changes not sent to Elasticsearch: %s", error)
    except Exception:
        log.exception("changes not taken in")
    return is_behind()


def is_behind() -> bool:
    """Has a change waited so long that people should be told?"""
    oldest = Change.objects.aggregate(at=Min("at"))["at"]
    return oldest is not None and oldest < clock.real() - BEHIND


def number(*, is_held: bool = False) -> int:
    """How often changes were taken in. `is_held`: none are until the end of this transaction."""
    rows = IndexState.objects.filter(pk=IndexState.EMBEDDED)
    if is_held:
        IndexState.objects.get_or_create(pk=IndexState.EMBEDDED)
        rows = rows.select_for_update()
    return rows.values_list("number", flat=True).first() or 0


def is_something_waiting() -> bool:
    """Is there anything to take in, or to try again?"""
    return any(read_together(_first_change(), setting_aside.first_due()))


@question
def _first_change() -> QuerySet:
    return Change.objects.order_by().values_list("pk")[:1]


@transaction.atomic
def _take_in() -> int:
    IndexState.objects.get_or_create(pk=IndexState.EMBEDDED)
    if not IndexState.objects.select_for_update(skip_locked=True).filter(pk=IndexState.EMBEDDED).exists():
        return 0
    batch, again = batches.next_batch(), setting_aside.due()
    setting_aside.take_in_each(list(batch.units), again)
    touching.note([*batch.units, *again], lambda: batches.opened(batch.opened))
    batch.remove_notes()
    IndexState.objects.filter(pk=IndexState.EMBEDDED).update(number=F("number") + 1)
    return len(batch.taken) + len(again)
