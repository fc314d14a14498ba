"""Every change of copies: one verb, one function, one transaction.

Lock order: the sitting, the row, the key, the number's register, the chain last.
"""

from copies.services.allowing import allow_late_paper
from copies.services.binding import order_set
from copies.services.issuing import copy_on_screen, have_made, issue_copy, open_copy, take_copy
from copies.services.reminding import remind_readers
from copies.services.stubs import add_stub, destroy_copy, hand_out_copy, print_copies, take_back_copy

__all__ = [
    "add_stub",
    "allow_late_paper",
    "copy_on_screen",
    "destroy_copy",
    "hand_out_copy",
    "have_made",
    "issue_copy",
    "open_copy",
    "order_set",
    "print_copies",
    "remind_readers",
    "take_back_copy",
    "take_copy",
]
