"""Equal votes are put to who presides as a proposal with its article, and announced with that person's word."""

import pytest

from accounts.deeds import deed_of
from audit.models import AuditRecord
from realtime.selectors import snapshot
from tests.factories import polls
from voting import errors, services

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EQUAL = {0: "for_", 1: "for_", 2: "against", 3: "against"}


def facts_of(poll, audience):
    return snapshot(poll.sitting.stream(audience))["doc"]["polls"][str(poll.pk)]


def presider_of(poll):
    user = next(user for user in polls.members_of(poll) if user.person_id == poll.sitting.presider_id)
    return deed_of(user, poll.sitting.body)


def test_the_proposal_stands_on_desk_and_presiders_tablet_with_its_article():
    poll = polls.closed(EQUAL)
    for audience in ("secretariat", "chair"):
        proposal = facts_of(poll, audience)["proposal"]
        assert proposal["sentence"].startswith("Biểu quyết ngang nhau (2 tán thành, 2 không tán thành)")
        assert proposal["article"] == poll.outcome["article"]
    assert "proposal" not in facts_of(poll, "members")


def test_it_is_announced_only_with_the_presiders_word():
    poll = polls.closed(EQUAL)
    presider = presider_of(poll)
    with pytest.raises(errors.TieNotConfirmed) as refused:
        services.announce_result(presider, poll)
    assert poll.outcome["article"] in str(refused.value)
    services.announce_result(presider, poll, confirmed=True)
    assert facts_of(poll, "members")["tie_confirmed"]["how"] == "presider"


def test_the_desk_announces_it_by_the_presiders_word_and_so_it_is_marked():
    poll = polls.closed(EQUAL)
    desk = polls.secretary(poll.sitting)
    with pytest.raises(errors.TieNotConfirmed):
        services.announce_result(desk, poll)
    services.announce_result(desk, poll, confirmed=True)
    assert facts_of(poll, "members")["tie_confirmed"] == {"how": "instructed", "by": desk.post}
    assert (
        AuditRecord.objects.get(verb="result.announced").facts["facts"]["tie_confirmed"]["how"]
        == "instructed"
    )


def test_a_majority_needs_no_confirmation():
    poll = polls.announced({0: "for_", 1: "for_", 2: "for_"})
    assert "tie_confirmed" not in facts_of(poll, "members") and "proposal" not in facts_of(
        poll, "secretariat"
    )
