"""Positions before the sitting: who states one, until when, who sees it, and the block that follows."""

import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from agendas import access, services
from agendas.errors import (
    KeepsOut,
    NotAMember,
    NotOfTheBlock,
    ObjectionWithoutReason,
    PositionsClosed,
    UnknownPosition,
)
from agendas.models import AgendaItem, AgendaLine, ItemPosition
from agendas.positions import missing
from agendas.selectors import block_of
from core.errors import NotFound, WrongStep
from core.registries import AFTER_STEPS, STEP_CHECKS
from meetings.audiences import sync_audiences
from notices.models import Notice
from realtime.commands import answer
from realtime.selectors import snapshot
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db
AGAINST = "Chưa bố trí được nguồn vốn năm 2021"


def scene(items=3):
    agenda = agendas.published(items=items)
    return agenda, agendas.items_of(agenda), people.members_of(agenda.sitting.body)


def state(agenda, item, user, kind, reason="", key=""):
    entry = sittings.entry_of(agenda.sitting, user)
    return services.state_position(
        sittings.deed_in(agenda.sitting.body, user, key), item, entry, kind, reason
    )


def document(agenda, audience):
    return snapshot(agenda.sitting.stream(audience))["doc"]


def numbers(agenda):
    return [item.number for item in block_of(agenda)]


def test_a_position_is_kept_with_every_version_and_the_last_one_stands():
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", f"  {AGAINST} ")
    told = state(agenda, items[0], members[1], "wish_to_speak")
    assert told["number"] == 2
    assert told["in_block"]
    rows = list(ItemPosition.objects.values_list("number", "kind", "reason", "replaced_at"))
    assert rows[0][:3] == (1, "objection", AGAINST)
    assert rows[0][3] is not None
    assert rows[1] == (2, "wish_to_speak", "", None)


def test_stating_the_same_again_makes_no_version():
    agenda, items, members = scene()
    for _time in range(2):
        state(agenda, items[0], members[1], "no_objection")
    assert ItemPosition.objects.count() == 1


def test_a_repeat_under_its_key_gets_the_first_answer():
    agenda, items, members = scene()
    key = str(uuid.uuid4())
    first = state(agenda, items[0], members[1], "no_objection", key=key)
    state(agenda, items[0], members[1], "wish_to_speak")
    assert state(agenda, items[0], members[1], "no_objection", key=key) == first
    assert ItemPosition.objects.get(replaced_at=None).kind == "wish_to_speak"


def test_objecting_takes_a_reason_and_there_are_three_positions():
    agenda, items, members = scene()
    with pytest.raises(ObjectionWithoutReason):
        state(agenda, items[0], members[1], "objection", "  ")
    with pytest.raises(UnknownPosition):
        state(agenda, items[0], members[1], "withdrawn")
    assert not ItemPosition.objects.exists()


def test_a_position_taken_back_counts_as_none_and_stays_in_the_row():
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)
    entry = sittings.entry_of(agenda.sitting, members[1])
    told = services.withdraw_position(sittings.deed_in(agenda.sitting.body, members[1]), items[0], entry)
    assert told["in_block"]
    assert not document(agenda, "chair")["positions"]
    assert items[0] in missing(agenda)[entry.pk]
    assert ItemPosition.objects.count() == 2


def test_chair_and_secretariat_see_it_at_once_the_members_when_the_sitting_opens_nobody_else_ever():
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)

    def seen():
        shown = {}
        for audience in ("chair", "secretariat", "members", "observers", "room"):
            doc = document(agenda, audience)
            of_block = [one for one in doc.get("lines", {}).values() if one["kind"] == "left_block"]
            shown[audience] = bool(doc.get("positions")) and bool(of_block)
            assert shown[audience] or AGAINST not in str(doc)
        assert AGAINST not in str(snapshot(f"item:{items[0].pk}")["doc"])
        return {name for name, is_seen in shown.items() if is_seen}

    assert seen() == {"chair", "secretariat"}
    agendas.open_now(agenda)
    assert seen() == {"chair", "secretariat", "members"}


def test_the_members_own_device_knows_what_was_stated():
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)
    mine = snapshot(f"person:{members[1].person_id}")["doc"]["own_positions"]
    assert mine[str(items[0].pk)]["reason"] == AGAINST
    assert "own_positions" not in snapshot(f"person:{members[2].person_id}")["doc"]


def test_an_objection_takes_the_item_out_of_the_block_with_a_line_that_says_who_and_when():
    agenda, items, members = scene()
    assert numbers(agenda) == ["1", "2", "3"]
    state(agenda, items[1], members[1], "objection", AGAINST)
    assert numbers(agenda) == ["1", "3"]
    line = AgendaLine.objects.get()
    assert (line.kind, line.item, line.reason) == ("left_block", items[1], AGAINST)
    assert line.who == sittings.entry_of(agenda.sitting, members[1]).post_title
    state(agenda, items[1], members[2], "objection", "Cùng ý kiến")
    assert AgendaLine.objects.count() == 1
    state(agenda, items[1], members[1], "no_objection")
    assert numbers(agenda) == ["1", "3"]
    state(agenda, items[1], members[2], "no_objection")
    assert numbers(agenda) == ["1", "2", "3"]
    assert AgendaLine.objects.filter(kind="joined_block").count() == 1


def test_silence_keeps_an_item_in_the_block_and_is_counted_as_silence():
    agenda, items, members = scene(items=1)
    state(agenda, items[0], members[1], "no_objection")
    assert numbers(agenda) == ["1"]
    assert len(missing(agenda)) == len(members) - 1


def test_only_decisions_whose_turn_has_not_come_form_the_block():
    agenda = agendas.draft(items=2)
    agendas.item(agenda, kind=AgendaItem.Kind.INFORMATION)
    agenda.refresh_from_db()
    agendas.approve(agenda)
    services.publish_agenda(sittings.deed_in(agenda.sitting.body), agenda)
    agenda.refresh_from_db()
    assert numbers(agenda) == ["1", "2"]
    agendas.open_now(agenda)
    services.start_item(sittings.deed_in(agenda.sitting.body), agendas.items_of(agenda)[0])
    assert numbers(agenda) == ["2"]


def test_an_item_taken_apart_leaves_the_block_until_it_is_put_back():
    agenda, items, _members = scene()
    deed = sittings.deed_in(agenda.sitting.body)
    services.take_item_apart(deed, items[0], "Người chủ trì đề nghị thảo luận")
    assert numbers(agenda) == ["2", "3"]
    with pytest.raises(NotOfTheBlock):
        services.take_item_apart(deed, items[0], "Lần nữa")
    services.put_item_back(deed, items[0])
    assert numbers(agenda) == ["1", "2", "3"]
    assert list(AgendaLine.objects.values_list("kind", flat=True)) == ["left_block", "joined_block"]


def test_a_position_is_refused_once_the_item_has_begun():
    agenda, items, members = scene()
    agendas.open_now(agenda)
    services.start_item(sittings.deed_in(agenda.sitting.body), items[0])
    with pytest.raises(PositionsClosed):
        state(agenda, items[0], members[1], "objection", AGAINST)
    assert state(agenda, items[1], members[1], "objection", AGAINST)["kind"] == "objection"


def test_a_member_who_keeps_out_of_an_item_has_no_position_on_it():
    agenda, items, members = scene()
    entry = sittings.entry_of(agenda.sitting, members[1])
    services.set_recusal(
        sittings.deed_in(agenda.sitting.body), items[0], {str(entry.pk): "Có lợi ích liên quan"}
    )
    with pytest.raises(KeepsOut):
        state(agenda, items[0], members[1], "no_objection")
    assert items[0] not in missing(agenda)[entry.pk]


def test_nobody_states_a_position_for_another(cast_of_sixteen):
    cast, item = cast_of_sixteen
    for name in ("substitute", "delegate", "secretariat_lead", "observer"):
        with pytest.raises(NotAMember):
            access.get_item_to_state(cast[name], item.pk)
    with pytest.raises(NotFound):
        access.get_item_to_state(cast["other_agency"], item.pk)
    asked = {
        "id": "1",
        "verb": "agendas.state_position",
        "args": {"item": str(item.pk), "kind": "no_objection"},
    }
    assert answer(cast["delegate"], asked, "socket")["error"]["code"] == "not_a_member"
    assert answer(cast["member"], asked, "socket")["ok"]["kind"] == "no_objection"
    assert ItemPosition.objects.get().entry.person_id == cast["member"].person_id


@pytest.fixture
def cast_of_sixteen():
    from tests.personas import cast

    made = cast()
    agenda = agendas.published(made.sitting, items=1)
    return made, agendas.items_of(agenda)[0]


def test_others_may_refuse_a_position_and_follow_the_item_out_of_the_block(monkeypatch):
    agenda, items, members = scene()
    followed = []

    def refuse(item, kind):
        if item == items[0]:
            raise WrongStep

    monkeypatch.setitem(STEP_CHECKS._entries, "agendas.position_stated", [refuse])
    monkeypatch.setitem(
        AFTER_STEPS._entries, "agendas.position_stated", [lambda item, left: followed.append((item, left))]
    )
    with pytest.raises(WrongStep):
        state(agenda, items[0], members[1], "objection", AGAINST)
    state(agenda, items[1], members[1], "no_objection")
    state(agenda, items[1], members[1], "objection", AGAINST)
    assert followed == [(items[1], False), (items[1], True)]


def test_who_leaves_the_roster_leaves_no_objection_behind():
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)
    entry = sittings.entry_of(agenda.sitting, members[1])
    entry.removed_at = agenda.sitting.body.now()
    entry.save()
    sync_audiences(agenda.sitting)
    assert numbers(agenda) == ["1", "2", "3"]
    assert not document(agenda, "chair")["positions"]


def test_one_press_reminds_those_who_said_nothing_with_the_items_they_owe():
    agenda, items, members = scene(items=2)
    for item in items:
        state(agenda, item, members[1], "no_objection")
    state(agenda, items[0], members[2], "no_objection")
    deed = sittings.deed_in(agenda.sitting.body, key=str(uuid.uuid4()))
    assert services.remind_positions(deed, agenda) == len(members) - 1
    assert services.remind_positions(deed, agenda) == len(members) - 1
    rows = Notice.objects.filter(kind="agendas.positions_reminder")
    assert rows.count() == len(members) - 1
    assert not rows.filter(user=members[1]).exists()
    assert rows.get(user=members[2]).facts["numbers"] == "2"


def test_the_record_says_that_a_position_was_stated_never_which():
    from audit.models import AuditRecord

    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)
    row = AuditRecord.objects.filter(verb="agenda.position_stated").get()
    assert AGAINST not in str(row.facts)
    assert "objection" not in str(row.facts)


def test_the_desk_shows_the_table_and_exports_it(client):
    agenda, items, members = scene()
    state(agenda, items[0], members[1], "objection", AGAINST)
    client.force_login(sittings.secretary_of(agenda.sitting.body))
    page = client.get(reverse("agendas:positions", args=[agenda.sitting_id])).content.decode()
    assert AGAINST in page
    assert "Nội dung 1 ra khỏi nhóm" in page
    book = load_workbook(
        BytesIO(client.get(reverse("agendas:export_positions", args=[agenda.sitting_id])).content)
    )
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Không nhất trí" in cells
    assert AGAINST in cells


def test_the_desk_reminds_and_takes_apart_by_a_press(client):
    agenda, items, members = scene()
    client.force_login(sittings.secretary_of(agenda.sitting.body))
    client.post(reverse("agendas:remind_positions", args=[agenda.sitting_id]))
    assert Notice.objects.filter(kind="agendas.positions_reminder").count() == len(members)
    client.post(reverse("agendas:take_item_apart", args=[items[0].pk]), {"reason": "Cần thảo luận"})
    assert numbers(agenda) == ["2", "3"]
    client.post(reverse("agendas:put_item_back", args=[items[0].pk]))
    assert numbers(agenda) == ["1", "2", "3"]


def test_home_says_which_items_wait_for_the_members_position():
    from portal.selectors import waiting_for

    agenda, items, members = scene()
    state(agenda, items[1], members[1], "no_objection")
    [row] = waiting_for(members[1])
    assert "1, 3" in row["title"]
    for item in (items[0], items[2]):
        state(agenda, item, members[1], "no_objection")
    assert waiting_for(members[1]) == []
