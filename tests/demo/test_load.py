"""The demonstration loads through the services into one consistent installation, once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from agendas import services as agendas
from agendas.models import Agenda, AgendaItem
from agendas.selectors import block_of as agendas_block
from core import clock
from demo import loader, services
from demo.content import past
from demo.content.people import PERSONAS
from demo.loader import day
from demo.loader.cast import SUBMITTERS
from demo.loader.stage import stage_of_loaded
from dossiers.models import Dossier
from meetings import services as meetings
from meetings.models import Presence, RosterEntry, Sitting
from minutes import services as minutes_of
from minutes.models import Minutes, MinutesBlock
from papers.models import Paper, PaperVersion
from room import services as room
from tests import links
from tests.demo import shown_times
from voting.models import Poll

# The load itself takes up to a minute on a busy machine.
pytestmark = pytest.mark.timeout(600)
SITTING = "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """One load for the module: it takes seconds, and every test here only reads (or plays on in its own)."""
    from django.db import connection, transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            assert loader.load() is True
            yield
        finally:
            connection.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def sitting(loaded, db) -> Sitting:
    return Sitting.objects.get(title=SITTING)


def test_a_second_load_does_nothing_and_says_so(sitting):
    counted = (User.objects.count(), Sitting.objects.count(), Paper.objects.count())
    out = StringIO()
    call_command("demo_data", stdout=out)
    assert "Dữ liệu trình diễn đã có, không nạp lại." in out.getvalue()
    assert counted == (User.objects.count(), Sitting.objects.count(), Paper.objects.count())


def test_the_september_sitting_is_called_and_its_agenda_published_with_nine_items(sitting):
    assert sitting.state == Sitting.State.CALLED and sitting.rule_set == "R2016"
    assert sitting.agenda.state == Agenda.State.PUBLISHED
    numbers = list(sitting.agenda.items.order_by("order").values_list("number", flat=True))
    assert numbers == [str(number) for number in range(1, 10)]
    copies = sitting.agenda.items.get(paper_copies_only=True)
    assert copies.number == "7" and not copies.item_papers.exists()


def test_replies_forecast_21_on_site_4_online_2_away_with_one_substitute(sitting):
    members = sitting.roster.filter(role=RosterEntry.Role.MEMBER)
    modes = list(members.values_list("mode", flat=True))
    assert (modes.count("on_site"), modes.count("online")) == (21, 4)
    assert sorted(mode for mode in modes if mode not in ("on_site", "online")) == ["leave", "substituted"]
    assert not members.filter(mode__in=["leave", "substituted"], leave_approved_at=None).exists()
    assert sitting.roster.get(role=RosterEntry.Role.SUBSTITUTE).name == "Bạch Văn Lãm"


def test_every_paper_can_be_read_and_only_the_second_draft_is_late(sitting):
    assert not PaperVersion.objects.exclude(preparation="ready").exclude(paper__kind="minutes").exists()
    rows = [row for item in sitting.agenda.items.all() for row in item.item_papers.all()]
    assert len(rows) == 32
    (late,) = [row for row in rows if row.is_late]
    assert late.version.number == 2 and "Bộ Thông tin và Truyền thông" in late.late_reason
    assert PaperVersion.objects.filter(pages__text__contains="6.700 tủ đồng").exists()


def test_matters_with_a_submission_letter_came_in_as_verified_dossiers(sitting):
    dossiers = {item.number: item.dossier for item in sitting.agenda.items.all()}
    assert dossiers["2"] is None and dossiers["7"].paper_copies_only
    assert {number for number, dossier in dossiers.items() if dossier} == set("13456789")
    assert all(dossier.number and dossier.verification_note for dossier in dossiers.values() if dossier)
    assert Dossier.objects.get(title__startswith="Thuê dịch vụ").state == Dossier.State.DRAFT


def test_what_ministries_disagree_on_is_told_line_by_line_and_never_in_the_chairs_own_words(sitting):
    lines = {
        item.number: item.dossier.disagreements.splitlines()
        for item in sitting.agenda.items.exclude(dossier=None)
    }
    assert {number: len(views) for number, views in lines.items() if views} == {
        "1": 2,
        "3": 1,
        "4": 2,
        "5": 2,
    }
    scripts = [item.script.differences for item in sitting.agenda.items.all()]
    assert not any(
        view in script.splitlines() for views in lines.values() for view in views for script in scripts
    )


def test_items_6_8_and_9_are_one_block_with_its_vote_prepared(sitting):
    assert [item.number for item in agendas_block(sitting.agenda)] == ["6", "8", "9"]
    poll = Poll.objects.get(sitting=sitting, others__isnull=False)
    assert poll.state == "prepared" and "nội dung 6, 8, 9" in poll.question


def test_every_item_has_a_script_and_its_invitees(sitting):
    items = sitting.agenda.items.all()
    assert all(item.script.opening_words for item in items)
    invited = {item.number: [row.entry.name for row in item.invitees.all()] for item in items}
    assert invited["1"] == ["Thân Đức Thạch"] and invited["5"] == ["Đàm Việt Hải"]
    assert not any(names for number, names in invited.items() if number not in ("1", "5"))


def test_the_clock_of_the_demonstration_reads_29_september_and_the_practice_body_the_true_time(sitting):
    assert clock.local(sitting.body.now()).strftime("%d/%m/%Y") == "29/09/2020"
    practice = Sitting.objects.get(body__is_practice=True)
    assert practice.state == Sitting.State.DRAFT and practice.rule_set == "R2026"
    assert practice.roster.filter(role=RosterEntry.Role.MEMBER).count() == 27


@pytest.mark.parametrize("seed", past.PAST, ids=lambda seed: seed.key)
def test_a_past_sitting_is_closed_with_its_endings_votes_and_minutes(sitting, seed):
    was = Sitting.objects.get(title=seed.title)
    assert was.state == Sitting.State.CLOSED
    assert clock.local(was.closed_at).strftime("%Y-%m-%d %H:%M") == f"{seed.day} {seed.closes}"
    endings = list(was.agenda.items.order_by("order").values_list("ending", flat=True))
    assert endings == [item.ending for item in seed.items]
    votes = [item.votes_for for item in seed.items if item.votes_for]
    assert [poll.tally["for_"] for poll in was.polls.all()] == votes
    minutes = Minutes.objects.get(sitting=was)
    text = "\n".join(minutes.blocks.values_list("text", flat=True))
    assert all(speech.opinion in text for item in seed.items for speech in item.speeches)
    assert minutes.state == ("approved" if seed.approved_on else "draft")


def test_the_minutes_of_july_2019_name_the_four_tasks_and_the_arithmetic_of_24_of_27(sitting):
    minutes = Minutes.objects.get(sitting__title=past.JULY_2019.title)
    text = "\n".join(minutes.blocks.values_list("text", flat=True))
    assert all(task.sentence in text for task in past.FOUR_TASKS)
    assert "24/27" in text
    assert minutes.approved_by == "Hoàng Đình Khải" and minutes.approved_on.isoformat() == "2019-08-06"
    assert minutes.paper is not None


def _work_on(sitting: Sitting) -> None:
    """What a secretariat does on the first morning, each by the service of its page."""
    stage = stage_of_loaded()
    meetings.edit_sitting(stage.deed(), sitting, place="Phòng họp số 2, số 1 Hoàng Hoa Thám, Hà Nội")
    reply = stage.entry(sitting, "minister_g13")
    meetings.reply_to_invitation(stage.deed("minister_g13"), reply, RosterEntry.Mode.ON_SITE)
    item = sitting.agenda.items.get(number="2")
    said = {"opening_words": "Mời Văn phòng Chính phủ báo cáo.", "differences": "", "draft_conclusion": ""}
    agendas.write_script(stage.deed("script_writer"), item, **said)
    block = MinutesBlock.objects.filter(minutes__state="draft").exclude(text="").first()
    minutes_of.edit_block(stage.deed("minutes_writer"), block, f"{block.text}\nĐã rà soát.")
    display, _secret = room.request_display_code()
    room.pair_display(stage.deed(), sitting, display.code)


def test_the_jump_changes_no_time_of_what_has_happened_on_any_page_of_the_secretariat(sitting):
    _work_on(sitting)
    desk = ("operator", "script_writer", "minutes_writer", "auditor", *SUBMITTERS.values())
    names = [key.replace("_", ".") for key in desk]
    clients = [Client() for _name in names]
    for client, name in zip(clients, names, strict=True):
        client.force_login(User.objects.get(username=name))
    before = shown_times.read(clients, sitting)
    services.jump()
    after = shown_times.read(clients, sitting)
    assert after == before
    assert sum(map(len, before.values())) > 500


def test_the_morning_can_be_played_to_its_end_with_every_figure_of_the_programme(sitting):
    day.play(stage_of_loaded(), sitting)
    tallies = [
        (poll.tally["for_"], poll.tally["against"], poll.tally["abstain"], poll.tally["not_cast"])
        for poll in Poll.objects.filter(sitting=sitting).order_by("opened_at")
    ]
    assert tallies == [
        (25, 0, 0, 2),
        (9, 16, 0, 2),
        (16, 9, 0, 2),
        (24, 0, 1, 2),
        (12, 9, 4, 2),
        (23, 1, 1, 2),
        (25, 0, 0, 2),
    ]
    sitting.refresh_from_db()
    assert sitting.state == Sitting.State.CLOSED
    endings = dict(AgendaItem.objects.filter(agenda__sitting=sitting).values_list("number", "ending"))
    assert endings["4"] == "not_adopted" and endings["2"] == "noted" and endings["5"] == "opinions_given"
    assert Presence.objects.filter(entry__sitting=sitting, where="online").count() == 5


def test_the_morning_can_be_stopped_before_an_item_for_somebody_to_go_on(sitting):
    call_command("demo_play", until=3)
    sitting.refresh_from_db()
    assert sitting.state == Sitting.State.OPEN
    states = dict(AgendaItem.objects.filter(agenda__sitting=sitting).values_list("number", "state"))
    assert (states["2"], states["3"], states["4"]) == ("ended", "current", "waiting")
    assert clock.local(sitting.body.now()).strftime("%H:%M") == "08:59"
    assert Poll.objects.filter(sitting=sitting, state="prepared").count() == 6


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_nobody_is_offered_a_link_and_then_refused(sitting, persona):
    refused, opened = links.refused_to(services.user_of(persona))
    assert refused == [] and opened > 3
