"""Loads the demonstration once; a second call does nothing and says so."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import loader


class Command(BaseCommand):
    """`make run` calls this after the tables are up to date."""

    help = "Load the demonstration into an empty installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("Dữ liệu trình diễn chỉ nạp được khi DEMO=True.")
        started = monotonic()
        if not loader.load(lambda line: self.stdout.write(f"  · {line}")):
            self.stdout.write("Dữ liệu trình diễn đã có, không nạp lại.")
            return
        self.stdout.write(f"Đã nạp dữ liệu trình diễn trong {monotonic() - started:.0f} giây.")
