"""Working days know Tết, compensation and swap days; deadlines count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.deadlines import is_late, latest_conclusion_notice_date, latest_invitation_date
from regulations.working_days import add_working_days, is_working_day, working_days_between
from tests.regulations.law import R2016, R2022, R2026, calendar

VIETNAM = calendar()
DAYS = st.dates(date(2016, 1, 4), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 1, 22), True),
        (date(2020, 1, 24), False),
        (date(2020, 1, 29), False),
        (date(2020, 1, 30), True),
        (date(2020, 9, 2), False),
        (date(2020, 9, 26), False),
        (date(2019, 4, 29), False),
        (date(2019, 5, 4), True),
        (date(2018, 12, 31), False),
        (date(2019, 1, 5), True),
    ],
)
def test_offices_work_as_the_calendar_says(day, works):
    assert is_working_day(day, VIETNAM) is works


def test_every_year_from_2016_to_2026_has_its_tet():
    assert all(VIETNAM.covers(date(year, 6, 1)) for year in range(2016, 2027))
    assert not VIETNAM.covers(date(2027, 6, 1))


def test_papers_of_the_sitting_of_2_october_2020_went_out_on_the_last_day():
    sitting = date(2020, 10, 2)
    assert latest_invitation_date(R2016, sitting, VIETNAM) == date(2020, 9, 25)
    assert not is_late(R2016, paper_sent_on=date(2020, 9, 25), sitting_on=sitting, calendar=VIETNAM)
    assert is_late(R2016, paper_sent_on=date(2020, 9, 28), sitting_on=sitting, calendar=VIETNAM)


def test_five_working_days_reach_back_over_tet():
    assert latest_invitation_date(R2016, date(2020, 2, 3), VIETNAM) == date(2020, 1, 20)


def test_the_rule_set_of_2022_counts_three_days_and_that_of_2026_states_none():
    sitting = date(2023, 9, 5)
    assert latest_invitation_date(R2022, sitting, VIETNAM) == date(2023, 9, 2)
    assert latest_invitation_date(R2026, sitting, VIETNAM) is None
    assert not is_late(R2026, paper_sent_on=sitting, sitting_on=sitting, calendar=VIETNAM)


def test_the_notice_of_conclusion_has_five_working_days():
    assert latest_conclusion_notice_date(R2016, date(2020, 10, 2), VIETNAM) == date(2020, 10, 9)


@given(start=DAYS, count=st.integers(1, 60))
def test_going_forth_lands_on_a_working_day_and_the_distance_is_what_was_added(start, count):
    end = add_working_days(start, count, VIETNAM)
    assert is_working_day(end, VIETNAM)
    assert working_days_between(start, end, VIETNAM) == count


@given(start=DAYS, count=st.integers(1, 60))
def test_going_back_is_counted_the_same_way(start, count):
    end = add_working_days(start, -count, VIETNAM)
    assert is_working_day(end, VIETNAM)
    assert working_days_between(start, end, VIETNAM) == -count


@given(first=DAYS, gap=st.integers(0, 200))
def test_no_distance_is_longer_than_the_days_themselves(first, gap):
    assert 0 <= working_days_between(first, first + timedelta(days=gap), VIETNAM) <= gap
