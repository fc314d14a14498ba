"""What the demonstration itself can do: sign in with one click, and move its bodies' clock forward."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import CLOCK_FIELDS, Body, User
from core import clock
from core.errors import DomainError, NotFound
from demo.content.people import PERSONAS, Persona

STARTS_AT = clock.hanoi(2020, 9, 29, 9)
SITTING_DAY = clock.hanoi(2020, 10, 2, 7, 30)


class AlreadyThere(DomainError):
    """The demonstration's clock never goes back: what happened would stand in the future."""

    code = "demo_already_there"
    sentence = _(
        "Thời gian trình diễn đã qua %(moment)s. Để trình diễn lại từ đầu, hãy nạp lại dữ liệu trình diễn."
    )


class NotADemonstration(DomainError):
    """This installation is not a demonstration."""

    code = "not_a_demonstration"
    sentence = _("Chức năng này chỉ có ở bản trình diễn.")


def offset_for(moment: datetime) -> timedelta:
    """What must be added to the true time so that it reads ``moment`` now."""
    return moment - clock.real()


def persona_named(slug: str) -> Persona:
    """The persona of a one-click sign-in. Raises NotFound for an unknown one."""
    for persona in PERSONAS:
        if persona.slug == slug:
            return persona
    raise NotFound


def user_of(persona: Persona) -> User:
    """The sign-in of a persona.

    Raises NotADemonstration outside a demonstration, NotFound while no demonstration data is loaded.
    """
    if not settings.DEMO:
        raise NotADemonstration
    user = User.objects.filter(username=persona.person.replace("_", "."), is_active=True).first()
    if user is None:
        raise NotFound
    return user


@transaction.atomic
def jump(moment: datetime = SITTING_DAY) -> None:
    """Move the clock of every demonstration body forward to ``moment``; practice bodies keep true time.

    Raises AlreadyThere when the demonstration is past that moment.
    """
    if not settings.DEMO:
        raise NotADemonstration
    bodies = demonstration_bodies()
    if any(body.now() >= moment for body in bodies):
        raise AlreadyThere(moment=f"{clock.local(moment):%H:%M, %d/%m/%Y}")
    put_clocks_to(moment, bodies)


def demonstration_bodies() -> list[Body]:
    """The bodies that live in another season, locked."""
    rows = Body.objects.select_for_update().filter(is_practice=False).exclude(clock_offset=timedelta())
    return list(rows.order_by("pk"))


def put_clocks_to(moment: datetime, bodies: list[Body]) -> None:
    """From now on the clocks of these bodies read ``moment``; what was done before keeps the time it had."""
    for body in bodies:
        body.put_clock_to(moment)
    Body.objects.bulk_update(bodies, CLOCK_FIELDS)
