"""Agendas in the administration: to look at, never to change (changes are deeds of the desk)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agendas.models import Agenda, AgendaRevision


class ToLookAt(admin.ModelAdmin):
    """No adding, changing or deleting."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Services add."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Services change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing published is deleted."""
        return False


@admin.register(Agenda)
class AgendaAdmin(ToLookAt):
    """Agendas."""

    list_display = ("sitting", "state", "published_revision", "published_at")
    list_filter = ("state",)


@admin.register(AgendaRevision)
class AgendaRevisionAdmin(ToLookAt):
    """What was published."""

    list_display = ("agenda", "number", "published_at", "published_by", "note")
