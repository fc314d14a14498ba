"""Loads the demonstration once; a second call does nothing and says so."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import loader
from demo.loader import interruption
from search import refreshing


class Command(BaseCommand):
    """`make run` calls this after the tables are up to date."""

    help = "Load the demonstration into an empty installation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError outside a demonstration."""
        if not settings.DEMO:
            raise CommandError("Dữ liệu trình diễn chỉ nạp được khi DEMO=True.")
        if loader.is_loaded():
            interruption.end()
            self.stdout.write("Dữ liệu trình diễn đã có, không nạp lại.")
            return
        started = monotonic()
        if interruption.begin():
            self.stdout.write("Lần nạp dữ liệu trình diễn trước bị ngắt giữa chừng; đang nạp lại từ đầu.")
        loader.load(lambda line: self.stdout.write(f"  · {line}"))
        interruption.end()
        refreshing.catch_up()
        self.stdout.write(f"Đã nạp dữ liệu trình diễn trong {monotonic() - started:.0f} giây.")
