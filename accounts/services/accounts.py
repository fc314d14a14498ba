"""Accounts: opened with a first password, closed without losing the record, preferences."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.errors import AccountThere, NameTaken, OwnAccess
from accounts.models import Person, User
from audit.services import record
from core.deed import Deed
from realtime.audiences import bump_epoch


@transaction.atomic
def open_account(deed: Deed, person: Person, username: str) -> tuple[User, str]:
    """An account with a random first password, told once to whoever opened it. Raises `AccountThere`, `NameTaken`."""
    there = User.objects.filter(person=person).first()
    if there is not None and there.is_active:
        raise AccountThere(name=person.full_name, username=there.username, field="person")
    if User.objects.filter(username=username).exclude(person=person).exists():
        raise NameTaken(username=username, field="username")
    password = secrets.token_urlsafe(12)
    user = there or User(person=person)
    user.username, user.is_active, user.password = username, True, make_password(password)
    user.save()
    record(deed, "account.opened", name=person.full_name, username=username)
    return user, password


@transaction.atomic
def close_account(deed: Deed, user: User) -> User:
    """Nobody signs in with it any more; open sockets and pages end within two seconds. Raises `OwnAccess`."""
    if user.pk == deed.actor_id:
        raise OwnAccess
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        bump_epoch([user.pk])
        record(deed, "account.closed", name=user.get_full_name(), username=user.username)
    return user
