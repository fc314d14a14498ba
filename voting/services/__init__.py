"""Every change of a poll: one verb, one function, one transaction.

Lock order: sitting, item, poll, electors, the box's key, the key of the request, streams by name, the chain last.
"""

from voting.services.attendance import correct_attendance
from voting.services.blocks import object_to_item, prepare_block_poll
from voting.services.casting import Choice, cast_ballot, cast_ballots
from voting.services.closing import announce_result, annul_poll, close_poll
from voting.services.correcting import correct_result
from voting.services.counting import enter_paper_count, reopen_paper_count
from voting.services.dropping import drop_poll
from voting.services.opening import open_counted_poll, open_paper_poll, open_poll, prepare_poll
from voting.services.readiness import remind_unready
from voting.services.replacing import replace_paper_and_cancel_poll
from voting.services.sealing import cast_sealed
from voting.services.speaking import enter_spoken_ballot
from voting.services.trials import answer_trial_vote, end_trial_vote, start_trial_vote
from voting.services.unsealing import give_up_box, open_box

__all__ = [
    "Choice",
    "announce_result",
    "annul_poll",
    "answer_trial_vote",
    "cast_ballot",
    "cast_ballots",
    "cast_sealed",
    "close_poll",
    "correct_attendance",
    "correct_result",
    "drop_poll",
    "end_trial_vote",
    "enter_paper_count",
    "enter_spoken_ballot",
    "give_up_box",
    "object_to_item",
    "open_box",
    "open_counted_poll",
    "open_paper_poll",
    "open_poll",
    "prepare_block_poll",
    "prepare_poll",
    "remind_unready",
    "reopen_paper_count",
    "replace_paper_and_cancel_poll",
    "start_trial_vote",
]
