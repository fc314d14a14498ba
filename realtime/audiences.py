"""Audiences are groups. Publishing grants groups; a change of the roster touches memberships only."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import F, QuerySet

from core.readings import many, one, question


def group(stream: str) -> Group:
    """The group of an audience, made at first use."""
    return Group.objects.get_or_create(name=stream)[0]


def add(stream: str, user_ids: Iterable[int]) -> None:
    """Let these users into the audience."""
    group(stream).user_set.add(*user_ids)


def remove(stream: str, user_ids: Iterable[int]) -> None:
    """Take these users out; their sockets and pages notice within 2 s, because their epoch moves on."""
    ids = list(user_ids)
    group(stream).user_set.remove(*ids)
    bump_epoch(ids)


def replace(stream: str, user_ids: Iterable[int]) -> None:
    """Make the audience exactly these users; only those who lose it are disturbed."""
    wanted = set(user_ids)
    present = set(group(stream).user_set.values_list("pk", flat=True))
    if wanted - present:
        add(stream, wanted - present)
    if present - wanted:
        remove(stream, present - wanted)


def bump_epoch(user_ids: Iterable[int]) -> None:
    """Make everything admitted before now count as stale for these users."""
    get_user_model()._default_manager.filter(pk__in=list(user_ids)).update(epoch=F("epoch") + 1)


def is_in(user: object, stream: str) -> bool:
    """Is the user in the audience?"""
    return Group.objects.filter(name=stream, user=user.pk).exists()  # type: ignore[attr-defined]


def those_in(stream: str, user_ids: Iterable[int]) -> set[int]:
    """Those of these users who are in the audience."""
    return {user_id for (user_id,) in _those_in(stream=stream, users=user_ids).rows()}


@question
def _those_in() -> QuerySet[Any, tuple[Any, ...]]:
    membership = get_user_model().groups.through
    return membership.objects.filter(
        group__name=one("stream", Group.name), user_id__in=many("users", membership.user)
    ).values_list("user_id")


def memberships(pairs: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """`(user id, stream)` of every membership among these users and audiences, in one query."""
    asked = list(pairs)
    rows = get_user_model().groups.through.objects.filter(  # type: ignore[attr-defined]
        user__in={user_id for user_id, _name in asked}, group__name__in={name for _user_id, name in asked}
    )
    return set(rows.values_list("user_id", "group__name")) if asked else set()
