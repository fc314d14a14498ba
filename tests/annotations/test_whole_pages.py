"""A note or a question on a whole page: written without chosen words, it goes with its page or is nowhere."""

import uuid
from typing import Any

import pytest

from annotations import services, w3c
from annotations.anchoring import Text, follow_page
from annotations.importing import from_w3c
from annotations.models import Mark
from annotations.selectors import marks_for
from tests.annotations.drawing import ink_target
from tests.annotations.test_anchoring import FIRST, SECOND, THIRD
from tests.annotations.test_marks import Scene, scene

__all__ = ["scene"]
FORM = "Mẫu số 01. Họ và tên"
WORDS = "Xem lại số liệu trang này"


def followed(old: list[str], page: int, new: list[str]) -> tuple[int, bool] | None:
    """Where a page of the old version is in the new one."""
    return follow_page(Text.of(old), page, Text.of(new))


def test_a_page_is_told_by_its_words():
    assert followed([FIRST, SECOND], 2, [FIRST, SECOND]) == (2, False)
    assert followed([FIRST, SECOND], 2, ["Trang mới", FIRST, SECOND]) == (3, True)
    assert followed([FIRST, SECOND], 2, [THIRD, FIRST, SECOND.replace("tháng", "quý")]) == (3, True)


def test_a_page_without_words_is_told_by_the_pages_around_it():
    assert followed([FIRST, "", SECOND], 2, [FIRST, "", SECOND]) == (2, False)
    assert followed([FIRST, "", "", SECOND], 3, [THIRD, FIRST, "", "", SECOND]) == (4, True)
    assert followed([FIRST, ""], 2, [THIRD, FIRST, ""]) == (3, True)
    assert followed([""], 1, [""]) == (1, False)
    assert followed([FIRST, "", SECOND], 2, [FIRST, "Bản đồ đã nhận dạng", SECOND]) == (2, True)


def test_a_page_that_is_gone_or_cant_be_told_is_nowhere():
    assert followed([FIRST, "", SECOND], 2, [FIRST, SECOND]) is None
    assert followed([FIRST, "", SECOND], 2, [FIRST, "", "", SECOND]) is None
    assert followed([FIRST, "", SECOND, THIRD], 2, [FIRST, THIRD, SECOND]) is None
    assert followed(["", "", ""], 2, ["", "", ""]) is None
    assert followed([FIRST, SECOND], 2, [THIRD]) is None
    assert followed([FIRST], 4, [FIRST]) is None
    assert followed([FIRST], 1, []) is None


def test_forms_that_stand_there_twice_are_told_by_their_places():
    assert followed([FIRST, FORM, SECOND, FORM], 4, [FIRST, FORM, SECOND, FORM]) == (4, False)
    assert followed([FIRST, FORM, SECOND, FORM], 2, [FIRST, SECOND, FORM]) is None


def test_a_page_rewritten_between_the_same_pages_is_that_page():
    assert followed([FIRST, SECOND, THIRD], 2, [FIRST, "Nội dung viết lại từ đầu", THIRD]) == (2, True)


def note(scene: Scene, page: int = 2, kind: str = "note") -> dict[str, Any]:
    """What the tablet sends for a note on a whole page."""
    return services.save_mark(scene.deed, uuid.uuid4(), scene.version, kind, {"page": page}, WORDS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["note", "question"])
def test_it_is_kept_by_its_page_alone_and_comes_in_again(scene: Scene, kind: str):
    made = note(scene, kind=kind)
    annotation = Mark.objects.get().annotation
    assert annotation["target"]["selector"] == [
        {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc8118",
            "value": "page=2",
        }
    ]
    Mark.objects.all().delete()
    services.import_marks(scene.deed, [annotation])
    [seen] = marks_for(scene.member, scene.version)
    assert (seen["id"], seen["kind"], seen["body"]) == (made["id"], kind, WORDS)
    assert (seen["target"]["page"], seen["target"]["quote"]) == (2, "")


@pytest.mark.django_db
def test_it_goes_with_its_page_where_ink_stays_behind(scene: Scene):
    made = note(scene)
    ink = scene.mark(kind="ink", target=ink_target(2))
    version = scene.next_version("Trang mới", FIRST, f"{SECOND}\n{THIRD} Sửa thêm.")
    found = {one["id"]: one for one in marks_for(scene.member, version)}
    assert (found[made["id"]]["state"], found[made["id"]]["target"]["page"]) == ("moved", 3)
    assert found[ink["id"]]["state"] == "orphaned"


@pytest.mark.django_db
def test_one_without_its_page_is_put_on_another_by_hand(scene: Scene):
    made = note(scene)
    version = scene.next_version(FIRST)
    [lost] = marks_for(scene.member, version)
    assert (lost["state"], lost["made_target"]["page"]) == ("orphaned", 2)
    services.reattach_mark(scene.deed, made["id"], version, {"page": 1})
    [seen] = marks_for(scene.member, version)
    assert (seen["state"], seen["target"]["page"]) == ("placed", 1)
    [next_one] = marks_for(scene.member, scene.next_version("Trang mới", FIRST))
    assert (next_one["state"], next_one["target"]["page"]) == ("moved", 2)


@pytest.mark.parametrize(("said", "page"), [("page=4", 4), ("zoom=50&page=4", 4), ("#page=4&zoom=50", 4)])
def test_the_page_is_read_whatever_stands_beside_it(said: str, page: int):
    source = f"urn:uuid:{uuid.uuid4()}"
    raw = {
        "id": f"urn:uuid:{uuid.uuid4()}",
        "body": "Hỏi",
        "target": {"source": source, "selector": {"type": "FragmentSelector", "value": said}},
    }
    found = from_w3c(raw)
    assert (found["kind"], found["target"]["page"]) == ("note", page)
    assert w3c.is_of_page(found["kind"], found["target"])
