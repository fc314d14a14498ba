"""Leases: who has been heard from. A lease is renewed by pings and lapses when they stay out, whatever died.

Nobody may be shown present who has been silent for 15 s. Pages ping every 5 s; a ping reaches the table within a
second, the table is looked through every second: with 12 s here a silent tablet is absent after 12 to 14 s, and two
pings may be lost without anybody noticing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from core import clock
from core.registries import PRESENCE_CHANGED
from realtime import streams
from realtime.models import PresenceLease

SILENCE = timedelta(seconds=12)


def is_leased(stream: str) -> bool:
    """Does following this stream mean being present in a sitting, or the link of a conference point?

    The wall's display is neither.
    """
    kind = streams.kind_of(stream)
    # Who waits outside for a while hasn't left.
    return kind in ("point", "waiting") or (
        kind.startswith("sitting:") and not kind.endswith(f":{streams.ROOM}")
    )


def lease_of(stream: str) -> str:
    """One lease per person and sitting, whichever audiences are followed; one per device of a point."""
    first = stream.partition(":")[0]
    return f"{first}:{streams.id_of(stream)}"


def renew(heard: Iterable[tuple[int, str]]) -> None:
    """Renew all these leases in one statement and tell of those who had lapsed and are back."""
    pairs = set(heard)
    now = clock.real()
    with transaction.atomic():
        lapsed = PresenceLease.objects.filter(
            is_lapsed=True, user__in={user for user, _ in pairs}, stream__in={lease for _, lease in pairs}
        )
        back = {(row.user_id, row.stream) for row in lapsed} & pairs
        PresenceLease.objects.bulk_create(
            [
                PresenceLease(user_id=user, stream=lease, seen_at=now, is_lapsed=False)
                for user, lease in pairs
            ],
            update_conflicts=True,
            unique_fields=["user", "stream"],
            update_fields=["seen_at", "is_lapsed"],
        )
        _tell(back, is_present=True)


def note_builds(builds: Mapping[tuple[int, str], str]) -> None:
    """Keep which build of the page each `(user id, lease)` follows with, in one statement."""
    PresenceLease.objects.bulk_create(
        [PresenceLease(user_id=user, stream=lease, build=build) for (user, lease), build in builds.items()],
        update_conflicts=True,
        unique_fields=["user", "stream"],
        update_fields=["build"],
    )


def builds_of(sitting_id: UUID | str) -> dict[UUID, str]:
    """`{person id: build}` of the page each person followed the sitting with last, of those who said so."""
    rows = PresenceLease.objects.filter(stream=f"sitting:{sitting_id}", user__person__isnull=False)
    return dict(rows.exclude(build="").values_list("user__person_id", "build"))


def lapse_silent() -> int:
    """Mark what has been silent too long and tell of it; each lapse is told by exactly one process."""
    with transaction.atomic():
        rows = list(
            PresenceLease.objects.select_for_update().filter(
                is_lapsed=False, seen_at__lt=clock.real() - SILENCE
            )
        )
        if rows:
            PresenceLease.objects.filter(pk__in=[row.pk for row in rows]).update(is_lapsed=True)
            _tell({(row.user_id, row.stream) for row in rows}, is_present=False)
    return len(rows)


def count_heard(sitting_id: UUID | str, after: datetime, until: datetime) -> int:
    """How many of the sitting's devices gave their last sign within this time."""
    return PresenceLease.objects.filter(
        stream=f"sitting:{sitting_id}", seen_at__gt=after, seen_at__lte=until
    ).count()


def heard_of(sitting_id: UUID | str) -> dict[UUID, datetime]:
    """`{person id: when}`: the last sign of each person who ever followed the sitting."""
    rows = PresenceLease.objects.filter(stream=f"sitting:{sitting_id}", user__person__isnull=False)
    return dict(rows.values_list("user__person_id", "seen_at"))


def _tell(pairs: Iterable[tuple[int, str]], *, is_present: bool) -> None:
    by_lease: dict[str, set[int]] = {}
    for user, lease in pairs:
        by_lease.setdefault(lease, set()).add(user)
    for lease, users in by_lease.items():
        people = get_user_model()._default_manager.filter(pk__in=users, person__isnull=False)
        person_ids = list(people.values_list("person_id", flat=True))
        for listener in PRESENCE_CHANGED.all(streams.kind_of(lease)):
            listener(streams.id_of(lease), person_ids, is_present)
