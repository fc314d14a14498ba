"""The side bar and the name shown on it, worked out once per request."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES, Role
from accounts.models import Body, BodyRole, Seat
from core import clock


class Standing:
    """What a signed-in user is to the house: bodies, roles, seat; two queries, whatever is asked."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def seats(self) -> list[Seat]:
        """The seats held today, each by its body's own today."""
        rows = Seat.objects.filter(person_id=self.user.person_id).select_related("body")
        return self._valid(rows) if self.user.person_id else []

    @cached_property
    def body_roles(self) -> list[BodyRole]:
        """The roles held today."""
        rows = BodyRole.objects.filter(person_id=self.user.person_id).select_related("body")
        return self._valid(rows) if self.user.person_id else []

    @property
    def roles(self) -> set[str]:
        """The names of the roles, in whichever body."""
        return {row.role for row in self.body_roles}

    @property
    def has_seat(self) -> bool:
        """Is the user a member of some body?"""
        return bool(self.seats)

    @property
    def works_at_the_desk(self) -> bool:
        """Has the user work on the desk face?"""
        return bool(self.roles & {*SECRETARIAT_ROLES, Role.SUBMITTER, Role.AUDITOR, Role.ADMINISTRATOR})

    @cached_property
    def main_body(self) -> Body | None:
        """The body whose clock the person lives by: the first that isn't for practice."""
        bodies = [*(row.body for row in self.seats), *(row.body for row in self.body_roles)]
        return next((body for body in bodies if not body.is_practice), next(iter(bodies), None))

    @cached_property
    def post(self) -> str:
        """The post printed beside the name: by seat, else by post or role."""
        seat = next((row for row in self.seats if row.body == self.main_body), None)
        if seat is not None or not self.user.person_id:
            return seat.post_title if seat else ""
        day = self.main_body.today() if self.main_body else clock.local_day(clock.real())
        posts = people.post_titles_on([self.user.person_id], day)
        roles = [row.get_role_display() for row in self.body_roles if row.body == self.main_body]
        return posts.get(self.user.person_id) or next((str(role) for role in roles), "")

    @staticmethod
    def _valid(rows: Any) -> list[Any]:
        return [row for row in rows if row.is_valid_on(row.body.today())]


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the request's user, kept on the request."""
    if not hasattr(request, "_standing"):
        request._standing = Standing(request.user)  # type: ignore[attr-defined]
    return request._standing  # type: ignore[attr-defined, no-any-return]


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
    links += _linked(("notices:list", _("Thông báo"), "bell"))
    links += _linked(("portal:search", _("Tra cứu"), "search"))
    if standing.roles & {Role.AUDITOR}:
        links += _linked(("portal:record", _("Nhật ký"), "list"))
    if standing.roles & {Role.SECRETARIAT_LEAD, Role.ADMINISTRATOR}:
        links += _linked(("accounts:bodies", _("Tổ chức, thành viên"), "users"))
    here = request.path
    return [{"label": label, "url": url, "icon": icon, "current": url == here} for label, url, icon in links]


def _linked(*wanted: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(label, reverse(name), icon) for name, label, icon in wanted]
