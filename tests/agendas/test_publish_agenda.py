"""Publishing freezes, grants, tells and refuses in words."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from agendas import services
from agendas.checks import publication_blockers
from agendas.errors import AlreadyPublished, NotReadyToPublish
from agendas.models import AgendaRevision, ItemPaper
from core.errors import NotFound
from core.models import Job
from meetings.audiences import sync_audiences
from papers.access import get_version, get_version_to_read
from papers.models import Paper, PaperLaying, PaperPage
from realtime.models import Event
from search import door
from tests.factories import agendas, sittings
from tests.factories.people import members_of, staff

pytestmark = pytest.mark.django_db


def publish(agenda, **more):
    return services.publish_agenda(sittings.deed_in(agenda.sitting.body), agenda, **more)


def test_publishing_pins_versions_and_freezes_a_revision_with_the_hash_of_every_file():
    agenda = agendas.approved(items=2, papers=2)
    answer = publish(agenda)
    assert answer["revision"] == 1
    revision = AgendaRevision.objects.get(agenda=agenda)
    assert [item["number"] for item in revision.contents["items"]] == ["1", "2"]
    for item in agendas.items_of(agenda):
        assert item.published_at is not None
        for row in item.item_papers.select_related("version__original", "paper"):
            assert row.version_id == row.paper.current_id
            frozen = next(i for i in revision.contents["items"] if i["id"] == str(item.pk))
            assert frozen["papers"][str(row.paper_id)]["sha256"] == row.version.original.sha256
            assert row.paper.state == Paper.State.PUBLISHED


def test_members_may_read_the_papers_only_after_publication_and_the_room_never():
    agenda = agendas.approved(items=1)
    member = members_of(agenda.sitting.body)[3]
    assert not Paper.objects.visible_to(member).exists()
    publish(agenda)
    assert Paper.objects.visible_to(member).count() == 1
    room = Group.objects.get_or_create(name=agenda.sitting.stream("room"))[0]
    assert not Paper.objects.filter(papergroupobjectpermission__group=room).exists()


def test_an_unapproved_draft_is_refused_with_the_check_list():
    agenda = agendas.draft(items=1)
    with pytest.raises(NotReadyToPublish) as refusal:
        publish(agenda)
    assert refusal.value.blockers == ["Chương trình chưa được phê duyệt."]
    assert "1 việc" in refusal.value.message
    agenda.refresh_from_db()
    assert agenda.state == "draft"


def test_publishing_twice_is_refused_with_when_it_went_out():
    agenda = agendas.published(items=1)
    with pytest.raises(AlreadyPublished) as refusal:
        publish(agenda)
    assert "bản 1" in refusal.value.message


def test_the_same_request_again_gets_the_same_answer():
    agenda = agendas.approved(items=1)
    deed = sittings.deed_in(agenda.sitting.body, key="3c8d8dc4-13a3-4b5b-9c36-9b7e9d1b3d52")
    first = services.publish_agenda(deed, agenda)
    assert services.publish_agenda(deed, agenda) == first
    assert AgendaRevision.objects.filter(agenda=agenda).count() == 1


def test_each_audience_is_told_once_and_the_notices_wait_for_a_job():
    agenda = agendas.approved(items=2)
    publish(agenda)
    told = Event.objects.filter(type="agenda.published").values_list("stream", flat=True)
    audiences = {name.rsplit(":", 1)[1] for name in told if name.startswith("sitting:")}
    assert audiences == {"room", "members", "observers", "chair", "secretariat"}
    assert Job.objects.filter(kind="agendas.notify_published").count() == 1


def test_the_room_reads_no_papers_and_no_secret_title():
    agenda = agendas.draft(items=0)
    agendas.item(
        agenda, title="Danh mục mục tiêu trọng yếu", paper_copies_only=True, papers=0, short_title="Mục tiêu"
    )
    agendas.item(agenda)
    agenda.refresh_from_db()
    publish(agendas.approve(agenda))
    bodies = [
        str(body) for body in Event.objects.filter(type="agenda.published").values_list("body", flat=True)
    ]
    assert bodies
    assert all("Danh mục mục tiêu" not in body and "Mục tiêu" not in body for body in bodies)
    room = Event.objects.get(type="agenda.published", stream=agenda.sitting.stream("room"))
    assert all("papers" not in item for item in room.body["items"].values())


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda item: item.__class__.objects.filter(pk=item.pk).update(presenter=None), "presenter_missing"),
        (
            lambda item: item.__class__.objects.filter(pk=item.pk).update(short_title=""),
            "short_title_missing",
        ),
        (lambda item: item.item_papers.all().delete(), "papers_missing"),
        (
            lambda item: item.__class__.objects.filter(pk=item.pk).update(paper_copies_only=True),
            "paper_copies_only_has_file",
        ),
        (
            lambda item: item.item_papers.get().paper.versions.update(preparation="converting"),
            "paper_not_ready",
        ),
        (lambda item: item.item_papers.get().paper.versions.update(preparation="failed"), "paper_not_ready"),
    ],
)
def test_the_check_list_names_what_an_item_lacks(spoil, code):
    agenda = agendas.approved(items=1)
    [item] = agendas.items_of(agenda)
    assert publication_blockers(agenda) == []
    spoil(item)
    [blocker] = publication_blockers(agenda)
    assert blocker.code == code
    assert "Nội dung 1" in blocker.sentence
    assert blocker.item == item.pk


def test_an_empty_agenda_and_an_empty_roster_are_named():
    agenda = services.agenda_of(sittings.called_sitting())
    agenda.sitting.roster.all().delete()
    assert {blocker.code for blocker in publication_blockers(agenda)} == {"roster_empty", "no_items"}


def test_readers_cost_nothing():
    few, many = agendas.approved(items=3), agendas.approved(items=3)
    from tests.factories import people

    group = Group.objects.get_or_create(name=many.sitting.stream("members"))[0]
    group.user_set.add(*[people.user() for _each in range(30)])
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as with_few:
        publish(few)
    with CaptureQueriesContext(connection) as with_many:
        publish(many)
    assert len(with_many) <= len(with_few)


def test_ten_times_the_items_cost_no_more_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    few, many = agendas.approved(items=2), agendas.approved(items=20)
    with CaptureQueriesContext(connection) as with_few:
        publish(few)
    with CaptureQueriesContext(connection) as with_many:
        publish(many)
    assert len(with_many) == len(with_few)


def test_a_newer_version_stays_with_its_desk_until_it_is_laid():
    agenda = agendas.published(items=1)
    row = agendas.items_of(agenda)[0].item_papers.get()
    newer = agendas.version(row.paper)
    reader = members_of(agenda.sitting.body)[2]
    officer = staff(agenda.sitting.body)
    sync_audiences(agenda.sitting)
    paper = type(row.paper).objects.get(pk=row.paper_id)
    with pytest.raises(NotFound):
        get_version(reader, newer.pk)
    assert get_version_to_read(reader, paper).number == 1
    assert get_version_to_read(officer, paper).number == 2
    assert get_version(officer, newer.pk) == newer
    services.replace_paper(sittings.deed_in(agenda.sitting.body), row, "Chỉnh lý theo ý kiến")
    assert get_version(reader, newer.pk) == newer


def test_drafts_before_the_laid_version_stay_with_their_desk():
    agenda = agendas.approved(items=1)
    [item] = agendas.items_of(agenda)
    paper = item.item_papers.get().paper
    draft, laid = paper.current, agendas.version(paper)
    publish(agenda)
    reader, officer = members_of(agenda.sitting.body)[2], staff(agenda.sitting.body)
    sync_audiences(agenda.sitting)
    assert get_version(reader, laid.pk) == laid
    with pytest.raises(NotFound):
        get_version(reader, draft.pk)
    assert get_version(officer, draft.pk) == draft


def test_readers_of_two_sittings_each_read_what_was_laid_before_theirs():
    first = agendas.published(items=1)
    row = agendas.items_of(first)[0].item_papers.get()
    second = agendas.approved(items=1)
    ItemPaper.objects.filter(item__agenda=second).update(paper=row.paper)
    newer = agendas.version(row.paper)
    publish(second)
    paper = type(row.paper).objects.get(pk=row.paper_id)
    sync_audiences(first.sitting)
    sync_audiences(second.sitting)
    for agenda, number in ((first, 1), (second, 2)):
        reader = members_of(agenda.sitting.body)[2]
        assert get_version_to_read(reader, paper).number == number
    with pytest.raises(NotFound):
        get_version(members_of(first.sitting.body)[2], newer.pk)


def test_search_finds_a_word_only_in_the_version_laid():
    agenda = agendas.published(items=1)
    row = agendas.items_of(agenda)[0].item_papers.get()
    newer = agendas.version(row.paper)
    for version, text in ((row.version, "con ngựa trắng"), (newer, "con trâu đen")):
        PaperPage.objects.create(version=version, number=1, width=1, height=1, text=text)
    reader, officer = members_of(agenda.sitting.body)[2], staff(agenda.sitting.body)
    sync_audiences(agenda.sitting)
    assert [door.find(reader, word).total for word in ("ngựa", "trâu")] == [1, 0]
    assert [door.find(officer, word).total for word in ("ngựa", "trâu")] == [0, 1]


def test_the_migration_gives_readers_of_before_the_versions_their_agenda_had_laid():
    agenda = agendas.published(items=1)
    row = agendas.items_of(agenda)[0].item_papers.get()
    agendas.version(row.paper)
    services.replace_paper(sittings.deed_in(agenda.sitting.body), row, "Chỉnh lý theo ý kiến")
    known = set(PaperLaying.objects.values_list("version", "group"))
    PaperLaying.objects.all().delete()
    import_module("agendas.migrations.0005_layings_of_published_papers").lay_published(apps, None)
    assert set(PaperLaying.objects.values_list("version", "group")) == known
    assert len({version for version, _group in known}) == 2
