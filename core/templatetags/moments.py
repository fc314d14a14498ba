"""`{% load moments %}{{ day|weekday }}`: the day of the week as official papers write it."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

register = template.Library()
DAYS = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)


@register.filter
def weekday(moment: datetime) -> str:
    """ "thứ Sáu", never "Thứ 6"; the day of the clock the page shows."""
    return str(DAYS[timezone.localtime(moment).weekday()])


@register.filter
def on_clock_of(moment: datetime, body: Any) -> datetime:
    """A stored moment on the clock of a body: a demonstration body lives in another season."""
    return moment + getattr(body, "clock_offset", timedelta()) if moment else moment
