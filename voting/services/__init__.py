"""Every change of a poll: one verb, one function, one transaction.

Lock order: sitting, item, poll, electors, the key, streams by name, the chain last.
"""

from voting.services.casting import Choice, cast_ballot, cast_ballots
from voting.services.closing import announce_result, annul_poll, close_poll
from voting.services.counting import enter_paper_count, reopen_paper_count
from voting.services.opening import open_paper_poll, open_poll, prepare_poll
from voting.services.replacing import replace_paper_and_cancel_poll

__all__ = [
    "Choice",
    "announce_result",
    "annul_poll",
    "cast_ballot",
    "cast_ballots",
    "close_poll",
    "enter_paper_count",
    "open_paper_poll",
    "open_poll",
    "prepare_poll",
    "reopen_paper_count",
    "replace_paper_and_cancel_poll",
]
