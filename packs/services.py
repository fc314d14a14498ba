"""Every change of a pack: taken, given back, seen again, revoked."""

from typing import Any

from django.conf import settings
from django.db import transaction

from audit.services import record
from core import clock
from core.deed import Deed
from core.text import vi_moment
from meetings.models import Sitting
from packs import rules, selectors
from packs.errors import NothingToKeep, PackOver
from packs.models import Pack
from realtime.audiences import bump_epoch


@transaction.atomic
def take_pack(deed: Deed, user: Any, sitting: Sitting, device: str, device_name: str = "") -> Pack:
    """Let this device keep what the reader may read now; taken again it holds what it may hold now, under a new lease.

    Recorded with its versions when it is new or holds something else. Raises `NothingToKeep`, `PackOver`.
    """
    pack = (
        Pack.objects.select_for_update()
        .filter(user=user, sitting=sitting, device=device, ended_at__isnull=True)
        .first()
    )
    contents = selectors.contents_for(user, sitting)
    now, last = clock.real(), selectors.last_moment_of(sitting)
    if now >= last:
        raise PackOver
    if not contents["papers"]:
        raise NothingToKeep
    versions = [paper["version"] for paper in contents["papers"]]
    is_news = pack is None or sorted(pack.versions) != sorted(versions)
    pack = pack or Pack(user=user, sitting=sitting, device=device[:64])
    pack.device_name = device_name[:60]
    pack.versions, pack.size, pack.seen_at = versions, contents["bytes"], now
    pack.keep_until = rules.lease(now, last, settings.PACK_LEASE_HOURS)
    pack.save()
    if is_news:
        record(
            deed,
            "pack.taken",
            sitting=sitting.title,
            papers=len(versions),
            versions=versions,
            device=device_name,
            until=vi_moment(pack.keep_until),
        )
    return pack


@transaction.atomic
def give_back_pack(deed: Deed, pack: Pack) -> Pack:
    """The reader deleted it from the device."""
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    if pack.ended_at is None:
        _end(pack, Pack.Ended.GIVEN_BACK)
        record(deed, "pack.given_back", sitting=pack.sitting.title, device=pack.device_name)
    return pack


@transaction.atomic
def note_contact(pack: Pack) -> dict[str, Any]:
    """A device asks whether its pack stands: `{"until", "versions"}` of what it may keep, or `{"gone": true}`.

    Contact moves the lease on, as far as the sitting's last moment. What its reader lost the right to leaves the row.
    """
    pack = Pack.objects.select_for_update().select_related("user", "sitting__body").get(pk=pack.pk)
    now = clock.real()
    if not pack.stands(now):
        return {"gone": True}
    kept = selectors.still_kept(pack)
    pack.versions = [pk for pk in pack.versions if pk in kept]
    if not kept:
        _end(pack, Pack.Ended.LOST_RIGHT)
        return {"gone": True}
    pack.seen_at = now
    pack.keep_until = rules.lease(now, selectors.last_moment_of(pack.sitting), settings.PACK_LEASE_HOURS)
    pack.save()
    return {"until": pack.keep_until.isoformat(), "versions": pack.versions}


@transaction.atomic
def revoke_packs(deed: Deed, user: Any, sitting: Sitting) -> int:
    """End every pack this person holds of the body's sittings, on all devices: after a loss, say. How many.

    Open pages of the person start anew within two seconds and drop what they hold; a device out of reach does at its
    next contact, or when its lease is over.
    """
    rows = list(
        Pack.objects.select_for_update().filter(
            user=user, sitting__body=sitting.body_id, ended_at__isnull=True
        )
    )
    for pack in rows:
        _end(pack, Pack.Ended.REVOKED)
    if rows:
        bump_epoch([user.pk])
        record(deed, "pack.revoked", person=user.get_full_name(), number=len(rows))
    return len(rows)


def _end(pack: Pack, why: str) -> None:
    pack.ended_at, pack.ended_because = clock.real(), why
    pack.save(update_fields=["ended_at", "ended_because", "versions"])
