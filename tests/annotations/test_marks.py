"""Marks: the client's id, undo, sharing, and their places in later versions."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

import pytest

from accounts.models import User
from annotations import placing, services
from annotations.errors import MarkEditedElsewhere, MarkNotUnderstood, MarkTooLong, NotAReader
from annotations.models import Mark, MarkPlacement
from annotations.selectors import marks_for
from audit.models import AuditRecord
from core.deed import Deed
from core.errors import KeyReused, NotFound
from core.jobs import run_waiting
from papers.models import PaperLaying, PaperPage, PaperVersion
from realtime import streams
from realtime.commands import answer
from tests.annotations.test_anchoring import FIRST, SECOND, THIRD
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of
from tests.replay import replaying

pytestmark = pytest.mark.django_db
WORDS = "phối hợp với các bộ, cơ quan bố trí kinh phí thực hiện"


@dataclass
class Scene:
    """A laid version of two pages, a member who reads it, and another."""

    version: PaperVersion
    member: User
    other: User
    deed: Deed

    def mark(self, words: str = WORDS, page: int = 1, **more: Any) -> dict[str, Any]:
        """A highlight by the member."""
        values = {"kind": "highlight", "target": {"page": page, "quote": words}, **more}
        return services.save_mark(self.deed, values.pop("id", uuid.uuid4()), self.version, **values)

    def next_version(self, *pages: str) -> PaperVersion:
        """The paper's next version, laid before the same audiences and placed."""
        made = agendas.version(self.version.paper, pages=len(pages))
        write(made, *pages)
        for laying in self.version.layings.all():
            PaperLaying.objects.create(version=made, group=laying.group)
        placing.version_ready(made)
        run_waiting()
        return made


def write(version: PaperVersion, *pages: str) -> None:
    """Give a version these pages."""
    for number, text in enumerate(pages, start=1):
        PaperPage.objects.create(version=version, number=number, width=595, height=842, text=text)


@pytest.fixture
def scene() -> Scene:
    agenda = agendas.published(items=1)
    [item] = agendas.items_of(agenda)
    version = item.item_papers.get().version
    write(version, FIRST, f"{SECOND}\n{THIRD}")
    body = agenda.sitting.body
    member, other = members_of(body)[2:4]
    return Scene(version, member, other, sittings.deed_in(body, member))


def test_a_mark_sent_twice_is_one_mark(scene: Scene):
    mark_id = uuid.uuid4()
    first = scene.mark(id=mark_id)
    assert scene.mark(id=mark_id) == first
    assert Mark.objects.count() == 1


def test_a_mark_is_private_until_it_is_shared_and_leaves_with_the_paper(scene: Scene):
    made = scene.mark(body="Hỏi nguồn vốn", kind="question")
    assert marks_for(scene.other, scene.version) == []
    services.share_mark(scene.deed, made["id"], [scene.other.person_id])
    [seen] = marks_for(scene.other, scene.version)
    assert (seen["body"], seen["is_mine"], bool(seen["owner"])) == ("Hỏi nguồn vốn", False, True)
    services.share_mark(scene.deed, made["id"], [])
    assert marks_for(scene.other, scene.version) == []


def test_who_cant_read_the_paper_gets_no_mark(scene: Scene):
    stranger = people.user()
    made = scene.mark()
    with pytest.raises(NotAReader):
        services.share_mark(scene.deed, made["id"], [stranger.person_id])
    args = {"id": str(uuid.uuid4()), "version": str(scene.version.pk), "kind": "highlight", "target": {}}
    said = answer(stranger, {"id": 1, "verb": "annotations.save_mark", "args": args}, "socket")
    assert said["error"]["code"] == "not_found"


def test_a_paper_taken_back_takes_the_shared_marks_along(scene: Scene, client):
    made = scene.mark()
    services.share_mark(scene.deed, made["id"], [scene.other.person_id])
    client.force_login(scene.other)
    address = f"/notes/marks/{scene.version.pk}/"
    assert len(client.get(address).json()["marks"]) == 1
    scene.version.layings.all().delete()
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 404


def test_undo_brings_a_deleted_mark_back(scene: Scene):
    made = scene.mark()
    services.delete_mark(scene.deed, made["id"])
    assert marks_for(scene.member, scene.version) == []
    services.restore_mark(scene.deed, made["id"])
    [seen] = marks_for(scene.member, scene.version)
    assert seen["id"] == made["id"]


def test_anothers_mark_is_as_good_as_missing(scene: Scene):
    made = scene.mark()
    theirs = sittings.deed_in(_body(scene), scene.other)
    for act in (services.delete_mark, services.restore_mark):
        with pytest.raises(NotFound):
            act(theirs, made["id"])
    with pytest.raises(NotFound):
        services.save_mark(theirs, made["id"], scene.version, "note", {"page": 1}, "x")


def _body(scene: Scene) -> Any:
    from agendas.models import ItemPaper

    return ItemPaper.objects.get(version=scene.version).item.agenda.sitting.body


def test_another_device_never_overwrites_silently(scene: Scene):
    made = scene.mark(body="một")
    scene.mark(id=made["id"], body="hai", version=1)
    with pytest.raises(MarkEditedElsewhere):
        scene.mark(id=made["id"], body="ba", version=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": {}},
        {"target": {"page": 0, "quote": "x"}},
        {"target": {"page": 1, "quote": ""}},
        {"target": {"page": True, "quote": "x"}},
        {"kind": "ink", "target": {"page": 1}},
        {"kind": "ink", "target": {"page": 1, "strokes": [[1, 2, 3]]}},
        {"kind": "ink", "target": {"page": 1, "strokes": [[1, float("nan")]]}},
        {"kind": "stamp"},
        {"colour": "pink"},
    ],
)
def test_a_mark_nobody_could_draw_is_refused_in_words(scene: Scene, wrong):
    with pytest.raises(MarkNotUnderstood):
        scene.mark(**wrong)
    assert not Mark.objects.exists()


def test_a_long_body_is_refused_in_words(scene: Scene):
    with pytest.raises(MarkTooLong, match="5001"):
        scene.mark(body="a" * 5001)


def test_a_new_version_places_moves_or_orphans_every_mark(scene: Scene):
    kept, gone = scene.mark(), scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    version = scene.next_version(THIRD, FIRST)
    found = {one["id"]: one for one in marks_for(scene.member, version)}
    assert (found[kept["id"]]["state"], found[kept["id"]]["target"]["page"]) == ("moved", 2)
    assert (found[gone["id"]]["state"], found[gone["id"]]["target"]) == ("orphaned", None)
    assert found[gone["id"]]["quote"] == "đôn đốc, báo cáo Thủ tướng Chính phủ"


def test_a_mark_without_words_under_it_goes_with_its_unchanged_page_only(scene: Scene):
    strokes = {"page": 2, "strokes": [[10, 10, 20, 20]]}
    ink = scene.mark(kind="ink", target=strokes)
    [one] = marks_for(scene.member, scene.next_version("Trang mới", FIRST, f"{SECOND}\n{THIRD}"))
    assert (one["id"], one["state"], one["target"]["page"]) == (ink["id"], "moved", 3)
    [one] = marks_for(scene.member, scene.next_version(FIRST, SECOND))
    assert one["state"] == "orphaned"


def test_a_mark_that_arrives_after_the_new_version_is_placed_too(scene: Scene):
    version = scene.next_version(SECOND, FIRST)
    made = scene.mark()
    run_waiting()
    [seen] = marks_for(scene.member, version)
    assert (seen["id"], seen["state"]) == (made["id"], "moved")


def test_an_orphan_is_put_back_by_hand_and_the_job_leaves_it_there(scene: Scene):
    made = scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    version = scene.next_version(FIRST, THIRD)
    services.reattach_mark(scene.deed, made["id"], version, {"page": 2, "quote": "chịu trách nhiệm"})
    placing.version_ready(version)
    run_waiting()
    [seen] = marks_for(scene.member, version)
    assert (seen["state"], seen["target"]["quote"]) == ("placed", "chịu trách nhiệm")
    assert MarkPlacement.objects.get().is_by_hand


def test_nothing_of_a_mark_enters_the_record(scene: Scene):
    before = AuditRecord.objects.count()
    scene.mark(body="điều không ai cần biết")
    assert AuditRecord.objects.count() == before


def test_the_owners_devices_hear_that_the_marks_changed(scene: Scene):
    own = streams.person(scene.member.person_id)
    with replaying([own]) as replay:
        made = scene.mark()
        services.delete_mark(scene.deed, made["id"])
        services.restore_mark(scene.deed, made["id"])
        services.share_mark(scene.deed, made["id"], [scene.other.person_id])
    assert replay.told("annotations.marks_changed") == {own}


def test_the_same_key_with_another_place_is_no_repeat(scene):
    deed = replace(scene.deed, key=str(uuid.uuid4()))
    target = {"page": 1, "quote": WORDS}
    services.save_mark(deed, uuid.uuid4(), scene.version, "highlight", target)
    with pytest.raises(KeyReused):
        services.save_mark(deed, uuid.uuid4(), scene.version, "highlight", {**target, "page": 2})
    mark = uuid.uuid4()
    again = replace(scene.deed, key=str(uuid.uuid4()))
    first = services.save_mark(again, mark, scene.version, "highlight", target)
    assert services.save_mark(again, mark, scene.version, "highlight", target) == first
    with pytest.raises(KeyReused):
        services.save_mark(again, mark, scene.version, "highlight", {**target, "page": 2})
