"""`tools/trace_copy.py` names the reader of a leaked file."""

import pikepdf
import pypdfium2
import pytest

from accounts.deeds import deed_of
from copies import making as makes
from copies import services
from tests.copies import making
from tests.factories import people
from tools.trace_copy import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    """A stamped copy of the third member's, its file beside it."""
    agenda = making.published(tmp_path)
    reader = people.members_of(agenda.sitting.body)[2]
    deed = deed_of(reader, agenda.sitting.body)
    made = services.issue_copy(deed, "download", version=making.version_of(agenda), sitting=agenda.sitting)
    makes.make_paper(made)
    made.path = tmp_path / "storage" / made.file.storage_path
    return made


def test_a_leaked_pdf_names_its_reader(copy, capsys):
    assert main([str(copy.path)]) == 0
    said = capsys.readouterr().out
    assert copy.name in said and copy.unit in said and copy.label in said and copy.version.paper.title in said


def test_a_pdf_saved_anew_and_a_scan_do_too(copy, tmp_path, capsys):
    with pikepdf.open(copy.path) as document:
        del document.Root.Metadata
        del document.trailer["/Info"]
        document.save(tmp_path / "anew.pdf")
    picture = pypdfium2.PdfDocument(copy.path)[0].render(scale=300 / 72).to_pil().convert("L")
    picture.rotate(1, fillcolor=255).save(tmp_path / "scan.jpg", quality=60)
    for name in ("anew.pdf", "scan.jpg"):
        assert main([str(tmp_path / name)]) == 0
        assert copy.name in capsys.readouterr().out


def test_a_number_read_by_eye_is_looked_up(copy, capsys):
    for typed in (copy.trace_shown, copy.trace, copy.label):
        assert main(["--number", typed]) == 0
        assert copy.name in capsys.readouterr().out


def test_a_misread_number_names_nobody(copy, capsys):
    wrong = str((int(copy.trace[0]) + 1) % 10) + copy.trace[1:]
    assert main(["--number", wrong]) == 1
    assert copy.name not in capsys.readouterr().out


def test_a_photo_without_bars_says_how_to_look_it_up(copy, tmp_path, capsys):
    page = pypdfium2.PdfDocument(copy.path)[0].render(scale=1).to_pil()
    page.crop((0, 0, page.width, page.height // 2)).save(tmp_path / "half.png")
    assert main([str(tmp_path / "half.png")]) == 1
    assert "--number" in capsys.readouterr().out


def test_a_text_is_refused_in_a_sentence(copy, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("plain")
    assert main([str(tmp_path / "a.txt")]) == 1
    assert "neither a PDF nor a picture" in capsys.readouterr().out
