"""The register of numbered paper copies, and that nothing above the ceiling comes in by any way."""

import io
import json
import logging
import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from audit.models import AuditRecord
from copies import printing, services
from copies.errors import CopiesUncounted, CopyNotThere, StubIncomplete, StubThereAlready, WitnessMissing
from copies.models import PaperCopy, PaperStub
from copies.register import stubs_of
from core.errors import KeyReused
from dossiers.forms import DossierForm
from meetings.models import Sitting
from papers import rules
from papers.errors import ClassificationTooHigh
from papers.models import Paper
from realtime.models import Event, Stream
from realtime.selectors import snapshot
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db
State = PaperCopy.State


@pytest.fixture
def agenda():
    return agendas.published(sittings.called_sitting(people.government(3)), items=1)


def desk(agenda):
    return sittings.deed_in(agenda.sitting.body)


def stub_of(agenda, copies=2, **values):
    given = {
        "number": "15/TTr-BCA",
        "classification": "secret",
        "responsible": "Cục A05, Bộ Công an",
        **values,
    }
    stub = services.add_stub(desk(agenda), agendas.items_of(agenda)[0], **given)
    if copies:
        services.print_copies(desk(agenda), stub, copies)
    return stub


def holder(agenda):
    return sittings.member_entries(agenda.sitting)[1]


def test_a_copy_goes_out_comes_back_and_is_destroyed_before_a_witness(agenda):
    stub = stub_of(agenda)
    copy = stub.copies.get(number=1)
    services.hand_out_copy(desk(agenda), copy, holder(agenda))
    copy.refresh_from_db()
    assert holder(agenda).name in copy.holder and copy.state_in(agenda.sitting) == State.OUT
    services.take_back_copy(desk(agenda), copy)
    with pytest.raises(WitnessMissing):
        services.destroy_copy(desk(agenda), copy, " ")
    services.destroy_copy(desk(agenda), copy, "Nguyễn Thị Kiểm")
    copy.refresh_from_db()
    assert copy.state_in(agenda.sitting) == State.DESTROYED and copy.witness == "Nguyễn Thị Kiểm"
    with pytest.raises(CopyNotThere):
        services.hand_out_copy(desk(agenda), copy, holder(agenda))


def test_a_copy_still_out_after_the_sitting_is_missing_and_can_come_back(agenda):
    stub = stub_of(agenda)
    copy = stub.copies.get(number=2)
    services.hand_out_copy(desk(agenda), copy, holder(agenda))
    Sitting.objects.filter(pk=agenda.sitting_id).update(state=Sitting.State.CLOSED)
    sitting = Sitting.objects.select_related("body").get(pk=agenda.sitting_id)
    assert [one.number for one in stubs_of(sitting)[0].missing] == [2]
    services.take_back_copy(desk(agenda), copy)
    assert stubs_of(sitting)[0].missing == []


def test_a_stub_has_number_class_and_who_answers_and_no_title(agenda):
    assert not {"title", "file", "text"} & {field.name for field in PaperStub._meta.get_fields()}
    for missing in ("number", "responsible", "classification"):
        with pytest.raises(StubIncomplete):
            stub_of(agenda, **{missing: ""})
    with pytest.raises(StubIncomplete):
        stub_of(agenda, classification="internal")
    stub_of(agenda, copies=0)
    with pytest.raises(StubThereAlready):
        stub_of(agenda)


def test_copies_are_numbered_on_and_bounded(agenda):
    stub = stub_of(agenda, copies=3)
    assert services.print_copies(desk(agenda), stub, 2) == 5
    assert list(stub.copies.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    for count in (0, 201):
        with pytest.raises(CopiesUncounted):
            services.print_copies(desk(agenda), stub, count)


def test_a_repeated_press_enters_no_more_copies(agenda):
    stub, deed = stub_of(agenda, copies=3), replace(desk(agenda), key=str(uuid.uuid4()))
    assert [services.print_copies(deed, stub, 2) for _press in range(2)] == [5, 5]
    assert stub.copies.count() == 5
    with pytest.raises(KeyReused):
        services.print_copies(deed, stub, 3)


def test_the_record_tells_every_step(agenda):
    copy = stub_of(agenda, copies=1).copies.get()
    services.hand_out_copy(desk(agenda), copy, holder(agenda))
    services.take_back_copy(desk(agenda), copy)
    verbs = AuditRecord.objects.filter(verb__startswith="copies.").order_by("number")
    assert [row.verb.partition(".")[2] for row in verbs] == [
        "stub_added",
        "paper_copies_printed",
        "paper_copy_handed_out",
        "paper_copy_returned",
    ]


def test_the_printed_register_is_a_form(agenda):
    copy = stub_of(agenda).copies.get(number=1)
    services.hand_out_copy(desk(agenda), copy, holder(agenda))
    content = printing.register_pdf(agenda.sitting, [one.stub for one in stubs_of(agenda.sitting)])
    words = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "15/TTr-BCA" in words and holder(agenda).name in words and "Chưa giao" in words


def test_reading_the_register_takes_two_queries(agenda, django_assert_num_queries):
    for number in range(4):
        stub_of(agenda, copies=5, number=f"{number}/BC")
    sitting = agenda.sitting
    with django_assert_num_queries(2):
        assert len(stubs_of(sitting)) == 4


def test_above_the_ceiling_nothing_is_held_and_the_log_has_no_title(caplog):
    with (
        caplog.at_level(logging.WARNING, "ecabinet.ceiling"),
        pytest.raises(ClassificationTooHigh) as refused,
    ):
        rules.ensure_within_ceiling("secret", "internal")
    assert "bản giấy có đánh số" in refused.value.message
    assert json.dumps([record.getMessage() for record in caplog.records]) == (
        '["above the ceiling internal, refused: secret ()"]'
    )


@pytest.mark.parametrize("classification", ["secret", "top_secret", "absolute_secret"])
def test_neither_a_form_nor_the_database_takes_it(classification, agenda, caplog):
    form = DossierForm(
        {"title": "Đề án bí mật", "classification": classification, "urgency": "normal"},
        body=agenda.sitting.body,
        organisations=[],
    )
    assert "bản giấy có đánh số" in form.errors["classification"][0]
    assert "Đề án bí mật" not in caplog.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(title="Đề án", classification=classification)


def asked(client, user, agenda):
    """What the tablet of a user is told of papers on paper alone."""
    client.force_login(user)
    return client.get(
        reverse("copies:stubs", args=[agenda.sitting_id]), headers={"Accept": "application/json"}
    )


def test_the_tablet_shows_number_and_who_answers_and_the_own_copy_in_place_of_a_paper(agenda, client):
    stub = stub_of(agenda)
    services.hand_out_copy(desk(agenda), stub.copies.get(number=2), holder(agenda))
    members = people.members_of(agenda.sitting.body)
    by_person = {user.person_id: user for user in members}
    said = asked(client, by_person[holder(agenda).person_id], agenda).json()["stubs"]
    item = str(agendas.items_of(agenda)[0].pk)
    assert said == {
        item: [
            {
                "number": "15/TTr-BCA",
                "classification": "Mật",
                "responsible": "Cục A05, Bộ Công an",
                "mine": [2],
            }
        ]
    }
    other = next(user for user in members if user.person_id != holder(agenda).person_id)
    assert asked(client, other, agenda).json()["stubs"][item][0]["mine"] == []
    services.take_back_copy(desk(agenda), stub.copies.get(number=2))
    assert asked(client, by_person[holder(agenda).person_id], agenda).json()["stubs"][item][0]["mine"] == []


def test_a_stub_is_told_over_no_stream_and_to_nobody_outside(agenda, client):
    stub_of(agenda)
    for name in Stream.objects.values_list("name", flat=True):
        assert "15/TTr-BCA" not in json.dumps(snapshot(name), default=str)
    assert not Event.objects.filter(body__icontains="15/TTr-BCA").exists()
    assert asked(client, people.user(), agenda).status_code == 404


def test_the_desks_item_page_shows_the_stub_and_the_way_to_the_register(agenda, client):
    stub_of(agenda)
    client.force_login(sittings.secretary_of(agenda.sitting.body))
    page = client.get(reverse("agendas:item", args=[agendas.items_of(agenda)[0].pk])).content.decode()
    assert "15/TTr-BCA" in page and "Cục A05, Bộ Công an" in page
    assert "2 bản, 2 chưa giao, 0 đang giữ" in page
    assert reverse("copies:register", args=[agenda.sitting_id]) in page
