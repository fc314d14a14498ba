"""Four replies, and the roster that follows them."""

import pytest

from core.errors import EditedMeanwhile
from meetings import selectors, services
from meetings.errors import (
    AlreadyOnRoster,
    NoLeaveAsked,
    NotInvited,
    OnlyMembersAreSubstituted,
    PlaceMissing,
    ReasonMissing,
    ReplyTooLate,
    StillNeeded,
    SubstituteMissing,
    SubstitutesNotAllowed,
)
from regulations.models import RuleSet
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    """A called sitting of five."""
    return sittings.called_sitting()


@pytest.fixture
def member(sitting):
    """The fourth member."""
    return people.members_of(sitting.body)[3]


def reply(sitting, user, mode, **more):
    """The user's own reply."""
    entry = sittings.entry_of(sitting, user)
    return services.reply_to_invitation(sittings.deed_in(sitting.body, user), entry, mode, **more)


def test_each_reply_says_what_it_still_needs(sitting, member):
    with pytest.raises(PlaceMissing, match="điểm cầu"):
        reply(sitting, member, "online")
    with pytest.raises(ReasonMissing):
        reply(sitting, member, "leave")
    with pytest.raises(SubstituteMissing):
        reply(sitting, member, "substituted", reason="Đi công tác")
    assert (
        reply(sitting, member, "online", place="  Điểm cầu\tBình Định ").online_place == "Điểm cầu Bình Định"
    )
    assert reply(sitting, member, "on_site").online_place == ""


def test_a_substitute_comes_with_the_reply_and_goes_when_it_changes(sitting, member):
    deputy = people.user()
    reply(sitting, member, "substituted", reason="Ốm", substitute=deputy.person, substitute_post="Thứ trưởng")
    entry = sittings.entry_of(sitting, deputy)
    assert (entry.role, entry.post_title, entry.substitute_for.person) == (
        "substitute",
        "Thứ trưởng",
        member.person,
    )
    assert entry.invited_at is not None
    assert deputy.groups.filter(name=sitting.stream("members")).exists()
    reply(sitting, member, "on_site")
    assert not sitting.roster.filter(person=deputy.person, removed_at=None).exists()
    assert not deputy.groups.filter(name=sitting.stream("members")).exists()


def test_another_substitute_replaces_the_first(sitting, member):
    first, second = people.person(), people.person()
    reply(sitting, member, "substituted", reason="Ốm", substitute=first)
    reply(sitting, member, "substituted", reason="Ốm", substitute=second)
    there = sitting.roster.filter(role="substitute", removed_at=None)
    assert [row.person for row in there] == [second]


def test_a_substitute_already_in_the_room_keeps_the_reply_as_it_is(sitting, member):
    deputy = people.person()
    reply(sitting, member, "substituted", reason="Ốm", substitute=deputy)
    entry = sitting.roster.get(person=deputy)
    services.set_presence(sittings.deed_in(sitting.body), sitting, [entry.pk], "on_site")
    with pytest.raises(StillNeeded):
        reply(sitting, member, "on_site")


def test_a_member_is_nobodys_substitute_and_guests_send_none(sitting, member):
    colleague = people.members_of(sitting.body)[2]
    with pytest.raises(AlreadyOnRoster, match="Thành viên"):
        reply(sitting, member, "substituted", reason="Ốm", substitute=colleague.person)
    guest = people.user()
    services.add_to_roster(sittings.deed_in(sitting.body), sitting, guest.person, "invitee")
    with pytest.raises(OnlyMembersAreSubstituted):
        reply(sitting, guest, "substituted", reason="Ốm", substitute=people.person())


def test_leave_is_approved_once_and_a_new_reply_needs_a_new_consent(sitting, member):
    deed = sittings.deed_in(sitting.body)
    entry = reply(sitting, member, "leave", reason="Đi công tác")
    approved = services.approve_leave(deed, entry)
    assert approved.leave_approved_at is not None
    assert services.approve_leave(deed, entry).leave_approved_at == approved.leave_approved_at
    entry = reply(sitting, member, "on_site")
    assert entry.leave_approved_at is None
    with pytest.raises(NoLeaveAsked):
        services.approve_leave(deed, entry)


def test_two_forms_at_once_do_not_overwrite_each_other(sitting, member):
    version = sittings.entry_of(sitting, member).version
    reply(sitting, member, "on_site", version=version)
    with pytest.raises(EditedMeanwhile, match=member.person.full_name):
        reply(sitting, member, "leave", reason="Ốm", version=version)


def test_no_reply_before_the_invitation_or_after_the_closing(sitting, member):
    draft = sittings.sitting()
    with pytest.raises(ReplyTooLate, match="Đang chuẩn bị"):
        reply(draft, people.members_of(draft.body)[1], "on_site")
    aide = people.user()
    services.add_to_roster(sittings.deed_in(sitting.body), sitting, aide.person, "helper")
    sitting.roster.filter(person=aide.person).update(invited_at=None)
    with pytest.raises(NotInvited):
        reply(sitting, aide, "on_site")


def test_the_overview_counts_replies_and_says_whether_the_quorum_is_near(sitting):
    users = people.members_of(sitting.body)
    for user in users[:3]:
        reply(sitting, user, "on_site")
    reply(sitting, users[3], "leave", reason="Ốm")
    overview = selectors.replies_overview(sitting)
    assert (overview.on_site, overview.online, overview.leave, overview.unknown) == (3, 0, 1, 1)
    assert overview.forecast.present == 3 and not overview.forecast.ok
    assert "3/5" in overview.sentence and "1 thành viên chưa trả lời" in overview.sentence
    reply(sitting, users[4], "online", place="Hải Phòng")
    assert selectors.replies_overview(sitting).forecast.ok


def test_no_substitute_where_the_rule_set_knows_none(sitting, member):
    rules = RuleSet.objects.get(code=sitting.rule_set)
    rules.parameters["substitutes"] = "not_allowed"
    rules.save()
    with pytest.raises(SubstitutesNotAllowed):
        reply(sitting, member, "substituted", reason="Ốm", substitute=people.user().person)
    assert reply(sitting, member, "leave", reason="Ốm").mode == "leave"
