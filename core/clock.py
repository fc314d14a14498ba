"""The only clock of the product.

`real()` is the true time: sign-in, leases, retries, the audit chain and every row's `created_at` and `edited_at`
use it. `at(offset)` is a body's time: a demonstration body lives in another season, and its offset belongs to the
body; deeds of the field (opened, answered, voted, approved) are stored in it and shown as stored. A true moment is
shown through `Body.time_of()`, by the offset that held at that moment, so that putting the clock elsewhere moves no
time already shown. Both clocks can be driven: inside one process with `drive()`, across processes with the file
named by the setting `CLOCK_FILE` (seconds to add).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_driven: ContextVar[timedelta] = ContextVar("clock_driven", default=timedelta())


def real() -> datetime:
    """The true time, in UTC, with the test shift of this process and of `CLOCK_FILE`."""
    return datetime.now(UTC) + _driven.get() + _shift_of_file()


def at(offset: timedelta) -> datetime:
    """The time in a body whose clock stands `offset` away from the true one, in UTC."""
    return real() + offset


def local(moment: datetime) -> datetime:
    """`moment` on the clocks of Hà Nội (UTC+7, no daylight saving)."""
    return moment.astimezone(HANOI)


def local_day(moment: datetime) -> date:
    """The day `moment` falls on in Hà Nội."""
    return local(moment).date()


def hanoi(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment written as Hà Nội's wall clock shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=HANOI)


@contextmanager
def drive(by: timedelta) -> Iterator[None]:
    """Shift both clocks of this context by `by`, for tests and for loading a past."""
    token = _driven.set(_driven.get() + by)
    try:
        yield
    finally:
        _driven.reset(token)


@contextmanager
def drive_to(moment: datetime, offset: timedelta = timedelta()) -> Iterator[None]:
    """Shift the clocks so that `at(offset)` reads `moment` now (and goes on running)."""
    with drive(moment - at(offset)):
        yield


def _shift_of_file() -> timedelta:
    path = settings.CLOCK_FILE
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(path).read_text() or 0))
    except (OSError, ValueError):
        return timedelta()
