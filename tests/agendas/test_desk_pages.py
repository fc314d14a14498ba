"""The secretariat's pages: they answer, keep what was typed, and cost the same whatever the number of rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import BodyRole
from agendas import services
from agendas.models import AgendaItem, ChairScript
from realtime import streams
from realtime.selectors import snapshot
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def agenda():
    return agendas.draft(items=3)


@pytest.fixture
def desk(agenda):
    return client_of(sittings.secretary_of(agenda.sitting.body))


def url(name, *args):
    return reverse(f"agendas:{name}", args=args)


def test_the_agenda_page_shows_the_programme_and_what_is_lacking(agenda, desk):
    page = desk.get(url("workspace", agenda.sitting_id)).content.decode()
    for item in agendas.items_of(agenda):
        assert item.title in page
    assert "Chương trình chưa được phê duyệt." in page
    assert "Đã lưu lúc" in page


def test_dragging_puts_the_list_in_order_and_renumbers(agenda, desk):
    first, second, third = agendas.items_of(agenda)
    order = ",".join(str(one.pk) for one in (third, first, second))
    page = desk.post(url("order", agenda.sitting_id), {"order": order}, headers=HTMX)
    assert page.status_code == 200
    assert [(i.number, i.pk) for i in agendas.items_of(agenda)] == [
        ("1", third.pk),
        ("2", first.pk),
        ("3", second.pk),
    ]


def test_the_keyboard_moves_one_place(agenda, desk):
    first, second, _third = agendas.items_of(agenda)
    answer = desk.post(url("move", first.pk), {"to": "down"})
    assert answer.status_code == 302
    assert [i.pk for i in agendas.items_of(agenda)][:2] == [second.pk, first.pk]


def test_a_list_changed_by_somebody_else_isnt_reordered_blindly(agenda, desk):
    first, second, _third = agendas.items_of(agenda)
    page = desk.post(url("order", agenda.sitting_id), {"order": f"{second.pk},{first.pk}"}, headers=HTMX)
    assert "vừa được người khác thay đổi" in page.content.decode()


def test_removing_offers_undo_and_undo_brings_everything_back(agenda, desk):
    first = agendas.items_of(agenda)[0]
    page = desk.post(url("remove", first.pk), headers=HTMX).content.decode()
    assert "Hoàn tác" in page
    change = services.items.AgendaChange.objects.filter(kind="removed").get()
    desk.post(url("undo", agenda.sitting_id, change.pk), headers=HTMX)
    back = AgendaItem.objects.get(pk=first.pk)
    assert (back.number, back.title, back.item_papers.count()) == ("1", first.title, 1)


def edit(item, **changes):
    values = {
        "title": item.title,
        "short_title": item.short_title,
        "kind": item.kind,
        "presenter": item.presenter_id,
        "minutes_allowed": item.minutes_allowed,
        "version": item.version,
    }
    return {**values, **changes}


def test_two_secretaries_see_both_texts_and_nothing_is_lost(agenda, desk):
    item = agendas.items_of(agenda)[0]
    other = client_of(people.staff(agenda.sitting.body, BodyRole.Role.SECRETARIAT_LEAD))
    assert other.get(url("item", item.pk)).status_code == 404  # not yet in the audience of the sitting
    agenda.sitting.refresh_from_db()
    from meetings.audiences import sync_audiences

    sync_audiences(agenda.sitting)
    assert other.post(url("item", item.pk), edit(item, title="Bản của người thứ nhất")).status_code == 302
    page = desk.post(url("item", item.pk), edit(item, title="Bản của người thứ hai")).content.decode()
    assert "Bản của người thứ nhất" in page
    assert "Bản của người thứ hai" in page
    assert "vừa sửa nội dung này" in page
    item.refresh_from_db()
    assert item.title == "Bản của người thứ nhất"
    again = desk.post(url("item", item.pk), edit(item, title="Bản của người thứ hai"))
    assert again.status_code == 302


def test_the_row_is_edited_in_place_and_a_conflict_shows_what_is_stored(agenda, desk):
    item = agendas.items_of(agenda)[0]
    assert "Sửa đầy đủ" in desk.get(url("row", item.pk), headers=HTMX).content.decode()
    values = {"presenter": item.presenter_id, "short_title": "Tên ngắn mới", "minutes_allowed": 25}
    page = desk.post(url("row", item.pk), {**values, "version": item.version}, headers=HTMX).content.decode()
    assert "25 phút" in page
    stale = {**values, "minutes_allowed": 40, "version": item.version}
    page = desk.post(url("row", item.pk), stale, headers=HTMX).content.decode()
    assert "Đang lưu" in page
    assert 'value="40"' in page
    item.refresh_from_db()
    assert item.minutes_allowed == 25


def test_a_member_has_no_business_at_the_desk(agenda):
    member = client_of(members_of(agenda.sitting.body)[3])
    assert member.get(url("workspace", agenda.sitting_id)).status_code == 403
    item = agendas.items_of(agenda)[0]
    assert member.post(url("remove", item.pk)).status_code == 404
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_the_head_approves_and_the_secretary_publishes(agenda, desk):
    head = client_of(members_of(agenda.sitting.body)[0])
    page = head.get(url("approve", agenda.sitting_id)).content.decode()
    assert "Phê duyệt chương trình" in page
    head.post(url("approve", agenda.sitting_id), {"version": agenda.version})
    assert "Đủ điều kiện phát hành" in desk.get(url("workspace", agenda.sitting_id)).content.decode()
    desk.post(url("publish", agenda.sitting_id))
    agenda.refresh_from_db()
    assert agenda.state == "published"
    page = desk.post(url("publish", agenda.sitting_id), follow=True).content.decode()
    assert "đã được phát hành lúc" in page
    assert desk.get(url("revision", agenda.sitting_id, 1)).status_code == 200
    assert desk.get(url("approve", agenda.sitting_id)).status_code == 403


def test_a_signed_paper_is_recorded_with_its_number(agenda, desk):
    desk.post(url("record_approval", agenda.sitting_id), {"name": "Trần Văn Mẫu 1", "reference": ""})
    assert not agenda.approvals.exists()
    desk.post(
        url("record_approval", agenda.sitting_id),
        {"name": "Trần Văn Mẫu 1", "reference": "Phiếu trình số 1432/PTr-VPCP"},
    )
    assert agenda.approvals.get().way == "signed_paper"


def test_late_items_papers_invitees_and_recusals_from_the_item_page(agenda, desk):
    agendas.approve(agenda)
    desk.post(url("publish", agenda.sitting_id))
    first = agendas.items_of(agenda)[0]
    values = edit(first, title="Nội dung gửi chậm", after=first.pk, reason="", short_title="Gửi chậm")
    page = desk.post(url("late", agenda.sitting_id), values).content.decode()
    assert "ghi rõ lý do" in page
    assert desk.post(url("late", agenda.sitting_id), {**values, "reason": "Việc gấp"}).status_code == 302
    late = AgendaItem.objects.get(number="1a")
    assert "Việc gấp" in desk.get(url("workspace", agenda.sitting_id)).content.decode()
    assert desk.get(url("item", late.pk)).status_code == 200
    entry = sittings.member_entries(agenda.sitting)[3]
    desk.post(url("recusals", late.pk), {"member": [str(entry.pk)], "reason": ["Cơ quan trình"]})
    assert late.recusals.get().reason == "Cơ quan trình"
    desk.post(url("withdraw", late.pk), {"reason": "Theo đề nghị của cơ quan trình"})
    assert "<s>Nội dung gửi chậm</s>" in desk.get(url("workspace", agenda.sitting_id)).content.decode()


def test_the_script_is_written_by_its_officer_and_read_by_the_presider_alone(agenda, desk):
    from meetings.audiences import sync_audiences

    item = agendas.items_of(agenda)[0]
    officer = client_of(people.staff(agenda.sitting.body, BodyRole.Role.SCRIPT))
    sync_audiences(agenda.sitting)
    prefix = str(item.pk)
    body = {f"{prefix}-opening_words": "Thưa các đồng chí", f"{prefix}-version": 0}
    assert officer.post(url("write_script", item.pk), body).status_code == 302
    stale = {f"{prefix}-opening_words": "Lời khác", f"{prefix}-version": 0}
    page = officer.post(url("write_script", item.pk), stale).content.decode()
    assert "Thưa các đồng chí" in page
    assert "Lời khác" in page
    long = {f"{prefix}-opening_words": "Lời dài" * 3000, f"{prefix}-version": 1}
    page = officer.post(url("write_script", item.pk), long).content.decode()
    assert "tối đa 20000" in page and "Lời dài" * 3000 in page
    assert ChairScript.objects.get().opening_words == "Thưa các đồng chí"
    presider = client_of(members_of(agenda.sitting.body)[0])
    assert "Thưa các đồng chí" in presider.get(url("scripts", agenda.sitting_id)).content.decode()
    assert presider.post(url("write_script", item.pk), body).status_code == 403
    assert desk.get(url("scripts", agenda.sitting_id)).status_code == 403


def count(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.parametrize("name", ["workspace", "scripts", "approve"])
def test_ten_times_the_items_cost_no_more_queries(name):
    few, many = agendas.draft(items=2, papers=1), agendas.draft(items=20, papers=1)
    counts = []
    for agenda in (few, many):
        who = members_of(agenda.sitting.body)[0] if name != "workspace" else None
        client = client_of(who or sittings.secretary_of(agenda.sitting.body))
        client.get(url(name, agenda.sitting_id))
        counts.append(count(lambda c=client, a=agenda: c.get(url(name, a.sitting_id))))
    assert counts[0] == counts[1]


def test_snapshots_cost_the_same_for_ten_times_the_items():
    few, many = agendas.published(items=2), agendas.published(items=20)
    for audience in streams.SITTING_AUDIENCES:
        counts = [count(lambda a=a, x=audience: snapshot(a.sitting.stream(x))) for a in (few, many)]
        assert counts[0] == counts[1], audience


def test_the_item_page_costs_the_same_for_ten_times_the_papers():
    few, many = agendas.draft(items=1, papers=2), agendas.draft(items=1, papers=20)
    counts = []
    for agenda in (few, many):
        client = client_of(sittings.secretary_of(agenda.sitting.body))
        item = agendas.items_of(agenda)[0]
        client.get(url("item", item.pk))
        counts.append(count(lambda c=client, i=item: c.get(url("item", i.pk))))
    assert counts[0] == counts[1]
