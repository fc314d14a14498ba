"""What stands on the strip of paper each person gets: where to go, the words, and a square a camera reads."""

from collections.abc import Callable
from dataclasses import dataclass

import segno
from django.urls import reverse

from meetings.models import OneTimePass, RosterEntry
from meetings.services import Issued


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip. `code` is empty on a guest's, whose link says it all; `square` is a picture as a data address."""

    entry: RosterEntry
    is_link: bool
    address: str
    code: str
    pin: str
    square: str


def strip_of(issued: Issued, absolute: Callable[[str], str]) -> Strip:
    """The strip of a pass just issued. The PIN is in no square: link and PIN may go by two ways."""
    is_link = issued.row.kind == OneTimePass.Kind.LINK
    path = reverse("entry:link", args=[issued.secret]) if is_link else reverse("entry:seat")
    address = absolute(path)
    return Strip(
        entry=issued.row.entry,
        is_link=is_link,
        address=address,
        code="" if is_link else f"{issued.secret[:3]} {issued.secret[3:]}",
        pin=f"{issued.pin[:3]} {issued.pin[3:]}",
        square=segno.make(address, error="m").svg_data_uri(border=2, scale=3),
    )
