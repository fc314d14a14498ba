"""Sending letters of invitation: a row per letter with what it said, a line in the product and a mail."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.urls import reverse

from accounts.models import Person
from accounts.selectors import lead_of, users_of
from core.deed import Deed
from meetings import facts
from meetings.models import Invitation, RosterEntry, Sitting
from notices.services import Recipient, notify

INVITATION, CHANGED, CANCELLED, REMINDER = (
    "meetings.invitation",
    "meetings.invitation_changed",
    "meetings.sitting_cancelled",
    "meetings.reminder",
)


def send_letters(
    deed: Deed, sitting: Sitting, entries: Iterable[RosterEntry], cancelled: str = ""
) -> list[Invitation]:
    """Write one letter per entry and hand the mail to a job; with `cancelled` (the reason) a cancellation.

    The caller holds the sitting's lock. A constant number of queries, however many are invited.
    """
    rows = list(entries)
    if not rows or sitting.is_rehearsal:  # nobody is invited to a rehearsal
        return []
    now = sitting.body.now()
    numbers: dict[Any, int] = dict(
        Invitation.objects.filter(entry__in=rows)
        .values("entry")
        .annotate(last=Max("number"))
        .values_list("entry", "last")
    )
    said = letter_facts(sitting, deed, cancelled)
    letters = [
        Invitation(
            entry=row,
            number=numbers.get(row.pk, 0) + 1,
            sent_at=now,
            sequence=sitting.invitation_sequence,
            sent_by_id=deed.actor_id,
            facts={**said, "name": row.name, "post": row.post_title, "role": row.role},
        )
        for row in rows
    ]
    Invitation.objects.bulk_create(letters)
    if not cancelled:
        for row in rows:
            row.invited_at = row.invited_at or now
        RosterEntry.objects.bulk_update(rows, ["invited_at"])
    kind = CANCELLED if cancelled else CHANGED if numbers and sitting.invitation_sequence else INVITATION
    tell_invited(sitting, rows, kind, said, {letter.entry_id: str(letter.pk) for letter in letters})
    return letters


def tell_invited(
    sitting: Sitting,
    entries: list[RosterEntry],
    kind: str,
    said: dict[str, Any],
    letter_ids: dict[Any, str],
) -> None:
    """A line in the product for those who can sign in, and a mail for those with an address; of a rehearsal none."""
    if sitting.is_rehearsal:
        return
    users = users_of(entry.person_id for entry in entries)
    addresses = dict(
        Person.objects.filter(pk__in=[entry.person_id for entry in entries]).values_list("pk", "email")
    )
    recipients = [
        Recipient(
            user_id=users[entry.person_id].pk if entry.person_id in users else None,
            person_id=entry.person_id,
            address=addresses.get(entry.person_id, ""),
            own={"invitation": letter_ids.get(entry.pk, ""), "name": entry.name, "post": entry.post_title},
        )
        for entry in entries
    ]
    notify(recipients, kind, said, url=reverse("meetings:reply", args=[sitting.pk]))


def letter_facts(sitting: Sitting, deed: Deed, cancelled: str = "") -> dict[str, Any]:
    """What the letter says, kept with it: a later edit doesn't change a letter that went out."""
    presider = facts.presider_facts(sitting)
    office = sitting.body.secretariat
    signer = lead_of(sitting.body, sitting.body.today())
    return {
        "sitting": str(sitting.pk),
        "title": sitting.title,
        "body": sitting.body.name,
        "office": office.name if office else sitting.body.name,
        "symbol": f"GM-{office.abbreviation}" if office and office.abbreviation else "GM",
        "signer": {"name": signer[0], "post": signer[1]}
        if signer
        else {"name": deed.name, "post": deed.post},
        "kind": sitting.kind,
        "starts_at": facts.moment(sitting.starts_at),
        "ends_at": facts.moment(sitting.ends_at),
        "place": sitting.place,
        "online_link": sitting.online_link,
        "presider": f"{presider['name']}, {presider['post']}" if presider["post"] else presider["name"],
        "cancelled": cancelled,
    }
