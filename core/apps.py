"""The floor of the house: imports nothing of it."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, errors, deeds, registries, stored answers, jobs, text."""

    name = "core"
    verbose_name = "Nền chung"
