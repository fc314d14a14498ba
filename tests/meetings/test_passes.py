"""One-time passes: guests come in by link and PIN, whoever sits at a tablet of the room by seat code and PIN."""

import json
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import limits
from accounts.errors import AccountClosed
from accounts.models import User
from accounts.services import close_account, open_account
from agendas import services as agendas
from agendas.models import SpeakingNote
from annotations import services as annotations
from annotations.models import Mark
from audit.models import AuditRecord
from core import clock
from meetings import letting_in, passes, services
from meetings import pass_words as words
from meetings.errors import NotNow, PassNotForRole
from meetings.models import OneTimePass, RosterEntry
from papers.models import PaperPage
from realtime import confinement, selectors, streams
from tests.factories import agendas as making
from tests.factories import people, sittings
from tests.replay import hold
from voting.models import TrialVote

pytestmark = pytest.mark.django_db
Kind, Ending = OneTimePass.Kind, OneTimePass.Ending
HTML = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture(autouse=True)
def nobody_tried_before():
    cache.clear()


@pytest.fixture
def hall():
    """A sitting held today, in session, with a guest without an account for the second of three items."""
    body = people.government(5)
    agenda = making.published(sittings.called_sitting(body, starts_at=clock.real()), items=3)
    sitting, deed = agenda.sitting, sittings.deed_in(body)
    guest = people.person("Lê Thị Khách")
    entry = services.add_to_roster(deed, sitting, guest, RosterEntry.Role.INVITEE)
    item = making.items_of(agenda)[1]
    agendas.set_invitees(deed, item, [entry.pk])
    agenda.sitting.refresh_from_db()
    agenda = making.open_now(agenda)
    return {"body": body, "deed": deed, "sitting": agenda.sitting, "entry": entry, "item": item}


def by_link(client, issued, pin=""):
    return client.post(reverse("entry:link", args=[issued.secret]), {"pin": pin or issued.pin})


def by_code(client, issued, pin=""):
    return client.post(reverse("entry:seat"), {"code": issued.secret, "pin": pin or issued.pin})


def wrong(issued):
    return f"{(int(issued.pin) + 1) % 1_000_000:06d}"


def page_of(sitting):
    return reverse("portal:sitting", args=[sitting.pk])


def member_of(hall, number=3):
    return sittings.member_entries(hall["sitting"])[number]


def test_a_guest_comes_in_by_link_and_pin_and_sees_the_own_item_alone(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    assert client.get(reverse("entry:link", args=[issued.secret])).status_code == 200
    answer = by_link(client, issued)
    assert answer.status_code == 302 and answer["Location"] == page_of(hall["sitting"])
    shown = client.get(page_of(hall["sitting"])).content.decode()
    first, second, third = making.items_of(hall["sitting"].agenda)
    told = {row.title: json.dumps(row.title)[1:-1] in shown for row in (first, second, third)}
    assert told == {first.title: False, second.title: True, third.title: False}
    assert "Trả máy" in shown


def test_a_person_without_an_account_gets_one_nobody_can_sign_in_with(hall):
    services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    user = User.objects.get(person=hall["entry"].person)
    assert user.is_guest and not user.has_usable_password()
    opened, password = open_account(hall["deed"], user.person, "le.khach")
    assert opened.pk == user.pk and not opened.is_guest and opened.check_password(password)


def test_only_keyed_hashes_are_kept_and_the_words_are_nowhere_in_the_record(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    by_link(client, issued)
    row = OneTimePass.objects.get()
    kept = " ".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
    record = " ".join(str(one.facts) for one in AuditRecord.objects.all())
    for word in (issued.secret, issued.pin):
        assert word not in kept and word not in record
    assert len(row.pin_hash) == len(row.token_hash) == 64
    assert words.pin_hash("a", issued.pin) != words.pin_hash("b", issued.pin)


def test_a_link_lets_in_once_and_says_so_clearly(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    by_link(client, issued)
    other = Client()
    for answer in (other.get(reverse("entry:link", args=[issued.secret])), by_link(other, issued)):
        assert "chỉ dùng được một lần" in answer.content.decode()
    assert not other.session.get("_auth_user_id")


def test_five_wrong_pins_kill_a_link_also_for_the_right_one(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    left = [by_link(client, issued, wrong(issued)).content.decode() for _number in range(5)]
    assert "Còn 4 lần" in left[0] and "Còn 1 lần" in left[3] and "không còn hiệu lực" in left[4]
    assert "không còn hiệu lực" in by_link(client, issued).content.decode()
    assert OneTimePass.objects.get().ending == Ending.WRONG_PINS
    assert not client.session.get("_auth_user_id")


def test_a_seat_code_doesnt_tell_which_word_was_wrong_and_dies_after_five_pins(hall, client):
    issued = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    unknown = client.post(reverse("entry:seat"), {"code": "AAAAAA", "pin": issued.pin}).content.decode()
    for _number in range(5):
        said = by_code(client, issued, wrong(issued)).content.decode()
        assert "Mã chỗ ngồi hoặc mã PIN chưa đúng" in said and "Mã chỗ ngồi hoặc mã PIN chưa đúng" in unknown
    assert OneTimePass.objects.get().ending == Ending.WRONG_PINS
    assert "không còn hiệu lực" in by_code(client, issued).content.decode()
    assert "chưa đúng" in by_code(client, issued, wrong(issued)).content.decode()


@pytest.mark.parametrize("pin", ["", " ", "0" * 19, "١٢٣٤٥٦", "12345\u0000", "'; --"])
def test_odd_words_are_refused_like_wrong_ones(hall, client, pin):
    issued = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    answer = client.post(reverse("entry:seat"), {"code": issued.secret, "pin": pin})
    assert answer.status_code == 200 and not client.session.get("_auth_user_id")


def test_a_code_is_forgiven_small_letters_and_blanks_and_has_no_signs_one_mixes_up(hall, client):
    issued = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    assert set(issued.secret) <= set(words.ALPHABET) and not set("01OILS5Z2B8") & set(words.ALPHABET)
    typed = f" {issued.secret[:3].lower()}-{issued.secret[3:].lower()} "
    answer = client.post(reverse("entry:seat"), {"code": typed, "pin": f"{issued.pin[:3]} {issued.pin[3:]}"})
    assert answer.status_code == 302


def test_an_unknown_link_is_missing_and_many_tries_of_one_address_have_to_wait(hall, client, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    for _number in range(3):
        assert client.get(reverse("entry:link", args=["nobody-made-this"])).status_code == 404
    assert client.get(reverse("entry:link", args=["nobody-made-this"])).status_code == 429
    issued = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    assert "thử lại sau 15 phút" in by_code(client, issued).content.decode()
    assert OneTimePass.objects.get().wrong_pins == 0


def test_a_member_at_a_loan_tablet_is_himself_in_this_sitting_and_nowhere_else(hall, client):
    entry = member_of(hall)
    elsewhere = making.published(sittings.called_sitting(hall["body"]), items=1)
    by_code(client, services.issue_pass(hall["deed"], entry, Kind.SEAT))
    assert client.get(page_of(hall["sitting"])).status_code == 200
    paper = hall["item"].item_papers.get()
    assert client.get(reverse("portal:paper", args=[paper.paper_id])).status_code == 200
    foreign = making.items_of(elsewhere)[0].item_papers.get()
    usual = Client()
    usual.force_login(entry.person.user)
    for address in (page_of(elsewhere.sitting), reverse("portal:paper", args=[foreign.paper_id])):
        assert usual.get(address).status_code == 200
        assert client.get(address).status_code == 404
    for name in ("portal:search", "portal:today", "meetings:list", "notices:list", "portal:record"):
        assert client.get(reverse(name)).status_code == 404, name
    assert client.get(reverse("portal:home"))["Location"] == page_of(hall["sitting"])
    stream = elsewhere.sitting.stream(streams.MEMBERS)
    assert usual.get(reverse("realtime:snapshot", args=[stream])).status_code == 200
    assert client.get(reverse("realtime:snapshot", args=[stream])).status_code == 404


def test_a_loan_tablet_follows_no_citation_out_of_its_sitting(hall, client):
    entry = member_of(hall)
    elsewhere = making.items_of(making.published(sittings.called_sitting(hall["body"]), items=1))[0]
    paper, foreign = (item.item_papers.get().paper for item in (hall["item"], elsewhere))
    version = paper.current
    PaperPage.objects.create(
        version=version, number=1, width=1, height=1, text="Theo Báo cáo số 301/BC-VPCP."
    )
    foreign.document_number = "301/BC-VPCP"
    foreign.save()
    usual = Client()
    usual.force_login(entry.person.user)
    by_code(client, services.issue_pass(hall["deed"], entry, Kind.SEAT))
    address = reverse("papers:citations", args=[version.pk])
    assert [one["paper"] for one in usual.get(address).json()["citations"]] == [str(foreign.pk)]
    assert client.get(address).json()["citations"] == []
    for open_to_it in ("papers:changes", "portal:versions"):
        pk = paper.pk if open_to_it == "portal:versions" else version.pk
        assert client.get(reverse(open_to_it, args=[pk])).status_code == 200, open_to_it
    assert client.post(reverse("agendas:seen", args=[hall["sitting"].pk])).status_code == 200
    assert client.post(reverse("agendas:seen", args=[elsewhere.agenda.sitting_id])).status_code == 404


def test_a_loan_tablet_hears_of_its_owner_what_is_of_this_sitting(hall, client):
    entry = member_of(hall)
    other = making.published(sittings.called_sitting(hall["body"]), items=1)
    [foreign] = making.items_of(other)
    deed = sittings.deed_in(hall["body"], entry.person.user)
    own = streams.person(entry.person_id)
    by_code(client, services.issue_pass(hall["deed"], entry, Kind.SEAT))
    usual = Client()
    usual.force_login(entry.person.user)
    for item in (hall["item"], foreign):
        annotations.save_note(deed, uuid4(), "agenda_item", item.pk, "ghi chú")
        version = item.item_papers.get().version
        annotations.save_mark(deed, uuid4(), version, "note", {"page": 1, "quote": "", "start": 0}, "lời")
        SpeakingNote.objects.create(item=item, principal=entry.person, text=f"phát biểu {item.pk}")

    def told(who, name, **query):
        return who.get(reverse(f"realtime:{name}", args=[own]), query).json()

    for answer in (told(usual, "snapshot"), told(usual, "events", since=0)):
        assert str(foreign.pk) in str(answer)
    taken, events = told(client, "snapshot"), told(client, "events", since=0)["events"]
    for said in (taken, events, client.get(page_of(hall["sitting"])).content.decode()):
        assert str(hall["item"].pk) in str(said)
        assert str(foreign.pk) not in str(said)
        assert str(foreign.item_papers.get().paper_id) not in str(said)
    assert set(taken["doc"]) == {"me", "notes", "marks", "lines", "speaking_notes"}
    assert taken["n"] == told(usual, "snapshot")["n"]
    assert [one["n"] for one in events] == list(range(1, taken["n"] + 1))
    assert {(one["t"], str(one["b"])) for one in events if one["t"] == confinement.ELSEWHERE} == {
        (confinement.ELSEWHERE, "{}")
    }
    mine, others = Mark.objects.order_by("created_at")
    for verb in ("annotations.delete_mark", "annotations.share_mark"):
        args = {"id": str(others.pk), "version": str(mine.made_on_id), "persons": []}
        message = {"id": 1, "verb": verb, "args": args}
        answer = client.post(reverse("realtime:command"), message, content_type="application/json").json()
        assert answer["error"]["code"] == "not_found", verb
    paper = reverse("portal:paper", args=[hall["item"].item_papers.get().paper_id])
    assert str(foreign.pk) not in client.get(paper).content.decode()


def test_commands_of_a_loan_tablet_reach_this_sitting_alone(hall, client):
    entry = member_of(hall)
    other = making.published(sittings.called_sitting(hall["body"]), items=1)
    by_code(client, services.issue_pass(hall["deed"], entry, Kind.SEAT))

    def tell(item):
        message = {"id": 1, "verb": "agendas.state_position", "args": {"item": str(item.pk), "kind": "none"}}
        return client.post(reverse("realtime:command"), message, content_type="application/json").json()

    assert tell(making.items_of(other)[0])["error"]["code"] == "not_found"
    assert tell(hall["item"]).get("error", {}).get("code") != "not_found"
    assert not confinement.admits_command(str(hall["sitting"].pk), {"verb": "x", "args": {"text": "y"}})
    assert not confinement.admits_stream(str(hall["sitting"].pk), "body:1:secretariat")


def test_no_spelling_of_an_id_reaches_another_sitting_from_a_loan_tablet(hall, client):
    chair, own = sittings.member_entries(hall["sitting"])[0], str(hall["sitting"].pk)
    other = making.published(sittings.called_sitting(hall["body"], starts_at=clock.real()), items=2)
    foreign = [str(item.pk) for item in making.items_of(other)]
    trial = TrialVote.objects.create(sitting=other.sitting, started_at=other.sitting.body.now())
    by_code(client, services.issue_pass(hall["deed"], chair, Kind.SEAT))

    def refusal(verb, **args):
        message = {"id": 1, "verb": verb, "args": args}
        answer = client.post(reverse("realtime:command"), message, content_type="application/json").json()
        return answer.get("error", {}).get("code")

    as_number = {"sitting": other.sitting.pk.int, "item": str(hall["item"].pk)}
    assert refusal("meetings.open_sitting", **as_number) == "not_found"
    assert refusal("voting.start_trial_vote", **as_number) == "not_found"
    assert refusal("voting.prepare_block_poll", sitting=own, items=foreign) == "not_found"
    assert refusal("voting.end_trial_vote", sitting=own, trial=str(trial.pk)) == "not_found"
    other.sitting.refresh_from_db()
    assert other.sitting.opened_at is None and not other.sitting.polls.exists()


def test_who_presides_from_a_loan_tablet_issues_no_passes(hall, client):
    chair = sittings.member_entries(hall["sitting"])[0]
    by_code(client, services.issue_pass(hall["deed"], chair, Kind.SEAT))
    assert client.get(reverse("portal:control", args=[hall["sitting"].pk])).status_code == 200
    assert client.get(reverse("meetings:passes", args=[hall["sitting"].pk])).status_code == 404
    assert client.post(reverse("meetings:issue_seat_codes", args=[hall["sitting"].pk])).status_code == 404


def test_at_midnight_of_the_body_pages_and_sockets_are_dead(hall, client):
    issued = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    by_code(client, issued)
    key, user = client.session.session_key, issued.row.entry.person.user
    claim = (user.pk, user.epoch, key)
    body = hall["body"]
    midnight = datetime.combine(body.today() + timedelta(days=1), time(), tzinfo=clock.HANOI)
    with clock.drive_to(midnight - timedelta(seconds=30)):
        assert client.get(page_of(hall["sitting"])).status_code == 200
        assert not selectors.fallen([claim]) and claim in selectors.standing([claim])
    with clock.drive_to(midnight + timedelta(seconds=1)):
        assert selectors.fallen([claim]) == {claim} and not selectors.standing([claim])
        answer = client.get(page_of(hall["sitting"]), **HTML)
        assert answer.status_code == 302 and answer["Clear-Site-Data"] == letting_in.WIPE


def test_an_unused_pass_is_dead_after_midnight_too(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    with clock.drive(timedelta(days=1)):
        assert "đã quá 24 giờ" in by_link(client, issued).content.decode()


def test_midnight_is_that_of_the_bodys_own_clock():
    body = people.government(3, clock_offset=timedelta(days=-100, hours=5))
    sitting = sittings.called_sitting(body, starts_at=body.now())
    at = passes.midnight_of(sitting)
    with clock.drive_to(at):
        assert clock.local(body.now()).time().replace(second=0, microsecond=0) == time()


def test_before_the_day_of_the_sitting_a_pass_waits_unharmed(client):
    sitting = sittings.called_sitting(people.government(3))
    issued = services.issue_pass(
        sittings.deed_in(sitting.body), sittings.member_entries(sitting)[1], Kind.SEAT
    )
    assert "dùng được từ ngày họp" in by_code(client, issued).content.decode()
    with clock.drive_to(sitting.starts_at):
        assert by_code(client, issued).status_code == 302


def test_revoked_in_one_press_the_session_is_gone_and_the_tablet_emptied(hall, client):
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    by_link(client, issued)
    key, user = client.session.session_key, User.objects.get(person=hall["entry"].person)
    desk = Client()
    desk.force_login(sittings.secretary_of(hall["body"]))
    assert "Đang dùng" in desk.get(reverse("meetings:passes", args=[hall["sitting"].pk])).content.decode()
    desk.post(reverse("meetings:end_pass", args=[hall["sitting"].pk, issued.row.pk]))
    assert not Session.objects.filter(session_key=key).exists()
    claim = (user.pk, user.epoch, key)
    assert selectors.fallen([claim]) == {claim}
    answer = client.get(page_of(hall["sitting"]), **HTML)
    assert answer["Location"] == reverse("entry:seat") + "?ended=1"
    assert answer["Clear-Site-Data"] == letting_in.WIPE
    assert "Clear-Site-Data" not in client.get(answer["Location"], **HTML)


def test_revoking_ends_no_other_sign_in_of_the_person(hall, client):
    entry = member_of(hall)
    client.force_login(entry.person.user)
    issued = services.issue_pass(hall["deed"], entry, Kind.SEAT)
    by_code(Client(), issued)
    services.end_pass(hall["deed"], issued.row)
    services.end_pass(hall["deed"], issued.row)
    assert client.get(page_of(hall["sitting"])).status_code == 200
    assert AuditRecord.objects.filter(verb="pass.ended").count() == 1


@pytest.mark.parametrize("name", ["entry:give_back", "accounts:sign_out"])
def test_given_back_the_tablet_is_wiped(hall, client, name):
    by_code(client, services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT))
    answer = client.post(reverse(name))
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert OneTimePass.objects.get().ending == Ending.RETURNED
    assert client.get(page_of(hall["sitting"])).status_code == 302


def test_the_desk_ends_every_loan_and_leaves_unused_codes(hall):
    issued = services.issue_seat_codes(hall["deed"], hall["sitting"])
    for one in issued[:2]:
        by_code(Client(), one)
    assert passes.out_now(hall["sitting"]) == 2
    assert services.end_loans(hall["deed"], hall["sitting"]) == 2
    assert passes.out_now(hall["sitting"]) == 0
    assert OneTimePass.objects.filter(ended_at=None).count() == len(issued) - 2


def test_codes_for_everybody_leave_those_who_are_in_alone(hall, client):
    first = services.issue_seat_codes(hall["deed"], hall["sitting"])
    by_code(client, first[0])
    again = services.issue_seat_codes(hall["deed"], hall["sitting"])
    assert len(again) == len(first) - 1
    assert client.get(page_of(hall["sitting"])).status_code == 200
    assert "không còn hiệu lực" in by_code(Client(), first[1]).content.decode()


def test_a_new_pass_ends_the_one_before_and_who_is_in_by_it(hall, client):
    by_code(client, services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT))
    services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    assert client.get(page_of(hall["sitting"])).status_code == 302


def test_when_the_item_ends_a_guest_has_the_waiting_page_and_nothing_more(hall, client):
    by_link(client, services.issue_pass(hall["deed"], hall["entry"], Kind.LINK))
    user, item = User.objects.get(person=hall["entry"].person), hall["item"]
    first = making.items_of(hall["sitting"].agenda)[0]
    agendas.start_item(hall["deed"], first)
    agendas.end_item(hall["deed"], first, "agreed")
    agendas.start_item(hall["deed"], item)
    assert selectors.may_follow(user, item.stream)
    agendas.end_item(hall["deed"], item, "opinions_given")
    assert not selectors.may_follow(user, item.stream)
    shown = client.get(page_of(hall["sitting"])).content.decode()
    assert "Trân trọng cảm ơn đại biểu" in shown and json.dumps(item.title)[1:-1] not in shown
    assert client.get(reverse("portal:paper", args=[item.item_papers.get().paper_id])).status_code == 404


def test_where_invitees_wait_a_guest_waits_and_is_called_in(hall, client):
    services.let_invitees_wait(hall["deed"], hall["sitting"], True)
    by_link(client, services.issue_pass(hall["deed"], hall["entry"], Kind.LINK))
    assert "Kính mời đại biểu chờ" in client.get(page_of(hall["sitting"])).content.decode()
    agendas.call_in_invitee(hall["deed"], hall["item"].invitees.get())
    assert 'id="streams"' in client.get(page_of(hall["sitting"])).content.decode()


def test_the_end_of_the_sitting_and_leaving_the_roster_end_passes(hall, client):
    link = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    by_link(client, link)
    services.remove_from_roster(hall["deed"], hall["entry"])
    assert client.get(page_of(hall["sitting"])).status_code == 302
    seat = services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)
    for item in making.items_of(hall["sitting"].agenda):
        agendas.start_item(hall["deed"], item)
        agendas.end_item(hall["deed"], item, "agreed")
    by_code(client, seat)
    sitting = services.close_sitting(hall["deed"], hall["sitting"])
    assert OneTimePass.objects.get(pk=seat.row.pk).ending == Ending.CLOSED
    assert client.get(page_of(sitting)).status_code == 302
    with pytest.raises(NotNow):
        services.issue_pass(hall["deed"], member_of(hall), Kind.SEAT)


def test_passes_are_for_those_who_take_part(hall):
    staff = services.add_to_roster(
        hall["deed"], hall["sitting"], people.user().person, RosterEntry.Role.STAFF
    )
    for entry, kind in ((staff, Kind.SEAT), (member_of(hall), Kind.LINK), (hall["entry"], "other")):
        with pytest.raises(PassNotForRole):
            services.issue_pass(hall["deed"], entry, kind)


def test_a_closed_account_is_opened_by_no_pass(hall, client):
    entry = member_of(hall)
    issued = services.issue_pass(hall["deed"], entry, Kind.SEAT)
    close_account(hall["deed"], entry.person.user)
    assert "không còn hiệu lực" in by_code(client, issued).content.decode()
    with pytest.raises(AccountClosed):
        services.issue_pass(hall["deed"], entry, Kind.SEAT)


def test_the_sheet_shows_each_ones_words_once(hall, client):
    client.force_login(sittings.secretary_of(hall["body"]))
    answer = client.post(reverse("meetings:issue_seat_codes", args=[hall["sitting"].pk]))
    sheet = answer.content.decode()
    assert sheet.count('class="strip"') == len(passes.seated(hall["sitting"]))
    assert answer["Cache-Control"] == "private, no-store"
    listed = client.get(reverse("meetings:passes", args=[hall["sitting"].pk])).content.decode()
    assert "Chưa dùng" in listed and 'class="strip"' not in listed


def test_a_pass_of_another_sitting_is_missing_at_this_desk(hall, client):
    other = sittings.called_sitting(hall["body"])
    issued = services.issue_pass(hall["deed"], sittings.member_entries(other)[1], Kind.SEAT)
    client.force_login(sittings.secretary_of(hall["body"]))
    answer = client.post(reverse("meetings:end_pass", args=[hall["sitting"].pk, issued.row.pk]))
    assert answer.status_code == 404
    assert OneTimePass.objects.get(pk=issued.row.pk).ended_at is None


def test_what_a_usual_sign_in_may_open_is_untouched_by_a_cookie_left_behind(hall, client):
    client.force_login(member_of(hall).person.user)
    client.cookies[letting_in.ON_LOAN] = "1"
    assert client.get(page_of(hall["sitting"]), **HTML).status_code == 200


def test_the_desk_hears_of_every_change_of_a_pass_in_numbers_and_replays_to_the_snapshot(hall, client):
    stream = hall["sitting"].stream(streams.SECRETARIAT)
    before = selectors.snapshot(stream)
    issued = services.issue_pass(hall["deed"], hall["entry"], Kind.LINK)
    by_link(client, issued, wrong(issued))
    by_link(client, issued)
    services.end_pass(hall["deed"], issued.row)
    told = [row for row in selectors.events_since(stream, before["n"]) if row.type == "pass.changed"]
    numbers = [row.body["passes"] for row in told]
    assert numbers[-1] == {"issued": 1, "used": 1, "ended": 1, "wrong_pins": 1}
    assert len(numbers) == 4
    hold(before["doc"], selectors.events_since(stream, before["n"]), selectors.snapshot(stream)["doc"])
    for name in ("room", "members"):
        assert "passes" not in selectors.snapshot(hall["sitting"].stream(name))["doc"]


def test_the_page_of_passes_follows_the_desk(hall, client):
    client.force_login(sittings.secretary_of(hall["body"]))
    page = client.get(reverse("meetings:passes", args=[hall["sitting"].pk])).content.decode()
    assert f'data-follows="{hall["sitting"].stream(streams.SECRETARIAT)}"' in page
    assert 'data-told-by="passes seats invitees sitting"' in page
    assert f'id="link-{hall["entry"].pk}"' in page
