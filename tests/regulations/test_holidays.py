"""The calendar of working days is kept at the desk: coming days only, each with its source."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import AuditRecord
from audit.selectors import sentence_of
from core import clock
from core.text import vi_date
from regulations import calendar_services as services
from regulations import errors
from regulations.models import Holiday
from regulations.selectors import working_calendar
from regulations.working_days import is_working_day

pytestmark = pytest.mark.django_db
NOTICE = "Thông báo số 10/TB-BNV ngày 03/12/2026"


def next_one(weekday: int):
    """The first coming day of this weekday that the calendar doesn't know, a year ahead."""
    day = clock.local_day(clock.real()) + timedelta(days=400)
    known = set(Holiday.objects.values_list("day", flat=True))
    while day.weekday() != weekday or day in known:
        day += timedelta(days=1)
    return day


def test_a_day_off_and_a_swap_day_move_the_deadlines(deed):
    monday, saturday = next_one(0), next_one(5)
    services.add_holiday(deed, monday, "off", "Nghỉ bù", NOTICE)
    row = services.add_holiday(deed, saturday, "working", "Làm bù", NOTICE)
    assert not is_working_day(monday, working_calendar()) and is_working_day(saturday, working_calendar())
    said = [sentence_of(one) for one in AuditRecord.objects.filter(verb="holiday.added")]
    assert any(vi_date(monday) in line and NOTICE in line for line in said)
    services.remove_holiday(deed, row, "Thông báo đã thay đổi")
    services.remove_holiday(deed, row, "Thông báo đã thay đổi")
    assert not is_working_day(saturday, working_calendar())
    assert AuditRecord.objects.filter(verb="holiday.removed").count() == 1


def test_the_same_day_again_changes_nothing_and_another_word_for_it_is_refused(deed):
    day = next_one(2)
    services.add_holiday(deed, day, "off", "Nghỉ bù", NOTICE)
    services.add_holiday(deed, day, "off", "Nghỉ bù", NOTICE)
    assert AuditRecord.objects.filter(verb="holiday.added").count() == 1
    with pytest.raises(errors.DayKnown):
        services.add_holiday(deed, day, "off", "Ngày khác", NOTICE)


@pytest.mark.parametrize(
    ("weekday", "kind", "name", "source", "refusal"),
    [
        (1, "working", "Làm bù", NOTICE, errors.NoSuchSwapDay),
        (1, "off", "  ", NOTICE, errors.SourceNeeded),
        (1, "off", "Nghỉ bù", " ", errors.SourceNeeded),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(deed, weekday, kind, name, source, refusal):
    before = Holiday.objects.count()
    with pytest.raises(refusal):
        services.add_holiday(deed, next_one(weekday), kind, name, source)
    assert Holiday.objects.count() == before


def test_what_has_passed_stays(deed):
    today = clock.local_day(clock.real())
    with pytest.raises(errors.DayPast):
        services.add_holiday(deed, today, "off", "Nghỉ bù", NOTICE)
    row = Holiday.objects.filter(day__lt=today).first()
    assert row is not None
    with pytest.raises(errors.DayPast):
        services.remove_holiday(deed, row, "Nhầm")
    with pytest.raises(errors.ReasonNeeded):
        services.remove_holiday(deed, services.add_holiday(deed, next_one(3), "off", "Nghỉ bù", NOTICE), " ")


def test_the_page_shows_a_year_takes_a_day_and_takes_it_out(client, body, writer):
    client.force_login(writer)
    page, day = reverse("accounts:holidays", args=[body.pk]), next_one(4)
    typed = {"day": day.isoformat(), "kind": "off", "name": "Nghỉ bù", "source": NOTICE}
    assert client.post(page, typed | {"source": ""}).status_code == 200
    assert client.post(page, typed).headers["Location"] == f"{page}?year={day.year}"
    shown = client.get(f"{page}?year={day.year}").content.decode()
    assert NOTICE in shown and "Bỏ khỏi lịch" in shown
    assert client.get(f"{page}?year=99999").status_code == 200
    row = Holiday.objects.get(day=day)
    client.post(reverse("accounts:remove_holiday", args=[body.pk, row.pk]), {"reason": "Nhập nhầm"})
    assert not Holiday.objects.filter(day=day).exists()
