"""A pack holds what its reader may read now, dies with its lease, with a lost right and with a revocation."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from agendas.models import ItemPaper, SittingVisit
from audit.models import AuditRecord
from core import clock
from meetings.models import Sitting
from packs import access, rules, selectors, services
from packs.errors import NothingToKeep, PackOver
from packs.models import Pack
from papers.models import Paper, PaperPage
from papers.opening import is_put_by
from tests.access_of_packs import OPEN_TO_ALL, ROUTES, expected
from tests.factories import agendas, sittings
from tests.factories.people import members_of
from tests.factories.queries import queries_of
from tests.personas import NAMES, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda() -> Any:
    return agendas.published(items=3)


def member_of(agenda: Any) -> Any:
    return members_of(agenda.sitting.body)[1]


def taken(agenda: Any, device: str = "tablet") -> Pack:
    user = member_of(agenda)
    deed = sittings.deed_in(agenda.sitting.body, user)
    return services.take_pack(deed, user, agenda.sitting, device, "iPad, Safari")


def ask(pack: Pack) -> Any:
    """What the device hears at contact, without a sign-in."""
    return Client().get(reverse("packs:standing", args=[access.token_of(pack)])).json()


def test_it_holds_every_laid_paper_with_sizes_hashes_and_a_lease(agenda: Any) -> None:
    made = selectors.contents_for(member_of(agenda), agenda.sitting)
    assert [row["number"] for row in made["papers"]] == ["1", "2", "3"]
    assert all(row["size"] == 1000 and len(row["sha256"]) == 64 for row in made["papers"])
    assert made["bytes"] == 3000 and made["until"] <= made["last"]


def test_any_page_is_told_which_pack_comes_by_itself_and_from_when(agenda: Any, client: Client) -> None:
    client.force_login(member_of(agenda))
    told = client.get(reverse("packs:coming")).json()["coming"]
    sitting = agenda.sitting
    assert (told["sitting"], told["page"]) == (str(sitting.pk), f"/sitting/{sitting.pk}/")
    assert told["is_on"] is False
    evening = datetime.fromisoformat(told["from"]) + sitting.body.clock_offset
    assert clock.local(evening).date() == sitting.day - timedelta(days=1) and clock.local(evening).hour == 18
    agenda.sitting.state = Sitting.State.CANCELLED
    agenda.sitting.save()
    assert client.get(reverse("packs:coming")).json() == {"coming": None}


def test_a_page_that_is_only_put_by_is_no_visit(agenda: Any, client: Client) -> None:
    client.force_login(member_of(agenda))
    address = f"/sitting/{agenda.sitting_id}/"
    assert client.get(f"{address}?keep").status_code == 200
    assert not SittingVisit.objects.exists()
    client.get(address)
    assert SittingVisit.objects.count() == 1


def test_a_paper_is_put_by_unopened_only_while_a_pack_that_holds_it_stands(agenda: Any) -> None:
    version = ItemPaper.objects.filter(item__agenda=agenda).select_related("version__paper")[0].version
    assert version is not None
    user, request = member_of(agenda), RequestFactory().get("/", {"keep": ""})
    request.user = user
    assert not is_put_by(request, version)
    pack = taken(agenda)
    assert is_put_by(request, version)
    Pack.objects.update(versions=[])
    assert not is_put_by(request, version)
    Pack.objects.update(versions=pack.versions, keep_until=clock.real())
    assert not is_put_by(request, version)
    Pack.objects.update(keep_until=pack.keep_until)
    services.give_back_pack(sittings.deed_in(agenda.sitting.body, user), pack)
    assert not is_put_by(request, version)


def test_its_words_come_whole_for_the_search_on_the_device(agenda: Any, client: Client) -> None:
    row = ItemPaper.objects.filter(item__agenda=agenda).select_related("version").first()
    assert row is not None and row.version is not None
    for number in (2, 1):
        PaperPage.objects.create(
            version=row.version, number=number, width=1, height=1, text=f"Trang {number}"
        )
    client.force_login(member_of(agenda))
    told = client.get(reverse("packs:texts", args=[row.version_id])).json()
    assert told["pages"] == [[1, "Trang 1"], [2, "Trang 2"]]
    sized = selectors.contents_for(member_of(agenda), agenda.sitting)["papers"][0]
    assert sized["text_size"] == 14 * 7 // 5


def test_never_what_was_handed_out_in_an_internal_part_on_paper_alone_or_above_the_level(
    agenda: Any, settings: Any
) -> None:
    rows = list(ItemPaper.objects.filter(item__agenda=agenda).order_by("item__order"))
    ItemPaper.objects.filter(pk=rows[0].pk).update(internal_part=1)
    type(rows[1].item).objects.filter(pk=rows[1].item_id).update(paper_copies_only=True)
    kept = selectors.contents_for(member_of(agenda), agenda.sitting)["papers"]
    assert [row["version"] for row in kept] == [str(rows[2].version_id)]
    settings.PACK_CLASSIFICATION_CEILING = "public"
    assert selectors.contents_for(member_of(agenda), agenda.sitting)["papers"] == []
    with pytest.raises(NothingToKeep):
        taken(agenda)


def test_a_larger_pack_costs_no_more_queries() -> None:
    few, many = agendas.published(items=1), agendas.published(items=8, papers=2)
    asked = [
        queries_of(lambda one=one: selectors.contents_for(member_of(one), one.sitting)) for one in (few, many)
    ]
    assert asked[0] == asked[1]


def test_taking_is_recorded_once_and_again_when_it_holds_something_else(agenda: Any) -> None:
    first = taken(agenda)
    assert taken(agenda).pk == first.pk and Pack.objects.count() == 1
    assert AuditRecord.objects.filter(verb="pack.taken").count() == 1
    row = ItemPaper.objects.filter(item__agenda=agenda).first()
    assert row is not None
    Paper.objects.filter(pk=row.paper_id).update(state="withdrawn")
    assert len(taken(agenda).versions) == 2
    assert AuditRecord.objects.filter(verb="pack.taken").count() == 2


def test_contact_moves_the_lease_on_but_never_past_the_day_after_the_sitting(agenda: Any) -> None:
    pack = taken(agenda)
    first = pack.keep_until
    last = selectors.last_moment_of(agenda.sitting)
    with clock.drive(timedelta(hours=5)):
        assert len(ask(pack)["versions"]) == 3
    pack.refresh_from_db()
    assert first < pack.keep_until <= last
    with clock.drive(timedelta(hours=23)):
        ask(pack)
    pack.refresh_from_db()
    assert pack.keep_until <= last
    with clock.drive(last - clock.real() + timedelta(minutes=1)):
        assert ask(pack) == {"gone": True}
        with pytest.raises(PackOver):
            taken(agenda)


def test_a_device_that_was_silent_for_longer_than_the_lease_has_nothing(agenda: Any) -> None:
    pack = taken(agenda)
    with clock.drive(timedelta(hours=24, seconds=1)):
        assert ask(pack) == {"gone": True}


def test_the_lease_ends_with_the_day_after_the_sitting_on_the_true_clock() -> None:
    starts = clock.hanoi(2020, 10, 2, 8)
    assert rules.last_moment(starts, timedelta(), 1) == clock.hanoi(2020, 10, 4)
    assert rules.last_moment(starts, timedelta(days=-100), 0) == clock.hanoi(2020, 10, 3) + timedelta(
        days=100
    )


def test_what_the_reader_lost_the_right_to_leaves_and_with_the_last_paper_the_pack(agenda: Any) -> None:
    pack = taken(agenda)
    rows = list(ItemPaper.objects.filter(item__agenda=agenda))
    Paper.objects.filter(pk=rows[0].paper_id).update(state="withdrawn")
    assert sorted(ask(pack)["versions"]) == sorted(str(row.version_id) for row in rows[1:])
    pack.user.groups.clear()
    assert ask(pack) == {"gone": True}
    pack.refresh_from_db()
    assert pack.ended_because == Pack.Ended.LOST_RIGHT


def test_a_closed_account_keeps_nothing(agenda: Any) -> None:
    pack = taken(agenda)
    type(pack.user).objects.filter(pk=pack.user_id).update(is_active=False)
    assert ask(pack) == {"gone": True}


def test_one_press_ends_every_pack_of_a_person_and_starts_open_pages_anew(agenda: Any) -> None:
    packs = [taken(agenda, device) for device in ("one", "two")]
    epoch = packs[0].user.epoch
    desk = Client()
    desk.force_login(sittings.secretary_of(agenda.sitting.body))
    page = desk.get(reverse("packs:list", args=[agenda.sitting.pk])).content.decode()
    assert page.count("iPad, Safari") == 2 and page.count("Thu hồi mọi gói") == 2
    desk.post(reverse("packs:revoke", args=[packs[0].pk]))
    assert [ask(pack) for pack in packs] == [{"gone": True}] * 2
    packs[0].user.refresh_from_db()
    assert packs[0].user.epoch == epoch + 1
    assert AuditRecord.objects.filter(verb="pack.revoked").count() == 1


def test_the_reader_deletes_it_himself(agenda: Any, client: Client) -> None:
    client.force_login(member_of(agenda))
    take = reverse("packs:take", args=[agenda.sitting.pk])
    token = client.post(take, {"device": "tablet"}).json()["token"]
    back = reverse("packs:give_back", args=[agenda.sitting.pk])
    assert client.post(back, {"device": "another"}).status_code == 404
    assert client.post(back, {"device": "tablet"}).status_code == 200
    assert client.get(reverse("packs:standing", args=[token])).json() == {"gone": True}
    assert client.post(take, {"device": ""}).status_code == 404


def test_a_token_nobody_gave_stands_for_nothing() -> None:
    for token in ("nonsense", access.token_of(Pack())):
        assert Client().get(reverse("packs:standing", args=[token])).json() == {"gone": True}


def test_everybody_gets_where_the_table_says() -> None:
    made = cast()
    agenda = agendas.published(made.sitting, items=1)
    pack = services.take_pack(
        sittings.deed_in(made.body, made["member"]), made["member"], agenda.sitting, "tablet"
    )
    row = ItemPaper.objects.filter(item__agenda=agenda).first()
    assert row is not None
    subjects = {"sitting": made.sitting.pk, "version": row.version_id, "pack": pack.pk}
    wrong = []
    for persona in NAMES:
        client = Client()
        if made.users[persona] is not None:
            client.force_login(made[persona])
        for name, (subject, methods) in ROUTES.items():
            for method in methods:
                path = reverse(name, args=[subjects[subject]] if subject else [])
                data = {"device": "tablet"} if name != "packs:give_back" else {"device": ""}
                answer = client.generic(
                    method,
                    path,
                    f"device={data['device']}",
                    content_type="application/x-www-form-urlencoded",
                    headers={"Accept": "application/json"},
                )
                let_in = answer.status_code in (200, 302) or (
                    name == "packs:give_back" and expected(name, method, persona) == 200
                )
                got = 200 if let_in else answer.status_code
                if got != expected(name, method, persona):
                    wrong.append((persona, name, got, expected(name, method, persona)))
    assert wrong == []
    _prefix, sub = get_resolver().namespace_dict["packs"]
    assert {f"packs:{name}" for name in sub.reverse_dict if isinstance(name, str)} == set(
        ROUTES
    ) | OPEN_TO_ALL
