"""Screens on the wall: a screen asks for a code, the desk enters it, the screen is signed in to that one room."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from core import clock
from core.deed import Deed
from meetings.models import Sitting
from realtime import audiences, streams
from room import rules
from room.errors import CodeUnknown, TooManyDisplaysWaiting
from room.models import ConferencePoint, Display
from room.services.base import note

PAIRING_LASTS = timedelta(days=30)


@transaction.atomic
def request_display_code() -> tuple[Display, str]:
    """A screen nobody has signed in asks for a code: the row, and the secret only this screen gets.

    Uses true time. Raises `TooManyDisplaysWaiting`.
    """
    now = clock.real()
    waiting = Display.objects.filter(sitting=None)
    waiting.filter(expires_at__lt=now).delete()
    if waiting.count() >= rules.WAITING_LIMIT:
        raise TooManyDisplaysWaiting
    taken = set(Display.objects.values_list("code", flat=True))
    code = next(code for code in iter(rules.new_code, "") if code not in taken)
    secret = rules.new_secret()
    made = Display.objects.create(
        code=code, secret_hash=rules.hash_of(secret), expires_at=now + rules.CODE_LIVES
    )
    return made, secret


def display_with(secret: str) -> Display | None:
    """The screen this secret belongs to, while its code or its pairing lasts."""
    rows = Display.objects.filter(secret_hash=rules.hash_of(secret), expires_at__gt=clock.real())
    return rows.select_related("user", "sitting__body", "point").first() if secret else None


@transaction.atomic
def pair_display(deed: Deed, sitting: Sitting, code: str, point: ConferencePoint | None = None) -> Display:
    """Let the screen that shows this code into the room of one sitting, as a user that can nothing else.

    With a conference point it is the sign-in of that place; the one before it is signed out.

    Raises `CodeUnknown`.
    """
    row = (
        Display.objects.select_for_update()
        .filter(code=rules.plain_code(code), sitting=None, expires_at__gt=clock.real())
        .first()
    )
    if row is None:
        raise CodeUnknown(field="code")
    user = get_user_model()(username=f"display-{row.pk.hex[:12]}")
    user.set_unusable_password()
    user.save()
    if point is not None and (before := Display.objects.filter(point=point).first()) is not None:
        unpair_display(deed, before)
    row.user, row.sitting, row.point = user, sitting, point
    row.paired_at, row.paired_by = clock.real(), deed.name[:200]
    row.expires_at = clock.real() + PAIRING_LASTS
    row.save()
    audiences.add(sitting.stream(streams.ROOM), [user.pk])
    note(deed, "room.display_paired", sitting, code=row.code)
    return row


@transaction.atomic
def unpair_display(deed: Deed, display: Display) -> None:
    """Take the screen out of the room: its pages and its socket end within two seconds."""
    row = Display.objects.select_for_update(of=("self",)).select_related("user", "sitting").get(pk=display.pk)
    user, sitting = row.user, row.sitting
    if user is None or sitting is None:
        return
    audiences.remove(sitting.stream(streams.ROOM), [user.pk])
    user.is_active = False
    user.save(update_fields=["is_active"])
    row.delete()
    note(deed, "room.display_unpaired", sitting, code=row.code)


def displays_of(sitting: Sitting) -> list[Display]:
    """The screens paired to a sitting."""
    rows: Any = Display.objects.filter(sitting=sitting, expires_at__gt=clock.real())
    return list(rows.order_by("paired_at"))
