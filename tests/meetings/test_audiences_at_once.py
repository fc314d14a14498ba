"""Two changes at once: nobody who was taken out comes back by a change that looked a moment earlier."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from meetings import audiences, registrations, services
from meetings.models import RosterEntry
from realtime import streams
from tests.factories import people, sittings


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_who_is_taken_out_stays_out_though_another_change_had_seen_him_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sitting = sittings.called_sitting()
    deed, guest = sittings.deed_in(sitting.body), people.user()
    role = RosterEntry.Role.STANDING_INVITEE
    entry = services.add_to_roster(deed, sitting, guest.person, role)
    has_looked, is_out = threading.Event(), threading.Event()
    look = audiences._persons
    failures: list[BaseException] = []

    def look_and_wait(of: Any) -> dict[str, set[Any]]:
        found = look(of)
        if not has_looked.is_set():
            has_looked.set()
            is_out.wait(1)  # whoever takes him out meanwhile must wait for us
        return found

    monkeypatch.setattr(audiences, "_persons", look_and_wait)

    def play(act: Callable[[], Any]) -> None:
        try:
            act()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    def take_out() -> None:
        has_looked.wait(20)
        services.remove_from_roster(deed, entry)
        is_out.set()

    threads = [
        threading.Thread(target=play, args=(lambda: registrations.regrant(sitting.body_id),)),
        threading.Thread(target=play, args=(take_out,)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    observers = Group.objects.get(name=sitting.stream(streams.OBSERVERS)).user_set
    assert not observers.filter(pk=guest.pk).exists()
