"""The lock every ballot and every closing takes, in one function.

Casting holds the poll's row FOR SHARE: ballots of different members don't wait for each other. Closing takes it
FOR UPDATE: it waits for the ballots under way, and whoever asks for a share afterwards finds the poll closed.
SQLite has no row locks; there the transaction is immediate and holds the whole database.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from core.errors import NotFound
from core.readings import Reading
from voting.models import Poll


def lock_poll(poll_id: UUID | str, *, to_cast: bool = False, meanwhile: Iterable[Reading] = ()) -> Poll:
    """The poll, read after its row was locked, with sitting, body and item; to close also with its paper.

    What is read `meanwhile` is carried out under the lock and comes with the same trip. Raises `NotFound`.
    """
    if connection.vendor == "postgresql":
        strength = "SHARE" if to_cast else "UPDATE"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM voting_poll WHERE id = %s FOR {strength}", [poll_id])
    for one in meanwhile:
        one.send()
    rows = Poll.objects.select_related("sitting__body", "item").filter(pk=poll_id).order_by()
    if not to_cast:
        rows = rows.select_related("paper", "paper_version", "box_key")
    poll = next(iter(rows), None)
    if poll is None:
        raise NotFound
    return poll
