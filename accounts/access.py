"""Fetch and authorise in one call.

Invisible is `NotFound`, the same as missing; visible, but not this person's to do, is `NotAllowed`.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from accounts.models import Body, BodyRole
from core.errors import NotAllowed, NotFound

Role = BodyRole.Role
SECRETARIAT_ROLES = (
    Role.SECRETARIAT_LEAD,
    Role.CONDUCT,
    Role.MINUTES,
    Role.SCRIPT,
    Role.RECORDS_CLERK,
)
# Those who prepare and run a sitting; minutes and registers have their own roles.
CONDUCT_ROLES = (Role.SECRETARIAT_LEAD, Role.CONDUCT, Role.SCRIPT)


class NotOfTheSecretariat(NotAllowed):
    """Only the secretariat of the body does this."""

    code = "not_of_the_secretariat"
    sentence = _(
        "Việc này do cơ quan giúp việc của %(body)s thực hiện. "
        "Đề nghị liên hệ chuyên viên điều hành phiên họp."
    )


def has_role(user: Any, body: Body, *roles: str) -> bool:
    """Has the user one of these roles (any role, if none is named) in the body today?"""
    held = selectors.roles_in(user, body)
    return bool(held & set(roles)) if roles else bool(held)


def is_secretariat(user: Any, body: Body) -> bool:
    """Does the user work in the body's secretariat today?"""
    return has_role(user, body, *SECRETARIAT_ROLES)


def is_member(user: Any, body: Body) -> bool:
    """Has the user a seat in the body today?"""
    person_id = getattr(user, "person_id", None)
    return bool(person_id and selectors.seat_of(person_id, body, body.today()))


def ensure_role(user: Any, body: Body, *roles: str) -> None:
    """Raise `NotOfTheSecretariat` unless the user has one of the roles in the body today."""
    if not has_role(user, body, *roles):
        raise NotOfTheSecretariat(body=body.name)


def get_body(user: Any, body_id: UUID | str) -> Body:
    """A body the user has to do with: a seat or any role today. Raises `NotFound`."""
    try:
        body = Body.objects.filter(pk=body_id).first()
    except (ValidationError, ValueError):
        body = None
    if body is None or not (is_member(user, body) or has_role(user, body)):
        raise NotFound
    return body


def get_body_to_manage(user: Any, body_id: UUID | str, *roles: str) -> Body:
    """A body the user may prepare sittings for (`CONDUCT_ROLES`, or the roles named).

    Raises `NotFound` for strangers and `NotOfTheSecretariat` for members and others around the body.
    """
    body = get_body(user, body_id)
    ensure_role(user, body, *(roles or CONDUCT_ROLES))
    return body
