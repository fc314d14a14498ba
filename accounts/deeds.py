"""From a signed-in user to the deed that stands first in every service."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts import selectors
from accounts.models import Body, Mandate
from core import clock
from core.deed import LONGEST_KEY, WEB, Deed
from core.text import vi_date


def deed_of(
    user: Any,
    body: Body | None = None,
    way: str = WEB,
    key: str = "",
    mandate: Mandate | None = None,
) -> Deed:
    """Who acts (a signed-in `User`), as it will be printed: name and post of the body's own today.

    In a body where the person has a seat the seat's post is named; else the main post; else the role.
    A key no client of ours would make is none. `mandate` fills "theo ủy quyền của …"; the caller has checked that
    it holds and covers the act.
    """
    person = user.person
    key = key if len(key) <= LONGEST_KEY and key.isprintable() else ""
    if person is None:
        return Deed(actor_id=user.pk, person_id=None, name=user.username, way=way, key=key)
    day = body.today() if body is not None else clock.local_day(clock.real())
    seat = selectors.seat_of(person.pk, body, day) if body is not None else None
    title = "" if seat else selectors.post_titles_on([person.pk], day, body).get(person.pk, "")
    return Deed(
        actor_id=user.pk,
        person_id=person.pk,
        name=person.full_name,
        post=seat.post_title if seat else title,
        seat_id=seat.pk if seat else None,
        way=way,
        mandate_id=mandate.pk if mandate else None,
        on_behalf_of=on_behalf_words(mandate, day) if mandate else "",
        key=key,
    )


def on_behalf_words(mandate: Mandate, day: date) -> str:
    """ "Theo ủy quyền của Bộ trưởng Bộ Tài chính (đến hết ngày 30/6/2019)", without a day if open-ended."""
    principal = (
        selectors.post_title_on(mandate.principal_id, day, mandate.body) or mandate.principal.full_name
    )
    if mandate.valid_to is None:
        return _("Theo ủy quyền của %(whom)s") % {"whom": principal}
    last = mandate.valid_to - timedelta(days=1)
    return _("Theo ủy quyền của %(whom)s (đến hết ngày %(day)s)") % {"whom": principal, "day": vi_date(last)}
