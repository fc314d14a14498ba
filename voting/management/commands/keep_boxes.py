"""The keeper of the boxes of secret votes, in a process and, in production, under an account of its own."""

import logging
import signal
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from voting.keeping import Keeper, KeyFolder

PAUSE = 0.5
log = logging.getLogger("ecabinet.boxes")


class Command(BaseCommand):
    """`manage.py keep_boxes`, the Procfile's `boxes`. One per installation."""

    help = "Keep the keys of secret votes and open their boxes, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch, for the day the folder is gone."""
        parser.add_argument(
            "--keys-are-lost",
            action="store_true",
            help="give up the boxes whose keys were in a folder that is lost for good",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A turn about twice a second; a turn that fails is logged and the next one tries again."""
        over = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: over.set())
        keeper = Keeper(KeyFolder(Path(settings.BOX_KEYS_DIR)), takes_loss=options["keys_are_lost"])
        turns = [keeper.tidy]
        while not over.is_set():
            try:
                while turns:
                    turns[-1]()
                    turns.pop()
                keeper.turn()
            except Exception:
                log.warning("the keeper's turn failed", exc_info=True)
            finally:
                connection.close()
            over.wait(PAUSE)
