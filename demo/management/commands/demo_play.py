"""Plays the morning of 02/10/2020 through the services: whole, or up to an item for somebody to go on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from demo import loader
from demo.content.agenda import BY_NUMBER
from demo.loader import day, october
from demo.loader.stage import stage_of_loaded
from meetings.models import Sitting


class Command(BaseCommand):
    """For pictures, rehearsals and whoever wants to see minutes at once."""

    help = "Play the sitting of 02/10/2020 to its end, or until an item is called."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--until N`: stop when item N has been called; the sitting stays open."""
        parser.add_argument("--until", type=int, default=None, choices=sorted(BY_NUMBER))

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError before loading and once the sitting has been opened."""
        if not loader.is_loaded():
            raise CommandError("Chưa có dữ liệu trình diễn. Đề nghị chạy demo_data trước.")
        stage = stage_of_loaded()
        sitting = Sitting.objects.get(body=stage.body(), starts_at=october.STARTS_AT)
        if sitting.state != Sitting.State.CALLED:
            raise CommandError(
                "Phiên họp đã khai mạc. Để diễn lại từ đầu, đề nghị nạp lại dữ liệu trình diễn."
            )
        with transaction.atomic():
            now = day.play(stage, sitting, options["until"])
        self.stdout.write(f"Đã diễn đến {now:%H:%M, %d/%m/%Y} (giờ trình diễn).")
