"""A rehearsal: played like the real sitting, and nothing of it anywhere afterwards."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from agendas import services as agendas
from agendas.errors import NothingToRehearse, RehearsalOfARehearsal, RehearsedAlready
from audit.models import AuditRecord
from audit.selectors import verify_chain
from audit.services import drop_rehearsal_chain
from core.jobs import run_waiting
from meetings import services as meetings
from meetings.errors import NotARehearsal, RehearsalIsDecided
from meetings.models import RosterEntry, Sitting
from minutes.models import Minutes
from portal import selectors as portal
from portal.today import today_of
from portal.views.record import records_of
from realtime import streams
from realtime.models import Event
from room import services as room
from room.models import Speech
from tests.factories import agendas as factory
from tests.factories import people, sittings
from voting import services as voting
from voting.models import Ballot, Poll

pytestmark = pytest.mark.django_db
# Technical tables that say nothing of what was done: numbers of the persons' streams, and answers kept 30 days.
TRANSPORT = {"realtime.Event", "realtime.Stream", "core.StoredAnswer", "search.Change"}


def published(**values) -> tuple:
    agenda = factory.published(sittings.called_sitting(people.government(5), **values), 2)
    return agenda, sittings.deed_in(agenda.sitting.body)


def rehearsed() -> tuple:
    agenda, deed = published()
    made = agendas.rehearse_sitting(deed, agenda)
    return agenda, deed, Sitting.objects.get(pk=made["sitting"])


def play(deed, sitting: Sitting) -> None:
    """All come, two items, a speech, a vote with ballots, the closing."""
    entries = sittings.member_entries(sitting)
    meetings.set_presence(deed, sitting, [row.pk for row in entries], "on_site")
    meetings.open_sitting(deed, sitting)
    first, second = factory.items_of(sitting.agenda)
    agendas.start_item(deed, first)
    asked = room.ask_to_speak(deed, sitting, entries[1])
    room.call_speaker(deed, Speech.objects.get(pk=asked["speech"]))
    made = voting.prepare_poll(deed, first, "Đồng chí có tán thành không?", first.item_papers.get().paper)
    poll = Poll.objects.get(pk=made["poll"])
    voting.open_poll(deed, poll)
    choices = [
        voting.Choice(sittings.deed_in(sitting.body, user), "for_")
        for user in people.members_of(sitting.body)
    ]
    voting.cast_ballots(deed, poll, choices)
    voting.close_poll(deed, poll)
    voting.announce_result(deed, poll)
    agendas.record_conclusion(deed, first, "Thống nhất thông qua.")
    agendas.end_item(deed, first, "adopted_by_vote")
    agendas.start_item(deed, second)
    agendas.end_item(deed, second, "agreed")
    meetings.close_sitting(deed, sitting)
    run_waiting()


def contents() -> dict[str, set]:
    """Every row of every table, with all its values."""
    return {
        model._meta.label: {tuple(map(repr, row)) for row in model._base_manager.values_list()}
        for model in apps.get_models()
        if model._meta.managed
    }


def test_a_whole_rehearsal_with_votes_leaves_no_row_anywhere():
    agenda, deed = published()
    run_waiting()  # what the real sitting still sends
    before = contents()
    sent = len(mail.outbox)
    sitting = Sitting.objects.get(pk=agendas.rehearse_sitting(deed, agenda)["sitting"])
    play(deed, sitting)
    assert Ballot.objects.filter(poll__sitting=sitting).count() == 5
    meetings.discard_rehearsal(deed, sitting)
    after = contents()
    users = "accounts.User"  # the same rows; who was in the rehearsal has a newer epoch
    assert len(after[users]) == len(before[users])
    for name in set(before) - TRANSPORT - {users}:
        assert after[name] == before[name], name
    assert len(mail.outbox) == sent
    left = Event.objects.exclude(stream__startswith="person:").filter(stream__contains=str(sitting.pk))
    assert not left.exists()
    assert not [
        event
        for event in Event.objects.filter(stream__startswith="person:")
        if str(sitting.pk) in str(event.body)
    ]


def test_while_it_runs_the_real_record_doesnt_move():
    agenda, deed = published()
    records = set(AuditRecord.objects.values_list("pk", flat=True))
    sitting = Sitting.objects.get(pk=agendas.rehearse_sitting(deed, agenda)["sitting"])
    play(deed, sitting)
    new = AuditRecord.objects.exclude(pk__in=records)
    assert set(new.values_list("chain", flat=True)) == {f"rehearsal:{sitting.pk}"}
    assert verify_chain(sitting.chain).is_whole
    assert not records_of([sitting.body_id]).filter(chain=sitting.chain).exists()
    assert not Minutes.objects.exists()


def test_it_has_roster_agenda_and_papers_as_pinned():
    agenda, _deed, sitting = rehearsed()
    pairs = zip(factory.items_of(agenda), factory.items_of(sitting.agenda), strict=True)
    for real, copy in pairs:
        assert (real.number, real.title, real.presenter_id) == (copy.number, copy.title, copy.presenter_id)
        assert real.item_papers.get().version_id == copy.item_papers.get().version_id
        assert copy.dossier_id is None
    assert len(sittings.member_entries(sitting)) == 5
    assert not sitting.roster.filter(invited_at__isnull=False).exists()
    assert sitting.is_rehearsal
    assert sitting.state == Sitting.State.CALLED


def test_substitutes_stand_for_the_copy_of_their_member():
    agenda, deed = published()
    member = sittings.member_entries(agenda.sitting)[3]
    deputy = people.person("Thứ trưởng")
    RosterEntry.objects.create(
        sitting=agenda.sitting,
        person=deputy,
        role="substitute",
        name="Thứ trưởng",
        post_title="Thứ trưởng",
        substitute_for=member,
    )
    sitting = Sitting.objects.get(pk=agendas.rehearse_sitting(deed, agenda)["sitting"])
    copy = sitting.roster.get(role="substitute")
    assert copy.substitute_for.sitting_id == sitting.pk
    assert copy.substitute_for.person_id == member.person_id


def test_questions_prepared_are_there_too():
    agenda, deed = published()
    item = factory.items_of(agenda)[0]
    Poll.objects.create(sitting=agenda.sitting, item=item, number=1, question="Tán thành?", rule_set="R2016")
    sitting = Sitting.objects.get(pk=agendas.rehearse_sitting(deed, agenda)["sitting"])
    assert sitting.polls.get().question == "Tán thành?"


def test_neither_home_nor_today_takes_it_for_the_next_sitting():
    agenda, deed, sitting = rehearsed()
    member = people.members_of(sitting.body)[2]
    home = portal.home_of(member)
    assert home["sitting"]["url"].endswith(f"{agenda.sitting_id}/")
    assert [row["title"] for row in home["rehearsals"]] == [sitting.title]
    entries = [row.pk for row in sittings.member_entries(sitting)]
    meetings.set_presence(deed, sitting, entries, "on_site")
    meetings.open_sitting(deed, sitting)
    assert portal.home_of(member)["sitting"]["state"] == "called"
    assert not today_of(sittings.secretary_of(sitting.body))["running"]


def test_members_lose_it_when_it_is_thrown_away():
    _agenda, deed, sitting = rehearsed()
    member = people.members_of(sitting.body)[2]
    epoch = member.epoch
    assert Sitting.objects.visible_to(member).filter(pk=sitting.pk).exists()
    meetings.discard_rehearsal(deed, sitting)
    member.refresh_from_db()
    assert member.epoch > epoch
    assert not member.groups.filter(name=sitting.stream(streams.MEMBERS)).exists()


def test_one_rehearsal_at_a_time_and_none_of_a_rehearsal():
    agenda, deed, sitting = rehearsed()
    with pytest.raises(RehearsedAlready):
        agendas.rehearse_sitting(deed, agenda)
    with pytest.raises(RehearsalOfARehearsal):
        agendas.rehearse_sitting(deed, sitting.agenda)


def test_only_what_was_published_is_rehearsed():
    agenda = factory.draft(items=1)
    with pytest.raises(NothingToRehearse):
        agendas.rehearse_sitting(sittings.deed_in(agenda.sitting.body), agenda)


def test_a_real_sitting_is_never_thrown_away_nor_turned_into_a_rehearsal():
    agenda, deed = published()
    with pytest.raises(NotARehearsal):
        meetings.discard_rehearsal(deed, agenda.sitting)
    with pytest.raises(RehearsalIsDecided):
        meetings.edit_sitting(deed, agenda.sitting, is_rehearsal=True)


@pytest.mark.both_databases
def test_the_database_keeps_every_record_that_is_no_rehearsals():
    agenda, deed, sitting = rehearsed()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRecord.objects.filter(chain=agenda.sitting.chain).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRecord.objects.filter(chain=sitting.chain).update(verb="sitting.called")
    with pytest.raises(ValueError, match="no rehearsal"):
        drop_rehearsal_chain(agenda.sitting.chain)
    meetings.discard_rehearsal(deed, sitting)
    assert not AuditRecord.objects.filter(chain=sitting.chain).exists()


def test_a_rehearsal_nobody_ended_goes_by_itself_after_a_week():
    agenda, _deed, sitting = rehearsed()
    assert meetings.discard_old_rehearsals() == 0
    Sitting.objects.filter(pk=sitting.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert meetings.discard_old_rehearsals() == 1
    assert Sitting.objects.get().pk == agenda.sitting_id


def test_the_desk_begins_and_ends_it_in_one_press_each(client):
    agenda, _deed = published()
    client.force_login(sittings.secretary_of(agenda.sitting.body))
    page = client.get(f"/agendas/{agenda.sitting_id}/")
    assert "Diễn tập phiên họp này" in page.content.decode()
    begun = client.post(f"/agendas/{agenda.sitting_id}/rehearse/")
    page = client.get(begun["Location"]).content.decode()
    assert "DIỄN TẬP: không ghi vào hồ sơ chính thức" in page
    sitting = agenda.sitting.rehearsals.get()
    control = client.get(f"/control/{sitting.pk}/").content.decode()
    assert "Kết thúc và xóa phiên diễn tập" in control
    ended = client.post(f"/agendas/{sitting.pk}/discard-rehearsal/")
    assert str(agenda.sitting_id) in ended["Location"]
    assert not agenda.sitting.rehearsals.exists()
