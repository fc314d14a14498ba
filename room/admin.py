"""The room in the administration: to look at, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from room.models import Display


@admin.register(Display)
class DisplayAdmin(admin.ModelAdmin):
    """Which screens are paired to which sitting."""

    list_display = ("code", "sitting", "paired_by", "paired_at", "expires_at")
    readonly_fields = ("code", "sitting", "user", "paired_at", "paired_by", "expires_at")
    exclude = ("secret_hash",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Screens come by their code."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Display | None = None) -> bool:
        """Unpairing is a deed of the desk."""
        return False
