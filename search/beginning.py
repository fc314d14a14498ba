"""What begins on a day by itself (a post one was given before) is taken in on that day, though no row changes then."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from core import clock
from core.registries import SEARCHABLES
from search.models import Change, IndexState
from search.registering import Searchable


def note_the_day() -> None:
    """Once a day, by the jobs process: note what has begun since the day before; after a while away, all of it."""
    today = clock.local_day(clock.real())
    if IndexState.objects.filter(pk=IndexState.EMBEDDED, day=today).exists():
        return
    with transaction.atomic():
        IndexState.objects.get_or_create(pk=IndexState.EMBEDDED)
        state = IndexState.objects.select_for_update().get(pk=IndexState.EMBEDDED)
        since = state.day or date.min
        for _kind, app in SEARCHABLES.items():
            if app.begins is not None:
                _note(app, app.begins(since, today))
        IndexState.objects.filter(pk=IndexState.EMBEDDED).update(day=today)


def _note(app: Searchable, things: Iterable[UUID]) -> None:
    name = next(watch.name for watch in app.watches if watch.is_whole)
    Change.objects.bulk_create(
        [Change(watch=name, ref=thing, at=clock.real()) for thing in things], batch_size=500
    )
