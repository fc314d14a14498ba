"""The side bar and the name shown on it, worked out once per request."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES, Role
from accounts.models import Body
from core import clock


class Standing:
    """What a signed-in user is to the house: bodies, roles, seat; read in a constant number of queries."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies the user has a seat or a role in."""
        return people.bodies_of(self.user)

    @cached_property
    def roles(self) -> set[str]:
        """All roles held today, in whichever body."""
        if not self.user.person_id:
            return set()
        rows = self.user.person.roles.select_related("body")
        return {row.role for row in rows if row.is_valid_on(row.body.today())}

    @cached_property
    def has_seat(self) -> bool:
        """Is the user a member of some body?"""
        return bool(self.user.person_id) and self.user.person.seats.filter(valid_to__isnull=True).exists()

    @property
    def works_at_the_desk(self) -> bool:
        """Has the user work on the desk face?"""
        return bool(self.roles & {*SECRETARIAT_ROLES, Role.SUBMITTER, Role.AUDITOR, Role.ADMINISTRATOR})

    @property
    def main_body(self) -> Body | None:
        """The body whose clock the person lives by: the first that isn't for practice."""
        return next((body for body in self.bodies if not body.is_practice), None) or next(
            iter(self.bodies), None
        )


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the request's user, kept on the request."""
    if not hasattr(request, "_standing"):
        request._standing = Standing(request.user)  # type: ignore[attr-defined]
    return request._standing  # type: ignore[attr-defined, no-any-return]


def post_of(user: Any) -> str:
    """The post printed beside the name."""
    standing = Standing(user)
    if not user.person_id:
        return ""
    body = standing.main_body
    day = body.today() if body else clock.local_day(clock.real())
    return people.post_title_on(user.person_id, day, body)


def links_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The links of the face: what the person's roles give work for."""
    standing = standing_of(request)
    links: list[tuple[str, str, str]] = []
    if standing.has_seat or not standing.works_at_the_desk:
        links.append((_("Phiên họp"), reverse("portal:home"), "calendar"))
    if standing.roles & set(SECRETARIAT_ROLES):
        links.append((_("Hôm nay"), reverse("portal:today"), "home"))
        links += _linked(("meetings:list", _("Phiên họp"), "calendar"))
    if standing.roles & {*SECRETARIAT_ROLES, Role.SUBMITTER}:
        links += _linked(("dossiers:list", _("Hồ sơ trình"), "folder"))
    links += _linked(("portal:search", _("Tra cứu"), "search"))
    if standing.roles & {Role.AUDITOR}:
        links += _linked(("portal:record", _("Nhật ký"), "list"))
    if standing.roles & {Role.SECRETARIAT_LEAD, Role.ADMINISTRATOR}:
        links += _linked(("accounts:bodies", _("Tổ chức, thành viên"), "users"))
    here = request.path
    return [{"label": label, "url": url, "icon": icon, "current": url == here} for label, url, icon in links]


def _linked(*wanted: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(label, reverse(name), icon) for name, label, icon in wanted]
