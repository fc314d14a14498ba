"""Marks go out as W3C Web Annotations and come in again as they were."""

import pytest

from annotations import w3c
from annotations.errors import MarkNotUnderstood
from annotations.kinds import clean_target

MADE = {
    "id": "6b1c1c39-5a55-4d3c-9c55-3d1c1f5c4d11",
    "kind": "ink",
    "colour": "blue",
    "body": "Hỏi thêm",
    "made_at": "2026-11-29T00:00:00+00:00",
    "made_on": "0b8c1c39-5a55-4d3c-9c55-3d1c1f5c4d22",
    "made_target": {
        "page": 3,
        "start": 12,
        "quote": "bố trí kinh phí",
        "prefix": "quan ",
        "suffix": " thực",
        "strokes": [[1.5, 2.0, 3.25, 4.0]],
        "box": [1.0, 2.0, 3.0, 4.0],
    },
}


def test_what_goes_out_comes_in_the_same():
    out = w3c.to_w3c(MADE)
    assert {one["type"] for one in out["target"]["selector"]} == {
        "FragmentSelector",
        "TextQuoteSelector",
        "TextPositionSelector",
        "SvgSelector",
    }
    back = w3c.from_w3c(out)
    assert clean_target("ink", back["target"]) == MADE["made_target"]
    assert (str(back["id"]), str(back["version_id"])) == (MADE["id"], MADE["made_on"])
    assert (back["kind"], back["colour"], back["body"]) == ("ink", "blue", "Hỏi thêm")


@pytest.mark.parametrize(
    "wrong", [None, 1, [], {}, {"target": {}}, {"target": {"selector": [1], "source": "x"}}]
)
def test_what_is_no_annotation_is_refused(wrong):
    with pytest.raises(MarkNotUnderstood):
        w3c.from_w3c(wrong)
