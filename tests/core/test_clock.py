"""The clock: true time, a body's time, and both driven."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from core import clock


def test_a_body_lives_at_its_offset() -> None:
    difference = clock.at(timedelta(days=-100)) - clock.real()
    assert abs(difference + timedelta(days=100)) < timedelta(seconds=1)


def test_driving_shifts_both_clocks_and_ends() -> None:
    before = clock.real()
    with clock.drive(timedelta(hours=5)):
        assert clock.real() - before >= timedelta(hours=5)
    assert clock.real() - before < timedelta(hours=1)


def test_driving_to_a_moment_reads_that_moment_in_the_body() -> None:
    offset = clock.hanoi(2020, 9, 29, 9) - clock.real()
    with clock.drive_to(clock.hanoi(2020, 10, 2, 7, 30), offset):
        assert abs(clock.at(offset) - clock.hanoi(2020, 10, 2, 7, 30)) < timedelta(seconds=1)


def test_several_processes_are_driven_by_one_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("3600")
    before = clock.real()
    with override_settings(CLOCK_FILE=str(path)):
        assert clock.real() - before >= timedelta(hours=1)
        path.write_text("nonsense")
        assert clock.real() - before < timedelta(minutes=1)


@pytest.mark.parametrize(("hour", "day"), [(16, 2), (17, 3)])
def test_the_day_is_the_day_in_hanoi(hour: int, day: int) -> None:
    from datetime import UTC, datetime

    assert clock.local_day(datetime(2020, 10, 2, hour, 0, tzinfo=UTC)).day == day
