"""Fetch and authorise: a pack is for who reads in the sitting, on a device of one's own."""

from typing import Any
from uuid import UUID

from django.core import signing

from agendas.models import AgendaItem
from core.errors import NotFound
from meetings.access import get_sitting_to_conduct
from meetings.models import Sitting
from packs.models import Pack

SALT = "packs.standing"


def get_sitting_to_keep(user: Any, sitting_id: UUID) -> Sitting:
    """A sitting the user reads published items of. Raises `NotFound`."""
    items = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting_id, published_at__isnull=False)
    sitting = (
        Sitting.objects.select_related("body")
        .filter(pk__in=items.values("agenda__sitting"))
        .exclude(state__in=(Sitting.State.DRAFT, Sitting.State.CANCELLED))
        .first()
    )
    if sitting is None:
        raise NotFound
    return sitting


def get_own_pack(user: Any, sitting: Sitting, device: str) -> Pack:
    """The pack of this device that stands. Raises `NotFound`."""
    pack = Pack.objects.filter(user=user, sitting=sitting, device=device, ended_at__isnull=True).first()
    if pack is None:
        raise NotFound
    return pack


def token_of(pack: Pack) -> str:
    """What the device asks by whether its pack still stands, signed in or not; it opens nothing."""
    return signing.dumps(str(pack.pk), salt=SALT)


def get_pack_by_token(token: str) -> Pack:
    """The pack a device asks about. Raises `NotFound`."""
    try:
        pk = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    pack = Pack.objects.select_related("user", "sitting__body").filter(pk=pk).first()
    if pack is None:
        raise NotFound
    return pack


def get_pack_to_revoke(user: Any, pack_id: UUID) -> Pack:
    """A pack of a sitting the user conducts. Raises `NotFound`, `NotOfTheSecretariat`."""
    pack = Pack.objects.select_related("sitting__body", "user__person").filter(pk=pack_id).first()
    if pack is None:
        raise NotFound
    get_sitting_to_conduct(user, pack.sitting_id)
    return pack
