"""Makes the committed PDF twins anew after a paper's text changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.papermaking import twins


class Command(BaseCommand):
    """For developers, on a machine with LibreOffice."""

    help = "Convert the demonstration's office files to the PDF twins in demo/twins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Only those that are stale."""
        names = twins.stale()
        try:
            twins.make_twins(names)
        except twins.ConverterMissing as missing:
            raise CommandError("LibreOffice chưa có trên máy này; đề nghị cài đặt rồi chạy lại.") from missing
        self.stdout.write(f"{len(names)} bản PDF đã tạo lại trong demo/twins.")
