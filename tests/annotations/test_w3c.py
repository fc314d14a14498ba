"""A mark is stored as a W3C Web Annotation, goes out as such, and comes in again as it was."""

import json
import re
import uuid
from datetime import datetime
from typing import Any

import pytest

from annotations import services, w3c
from annotations.errors import MarkNotUnderstood
from annotations.importing import from_w3c
from annotations.kinds import Kind, clean_target
from annotations.models import Mark
from tests.annotations.drawing import DOT, ink_target
from tests.factories import agendas, sittings
from tests.factories.people import members_of

WORDS = {"page": 3, "start": 12, "quote": "bố trí kinh phí", "prefix": "quan ", "suffix": " thực"}
OVER_PAGES = {
    **WORDS,
    "more": [{"page": 4, "start": 0, "quote": "thực hiện", "prefix": "", "suffix": " ngay"}],
}
PLACES = {
    "highlight": [WORDS, OVER_PAGES],
    "underline": [WORDS, OVER_PAGES],
    "ink": [ink_target(3), {**WORDS, "strokes": [[1.5, 2, 12345.67, 0.01], DOT], "box": [1, 2, 3, 4]}],
    "note": [WORDS, {"page": 1}],
    "question": [OVER_PAGES],
}
# The motivations the model names: https://www.w3.org/TR/annotation-vocab/#named-individuals
MOTIVATIONS = {"highlighting", "commenting", "questioning"}


def ensure_valid(found: dict[str, Any], source: uuid.UUID) -> set[str]:
    """What the model asks of an annotation; the types of its selectors."""
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "Annotation" and found["id"].startswith("urn:uuid:")
    assert found["motivation"] in MOTIVATIONS
    assert datetime.fromisoformat(found["created"]).tzinfo is not None
    if "body" in found:
        assert found["body"]["type"] == "TextualBody" and found["body"]["value"]
    targets = found["target"] if isinstance(found["target"], list) else [found["target"]]
    types: set[str] = set()
    for target in targets:
        assert target["source"] == f"urn:uuid:{source}"
        assert f".{target['styleClass']} " in found["stylesheet"]["value"]
        for selector in target["selector"]:
            types.add(selector["type"])
            ensure_selector(selector)
    return types


def ensure_selector(selector: dict[str, Any]) -> None:
    """Each kind of selector has its own properties."""
    match selector["type"]:
        case "FragmentSelector":
            assert selector["conformsTo"].endswith("rfc8118") and selector["value"].startswith("page=")
        case "TextQuoteSelector":
            assert selector["exact"] and {"prefix", "suffix"} <= selector.keys()
        case "TextPositionSelector":
            assert 0 <= selector["start"] <= selector["end"]
        case "SvgSelector":
            drawn = re.findall(r'points="([^"]+)"', selector["value"])
            assert selector["value"].startswith("<svg ") and drawn
            assert all(re.fullmatch(r"[-\d., ]+", points) for points in drawn)
        case other:
            pytest.fail(f"{other} is no selector of ours")


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(("kind", "place"), [(k, place) for k, places in PLACES.items() for place in places])
def test_what_is_stored_is_a_web_annotation_and_comes_in_as_it_was(kind: str, place: dict[str, Any]):
    agenda = agendas.published(items=1)
    version = agendas.items_of(agenda)[0].item_papers.get().version
    deed = sittings.deed_in(agenda.sitting.body, members_of(agenda.sitting.body)[2])
    services.save_mark(deed, uuid.uuid4(), version, kind, place, "Hỏi thêm", "blue")
    mark = Mark.objects.get()
    types = ensure_valid(mark.annotation, version.pk)
    assert ("SvgSelector" in types) == (kind == Kind.INK)
    assert ({"TextQuoteSelector", "TextPositionSelector"} <= types) == bool(place.get("quote"))
    back = from_w3c(json.loads(json.dumps(mark.annotation)))
    assert clean_target(kind, back["target"]) == clean_target(kind, place) == mark.target
    assert (back["id"], back["version_id"]) == (mark.pk, version.pk)
    assert (back["kind"], back["colour"], back["body"]) == (kind, "blue", "Hỏi thêm")


def test_an_annotation_of_another_program_is_taken_for_what_it_says():
    selector = [
        {"type": "FragmentSelector", "value": "page=2"},
        {"type": "TextQuoteSelector", "exact": "kinh phí"},
    ]
    raw = {
        "id": f"https://example.org/a/urn:{uuid.uuid4()}",
        "motivation": "commenting",
        "body": [{"type": "TextualBody", "value": "Xem lại"}],
        "target": [{"source": f"urn:uuid:{uuid.uuid4()}", "selector": selector}],
    }
    found = from_w3c(raw)
    assert (found["kind"], found["body"], found["target"]["page"]) == ("note", "Xem lại", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        1,
        [],
        {},
        {"target": {}},
        {"target": []},
        {"target": {"selector": [1], "source": "x"}},
        {"target": [{"selector": [], "source": f"urn:uuid:{uuid.uuid4()}"} for _time in range(2)]},
    ],
)
def test_what_is_no_annotation_is_refused(wrong):
    with pytest.raises(MarkNotUnderstood):
        from_w3c(wrong)


def test_pages_are_said_shortly():
    assert (w3c.pages_of(WORDS), w3c.pages_of(OVER_PAGES)) == ("3", "3–4")
    assert w3c.quote_of(OVER_PAGES) == "bố trí kinh phí thực hiện"
