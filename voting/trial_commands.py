"""Commands of a trial vote: the desk starts and ends it, members answer; parse, authorise, one service."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.deeds import deed_of
from core.errors import NotFound
from core.registries import SOCKET_COMMANDS
from meetings.access import get_sitting_to_conduct
from meetings.models import Sitting
from voting import services
from voting.models import TrialVote

Args = dict[str, Any]


def _trial(sittings: Any, trial_id: Any) -> TrialVote:
    rows = TrialVote.objects.select_related("sitting__body").filter(sitting__in=sittings)
    try:
        found = rows.filter(pk=trial_id).first() if isinstance(trial_id, str) else None
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotFound
    return found


@SOCKET_COMMANDS.under("voting.start_trial_vote")
def start_trial_vote(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"sitting"}`."""
    sitting = args.get("sitting")
    sitting = get_sitting_to_conduct(user, sitting if isinstance(sitting, str) else "")
    return services.start_trial_vote(deed_of(user, sitting.body, way, key), sitting)


@SOCKET_COMMANDS.under("voting.answer_trial_vote")
def answer_trial_vote(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll": the trial's id, "value"}`: the names of a ballot, for it comes off the same sheet."""
    trial = _trial(Sitting.objects.visible_to(user), args.get("poll"))
    return services.answer_trial_vote(deed_of(user, trial.sitting.body, way, key), trial, args.get("value"))


@SOCKET_COMMANDS.under("voting.end_trial_vote")
def end_trial_vote(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"trial"}`."""
    trial = _trial(Sitting.objects.visible_to(user), args.get("trial"))
    sitting = get_sitting_to_conduct(user, trial.sitting_id)
    return services.end_trial_vote(deed_of(user, sitting.body, way, key), trial)
