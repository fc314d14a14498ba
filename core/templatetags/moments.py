"""`{% load moments %}{{ day|weekday }}`: the day of the week as official papers write it."""

from datetime import datetime
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
    """A moment stored by the true clock, as the clock of the body (or None) read it then."""
    return body.time_of(moment) if moment and body else moment
