"""The law may be read and completed by an administrator; every change passes the model's checks."""

from django.contrib import admin

from regulations.models import Holiday, RuleSet


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):
    """Rule sets with their dates and open points."""

    list_display = ["code", "name", "valid_from", "valid_to", "is_verified"]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    """Days off and swap days, year by year."""

    list_display = ["day", "name", "kind"]
    list_filter = ["kind"]
    date_hierarchy = "day"
