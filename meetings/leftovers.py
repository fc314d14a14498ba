"""All rows of one sitting, whatever app keeps them: what goes with it when a rehearsal is thrown away.

Found along the foreign keys that lead to the sitting, so an app that adds a table has nothing to leave here. A key
that is emptied when its target goes (`SET_NULL`) leads to a row that belongs elsewhere; every other leads to a row
that is nothing without the sitting, also where deleting it alone would be refused (`PROTECT`).
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models

from annotations.models import Note
from meetings.models import Sitting
from notices.models import Notice
from realtime import streams
from realtime.models import Event, PresenceLease, Stream

# Of ids in one statement: SQLite takes a limited number.
AT_ONCE = 500
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Rows = dict[type[models.Model], set[Any]]


def rows_of(sitting: Sitting) -> Rows:
    """`{model: ids}` of the sitting and everything that hangs on it."""
    found: Rows = {Sitting: {sitting.pk}}
    waiting: list[tuple[type[models.Model], set[Any]]] = [(Sitting, {sitting.pk})]
    while waiting:
        model, ids = waiting.pop()
        for key in _keys_to(model):
            owner = key.model
            rows = {pk for part in _parts(ids) for pk in _pks(owner, key, part)}
            fresh = rows - found.get(owner, set())
            if fresh:
                found.setdefault(owner, set()).update(fresh)
                waiting.append((owner, fresh))
    return found


def delete_rows(found: Rows) -> None:
    """Delete them all, in any order: the database looks at its foreign keys when the transaction ends."""
    for model, ids in found.items():
        for key in _keys_to(model, emptied=True):
            for part in _parts(ids):
                key.model._base_manager.filter(**{f"{key.name}__in": part}).update(**{key.name: None})
    for model, ids in found.items():
        for part in _parts(ids):
            rows = model._base_manager.filter(pk__in=part)
            rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def forget_words(sitting: Sitting, found: Rows) -> None:
    """Delete the private notes people wrote on any of these rows, and the notices about the sitting."""
    ids = [pk for rows in found.values() for pk in rows if isinstance(pk, UUID)]
    for part in _parts(ids):
        Note.objects.filter(target_id__in=part).delete()
    Notice.objects.filter(facts__sitting=str(sitting.pk)).delete()


def forget_streams(names: Iterable[str], persons: Iterable[UUID], found: Rows) -> None:
    """Drop the streams with their events and leases; on the persons' own streams, whose numbers must stay without
    a gap, an event about these rows is left without a word in it.
    """
    gone = list(names)
    Event.objects.filter(stream__in=gone).delete()
    Stream.objects.filter(name__in=gone).delete()
    PresenceLease.objects.filter(stream__in=gone).delete()
    ids = {str(pk) for rows in found.values() for pk in rows}
    own = Event.objects.filter(stream__in=[streams.person(person) for person in persons])
    told = [
        pk
        for pk, body in own.values_list("pk", "body").iterator()
        if ids & set(UUIDS.findall(json.dumps(body)))
    ]
    for part in _parts(told):
        Event.objects.filter(pk__in=part).update(body={})


def _keys_to(model: type[models.Model], *, emptied: bool = False) -> list[Any]:
    """The foreign keys of other rows to this model, of one sort (see above)."""
    keys = [
        relation.field  # type: ignore[union-attr]
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    ]
    return [key for key in keys if (key.remote_field.on_delete is models.SET_NULL) == emptied]


def _pks(model: type[models.Model], key: Any, ids: list[Any]) -> list[Any]:
    return list(model._base_manager.filter(**{f"{key.name}__in": ids}).values_list("pk", flat=True))


def _parts(ids: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
