"""Marks: the client's id, undo, sharing, and their places in later versions."""

import uuid
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from accounts.models import User
from annotations import placing, services
from annotations.anchoring import squeeze
from annotations.errors import (
    ImportGoingOn,
    MarkEditedElsewhere,
    MarkNotUnderstood,
    MarksTooLarge,
    MarkTooLong,
    NotAReader,
    TooManyMarks,
)
from annotations.models import Mark, MarkPlacement
from annotations.selectors import marks_for
from audit.models import AuditRecord
from core.deed import Deed
from core.errors import KeyReused, NotFound
from core.jobs import run_waiting
from core.models import Job, StoredAnswer
from papers.models import PaperLaying, PaperPage, PaperVersion
from papers.services import lay_versions
from realtime import streams
from realtime.commands import answer
from realtime.models import Event
from realtime.selectors import snapshot
from tests.annotations.drawing import ink_target
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
        {"target": {"page": 2, "quote": "x", "more": [{"page": 1, "quote": "y"}]}},
        {"target": {"page": 1, "quote": "x", "more": [{"page": 2, "quote": ""}]}},
        {"target": {"page": 1, "quote": "x", "more": [{"page": 2 + n, "quote": "y"} for n in range(20)]}},
        {"target": {"page": 1, "quote": "x", "more": {"page": 2}}},
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


def test_a_reader_cannot_fill_the_others_pages(scene: Scene, settings):
    settings.MARKS_PER_PAPER = 2
    first = scene.mark()
    scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    with pytest.raises(TooManyMarks, match="2"):
        scene.mark()
    scene.mark(id=first["id"], body="Vẫn sửa được")
    assert Mark.objects.get(pk=first["id"]).body == "Vẫn sửa được"


def test_neither_by_their_number_nor_by_their_bytes(scene: Scene, settings, monkeypatch):
    first = scene.mark(body="a" * 300)
    held = Mark.objects.get().size
    assert held > 300
    monkeypatch.setattr(services.marks, "MIB", held + 100)
    settings.MARKS_MIB_PER_PAPER = 1
    with pytest.raises(MarksTooLarge, match="1 MB"):
        scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    with pytest.raises(MarksTooLarge):
        scene.mark(id=first["id"], body="a" * 500)
    scene.mark(id=first["id"], body="Vẫn sửa được")
    assert Mark.objects.get(pk=first["id"]).body == "Vẫn sửa được"
    assert Mark.objects.get().size < held
    assert Mark.objects.count() == 1


def test_what_is_put_by_hand_into_other_versions_counts_among_the_bytes(scene: Scene, settings, monkeypatch):
    made = scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    version, later = scene.next_version(FIRST, THIRD), scene.next_version(FIRST, THIRD)
    alone = Mark.objects.get().size
    place = {"page": 2, "quote": "a" * 1_000}
    services.reattach_mark(scene.deed, made["id"], version, place)
    held = Mark.objects.get().size
    assert held > alone + 1_000
    services.reattach_mark(scene.deed, made["id"], version, place)
    assert Mark.objects.get().size == held, "put there again it takes no more"
    scene.mark(id=made["id"], body="Lời")
    assert Mark.objects.get().body == "Lời"
    assert held < Mark.objects.get().size < held + 200, "a change of the words keeps them counted"
    Mark.objects.update(size=1)
    import_module("annotations.migrations.0008_bytes_of_places_by_hand").count_bytes(apps, None)
    assert held < Mark.objects.get().size < held + 200
    monkeypatch.setattr(services.marks, "MIB", held + 500)
    settings.MARKS_MIB_PER_PAPER = 1
    with pytest.raises(MarksTooLarge):
        services.reattach_mark(scene.deed, made["id"], later, place)
    assert not MarkPlacement.objects.get(version=later).is_by_hand


def test_one_file_of_marks_at_a_time(scene: Scene):
    services.import_marks(scene.deed, [{"id": str(n)} for n in range(101)])
    with pytest.raises(ImportGoingOn):
        services.import_marks(scene.deed, [])
    run_waiting()
    assert services.import_marks(scene.deed, []).ended_at is not None


def test_a_new_version_places_moves_or_orphans_every_mark(scene: Scene):
    kept, gone = scene.mark(), scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    version = scene.next_version(THIRD, FIRST)
    found = {one["id"]: one for one in marks_for(scene.member, version)}
    assert (found[kept["id"]]["state"], found[kept["id"]]["target"]["page"]) == ("moved", 2)
    assert (found[gone["id"]]["state"], found[gone["id"]]["target"]) == ("orphaned", None)
    assert found[gone["id"]]["quote"] == "đôn đốc, báo cáo Thủ tướng Chính phủ"


def test_a_mark_without_words_under_it_goes_with_its_unchanged_page_only(scene: Scene):
    ink = scene.mark(kind="ink", target=ink_target(2))
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


END, START = f"{WORDS} Nghị quyết này.", "Điều 2. Văn phòng Chính phủ theo dõi, đôn đốc"
OVER_TWO = {"page": 1, "quote": END, "more": [{"page": 2, "quote": START}]}


def over_two(scene: Scene) -> dict[str, Any]:
    """A highlight from the end of the first page into the second."""
    return services.save_mark(scene.deed, uuid.uuid4(), scene.version, "highlight", OVER_TWO)


def test_words_over_two_pages_are_one_mark(scene: Scene):
    made = over_two(scene)
    [seen] = marks_for(scene.member, scene.version)
    assert [part["page"] for part in (seen["target"], *seen["target"]["more"])] == [1, 2]
    assert seen["quote"] == f"{END} {START}"
    services.delete_mark(scene.deed, made["id"])
    assert marks_for(scene.member, scene.version) == []


def test_a_mark_over_two_pages_moves_as_one_and_is_cut_where_pages_end_now(scene: Scene):
    over_two(scene)
    [seen] = marks_for(scene.member, scene.next_version("Trang thêm", FIRST, f"{SECOND}\n{THIRD}"))
    parts = (seen["target"], *seen["target"]["more"])
    assert (seen["state"], [part["page"] for part in parts]) == ("moved", [2, 3])
    assert squeeze(seen["target"]["quote"]) == squeeze(END)
    [seen] = marks_for(scene.member, scene.next_version(f"{FIRST}\n{SECOND}", THIRD))
    assert (seen["state"], seen["target"]["page"], "more" in seen["target"]) == ("moved", 1, False)
    assert squeeze(seen["target"]["quote"]) == squeeze(END + START)


def test_a_mark_on_one_page_is_cut_where_its_words_now_go_over_two(scene: Scene):
    made = scene.mark(WORDS)
    at = FIRST.index(WORDS) + 30
    [seen] = marks_for(scene.member, scene.next_version(FIRST[:at], f"{FIRST[at:]}\n{SECOND}"))
    parts = (seen["target"], *seen["target"]["more"])
    assert (seen["id"], [part["page"] for part in parts]) == (made["id"], [1, 2])
    assert squeeze("".join(part["quote"] for part in parts)) == squeeze(WORDS)


def test_a_mark_over_two_pages_stays_with_what_is_left_of_it_or_is_listed(scene: Scene):
    over_two(scene)
    [seen] = marks_for(scene.member, scene.next_version(FIRST, THIRD))
    assert (seen["state"], seen["target"]["page"], seen["quote"]) == ("moved", 1, f"{END} {START}")
    assert squeeze(seen["target"]["quote"]) == squeeze(END)
    [seen] = marks_for(scene.member, scene.next_version(THIRD))
    assert (seen["state"], seen["target"]) == ("orphaned", None)


def test_a_scan_that_gets_its_words_gets_the_marks_that_waited_for_them(scene: Scene):
    made = scene.mark()
    ink = scene.mark(kind="ink", target=ink_target(2))
    scan = scene.next_version("", "")
    by_hand = scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    later = scene.next_version(FIRST, SECOND)
    services.reattach_mark(scene.deed, by_hand["id"], scan, {"page": 2, "quote": "theo dõi"})
    own = services.save_mark(scene.deed, uuid.uuid4(), scan, "ink", ink_target(2))
    run_waiting()
    states = {one["id"]: one["state"] for one in marks_for(scene.member, scan)}
    assert states == {
        made["id"]: "orphaned",
        ink["id"]: "orphaned",
        by_hand["id"]: "placed",
        own["id"]: "made",
    }
    for number, text in ((1, SECOND), (2, f"{FIRST}\n{THIRD}")):
        PaperPage.objects.filter(version=scan, number=number).update(text=text)
    placing.version_recognised(scan)
    run_waiting()
    found = {one["id"]: one for one in marks_for(scene.member, scan)}
    assert (found[made["id"]]["state"], found[made["id"]]["target"]["page"]) == ("moved", 2)
    assert found[by_hand["id"]]["target"]["quote"] == "theo dõi"
    assert (found[own["id"]]["state"], found[own["id"]]["target"]["page"]) == ("made", 2)
    placed = {one["id"]: one["state"] for one in marks_for(scene.member, later)}
    assert placed[made["id"]] == "placed"


def test_marks_that_come_late_wait_for_one_job_and_not_for_one_that_has_begun(scene: Scene):
    later = scene.next_version(FIRST, SECOND)
    waiting = Job.objects.filter(kind=placing.JOB, state=Job.State.WAITING)
    for _mark in range(3):
        scene.mark()
    assert waiting.count() == 1
    waiting.update(state=Job.State.RUNNING)  # it may have read the marks already
    scene.mark()
    assert waiting.count() == 1
    run_waiting()
    assert [one["state"] for one in marks_for(scene.member, later)] == ["placed"] * 4


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


def test_the_owner_hears_that_the_marks_found_their_places(scene: Scene):
    scene.mark()
    own = streams.person(scene.member.person_id)
    with replaying([own]) as replay:
        version = scene.next_version(SECOND, FIRST)
    assert replay.told("annotations.marks_changed") == {own}
    scene.mark("đôn đốc, báo cáo Thủ tướng Chính phủ", page=2)
    scan = scene.next_version("")
    PaperPage.objects.filter(version=scan).update(text=SECOND)
    before = len(Event.objects.filter(type="annotations.marks_changed"))
    with replaying([own]):
        placing.version_recognised(scan)
        run_waiting()
    assert len(Event.objects.filter(type="annotations.marks_changed")) == before + 2
    assert marks_for(scene.member, version)[0]["state"] == "moved"


def test_a_draft_moves_nothing_its_readers_could_notice_until_it_is_laid(scene: Scene):
    scene.mark()
    own = streams.person(scene.member.person_id)
    draft = agendas.version(scene.version.paper, pages=2)
    write(draft, SECOND, FIRST)
    run_waiting()
    before, told = snapshot(own), Event.objects.filter(stream=own).count()
    placing.version_ready(draft)
    placing.version_recognised(draft)
    run_waiting()
    assert MarkPlacement.objects.filter(version=draft).count() == 1
    assert snapshot(own) == before and Event.objects.filter(stream=own).count() == told
    with replaying([own]) as replay:
        lay_versions([(draft, laying.group) for laying in scene.version.layings.all()])
        run_waiting()
    assert replay.told("annotations.marks_changed") == {own}
    paper = str(scene.version.paper_id)
    assert snapshot(own)["doc"]["marks"][paper] == before["doc"]["marks"][paper] + 1


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


def test_the_answer_that_is_kept_for_repeats_holds_nothing_of_a_mark_or_note(scene: Scene):
    strokes = [[float(number), 5.0] * 2 for number in range(500)]
    target, mark, note = ink_target(1, *strokes), uuid.uuid4(), uuid.uuid4()
    later, item = scene.next_version(FIRST, THIRD), agendas.items_of(_agenda(scene))[0].pk
    acts = (
        lambda deed: services.save_mark(deed, mark, scene.version, "ink", target, "lời " * 1_000),
        lambda deed: services.reattach_mark(deed, mark, later, {"page": 2, "quote": "a" * 2_000}),
        lambda deed: services.share_mark(deed, mark, [scene.other.person_id]),
        lambda deed: services.delete_mark(deed, mark),
        lambda deed: services.restore_mark(deed, mark),
        lambda deed: services.save_note(deed, note, "agenda_item", item, "chữ " * 4_000, 0),
    )
    for act in acts:
        deed = replace(scene.deed, key=str(uuid.uuid4()))
        first = act(deed)
        assert act(deed) == first
        kept = StoredAnswer.objects.get(key=deed.key)
        assert len(str(kept.answer)) < 400
    assert first["text"] == "chữ " * 4_000


def _agenda(scene: Scene) -> Any:
    from agendas.models import ItemPaper

    return ItemPaper.objects.get(version=scene.version).item.agenda


def test_many_marks_are_placed_in_turns_with_what_others_wait_for(scene, monkeypatch):
    monkeypatch.setattr(placing, "TURN_SECONDS", -1)
    for _time in range(3):
        scene.mark()
    made = scene.next_version(FIRST, SECOND)
    assert MarkPlacement.objects.filter(version=made).count() == 3
    assert Job.objects.filter(kind=placing.JOB).count() >= 3
