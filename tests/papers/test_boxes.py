"""Pages of any size are stamped where they are seen, in time, and within what can be drawn."""

import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from papers.readers import boxes, stamping
from tests.papers import samples

MARK = {
    "line": "Bản số 1/2020",
    "tile": "Nguyễn Văn A · Bản số 1/2020",
    "trace": "482103941182",
    "bars": "10110",
}
FONTS = str(Path(__file__).parents[2] / "layouts" / "fonts")
A4 = (0, 0, 595, 842)
# What stands in the file -> what a reader sees.
ODD: dict[str, tuple[dict[str, Any], tuple[float, ...]]] = {
    "a thousand kilometres": ({"MediaBox": [0, 0, 10**9, 10**9]}, (0, 0, 1e9, 1e9)),
    "corners the other way round": ({"MediaBox": [595, 842, 0, 0]}, A4),
    "below nothing": ({"MediaBox": [-400, -300, -100, -100]}, (-400, -300, -100, -100)),
    "no area": ({"MediaBox": [0, 0, 0, 842]}, boxes.LETTER),
    "no numbers": ({"MediaBox": ["a", "b", "c", "d"]}, boxes.LETTER),
    "no box": ({"MediaBox": None}, boxes.LETTER),
    "three corners": ({"MediaBox": [0, 0, 5]}, boxes.LETTER),
    "cropped outside of the sheet": ({"MediaBox": [*A4], "CropBox": [5000, 5000, 6000, 6000]}, A4),
    "cropped partly outside": ({"MediaBox": [*A4], "CropBox": [100, 100, 9000, 9000]}, (100, 100, 595, 842)),
    "cropped to a line": ({"MediaBox": [*A4], "CropBox": [100, 100, 100, 600]}, A4),
    "turned": ({"MediaBox": [*A4], "Rotate": 270}, A4),
    "turned by no number": ({"MediaBox": [*A4], "Rotate": "quay"}, A4),
    "a stamp's size": ({"MediaBox": [0, 0, 40, 30]}, (0, 0, 40, 30)),
}


def odd_pdf(path: Path, entries: dict[str, Any]) -> Path:
    samples.pdf(path, pages=1)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0].obj
        for name, value in entries.items():
            if value is None:
                del page[f"/{name}"]
            else:
                page[f"/{name}"] = pikepdf.Array(value) if isinstance(value, list) else value
        document.save(path)
    return path


def test_a_size_that_is_no_number_is_a_sheet_of_letter(tmp_path: Path) -> None:
    path = odd_pdf(tmp_path / "a.pdf", {"MediaBox": [0, 0, 595, 842]})
    data = path.read_bytes()
    assert b"/MediaBox [ 0 0 595 842 ]" in data
    path.write_bytes(data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 nan inf ]"))
    with pikepdf.open(path) as document:
        assert boxes.settle(document.pages[0]) == boxes.LETTER
    assert boxes.corners([0, 0, float("nan"), 1]) is None and boxes.corners([0, 0, 1e999, 1]) is None


@pytest.mark.parametrize("case", ODD)
def test_a_page_of_an_odd_size_is_stamped_where_it_is_seen(case: str, tmp_path: Path) -> None:
    entries, seen = ODD[case]
    path, marks, out = odd_pdf(tmp_path / "a.pdf", entries), tmp_path / "marks.json", tmp_path / "out.pdf"
    marks.write_text(json.dumps(MARK), encoding="utf-8")
    list(stamping.stamp(str(path), str(out), str(marks), FONTS))
    with pikepdf.open(out) as stamped:
        [page] = stamped.pages
        assert boxes.shown_box(page) == pytest.approx(seen)
        assert [float(value) for value in page.cropbox] == pytest.approx(seen)
    words = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_bounded()
    assert f"ECAB{MARK['trace']}" in words
    assert out.stat().st_size < path.stat().st_size + 200_000


def test_what_nobody_could_have_meant_is_refused_and_what_readers_make_sense_of_is_not(
    tmp_path: Path,
) -> None:
    refused = {"a thousand kilometres", "no area"}  # of what is no rectangle pikepdf makes US Letter itself
    for case, (entries, _seen) in ODD.items():
        with pikepdf.open(odd_pdf(tmp_path / "a.pdf", entries)) as document:
            assert boxes.is_possible(document.pages[0]) == (case not in refused), case
