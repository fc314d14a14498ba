"""The demonstration, installed by demonstration, development and test settings only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """One autumn of a government, played through the product's own services."""

    name = "demo"
    verbose_name = "Trình diễn"
