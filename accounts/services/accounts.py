"""Accounts: opened with a first password, closed without losing the record, preferences."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.errors import AccountClosed, AccountThere, NameTaken, OwnAccess
from accounts.models import Person, User
from audit.services import record
from core.deed import Deed
from realtime.audiences import bump_epoch


@transaction.atomic
def open_account(deed: Deed, person: Person, username: str) -> tuple[User, str]:
    """An account with a random first password, told once to whoever opened it. Raises `AccountThere`, `NameTaken`."""
    there = User.objects.filter(person=person).first()
    if there is not None and there.is_active and not there.is_guest:
        raise AccountThere(name=person.full_name, username=there.username, field="person")
    if User.objects.filter(username=username).exclude(person=person).exists():
        raise NameTaken(username=username, field="username")
    password = secrets.token_urlsafe(12)
    user = there or User(person=person)
    user.username, user.is_active, user.password = username, True, make_password(password)
    user.is_guest = False
    user.save()
    record(deed, "account.opened", name=person.full_name, username=username)
    return user, password


@transaction.atomic
def open_guest_account(deed: Deed, person: Person) -> User:
    """The person's account, whatever kind; where there is none, one without a password, for one-time passes alone.

    Raises `AccountClosed`: what an administrator closed, nobody opens by the way.
    """
    there = User.objects.filter(person=person).first()
    if there is not None:
        if not there.is_active:
            raise AccountClosed(name=person.full_name)
        return there
    user = User(person=person, username=f"khach-{secrets.token_hex(8)}", is_guest=True)
    user.set_unusable_password()
    user.save()
    record(deed, "account.opened_for_guest", name=person.full_name)
    return user


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
