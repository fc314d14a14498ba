"""Prints the one-click sign-ins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.content.people import BY_KEY, PERSONAS


class Command(BaseCommand):
    """Who one can be in the demonstration, and where to click."""

    help = "Print the one-click sign-ins of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per persona, below the address of the page with the buttons."""
        self.stdout.write(f"  Đăng nhập một lần bấm: {settings.PUBLIC_URL.rstrip('/')}/demo/")
        for persona in PERSONAS:
            self.stdout.write(f"    {persona.label:<55} {BY_KEY[persona.person].full_name}")
