"""Hold the whole index against the tables again, while people go on searching."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from core import clock
from search import refreshing, watching
from search.elastic import filling
from search.elastic.client import Unavailable, is_wanted
from search.models import Change, Piece, SetAside


class Command(BaseCommand):
    """`manage.py rebuild_index`: after a restore, or when in doubt. Pieces that are right aren't touched."""

    help = "Hold the search index against the tables; add, change and remove what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Note everything that is there and everything that is indexed, then take it in batch by batch."""
        watching.install(DEFAULT_DB_ALIAS)
        watching.note_all(DEFAULT_DB_ALIAS)
        watching.note_indexed()
        SetAside.objects.update(again_at=clock.real())
        done = 0
        while refreshing.is_something_waiting():
            taken = refreshing.catch_up(seconds=5)
            done += taken
            self.stdout.write(f"{done} taken in, {Change.objects.count()} to go")
            if not taken:  # another process is at it
                time.sleep(0.5)
        self.stdout.write(f"{Piece.objects.count()} pieces")
        for row in SetAside.objects.order_by("kind", "ref", "page"):
            self.stdout.write(f"set aside: {row.kind} {row.ref} page {row.page}: {row.error}")
        if is_wanted():
            self._fill()

    def _fill(self) -> None:
        """New indices in Elasticsearch; the old ones answer until they are ready."""

        def told(done: int, number: int) -> None:
            self.stdout.write(f"Elasticsearch: {done} of {number} pieces")

        try:
            self.stdout.write(f"Elasticsearch: {filling.fill(told)} pieces, in front")
        except (Unavailable, filling.TakenOver) as error:
            raise CommandError(f"Elasticsearch stays as it is: {type(error).__name__} {error}") from error
