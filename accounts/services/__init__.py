"""Every change to people, bodies, seats, roles, mandates and accounts, by topic; import from here."""

from accounts.services.accounts import close_account, open_account, open_guest_account
from accounts.services.bodies import create_body, create_organisation
from accounts.services.people import create_person, edit_person, end_post, give_post
from accounts.services.seats import (
    add_seat,
    end_mandate,
    end_role,
    end_seat,
    give_mandate,
    give_role,
    order_seats,
)

__all__ = [
    "add_seat",
    "close_account",
    "create_body",
    "create_organisation",
    "create_person",
    "edit_person",
    "end_mandate",
    "end_post",
    "end_role",
    "end_seat",
    "give_mandate",
    "give_post",
    "give_role",
    "open_account",
    "open_guest_account",
    "order_seats",
]
