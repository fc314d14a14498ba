"""What is printed for the room: everybody on the sheet once, a plate for each who comes."""

import pytest

from layouts.pdf import render_pdf
from meetings import services
from meetings.models import RosterEntry
from meetings.room_papers import attendance_sheet, name_plates
from tests.factories import people, sittings
from tests.layouts.reading import Printed, even

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    made = sittings.called_sitting(people.government(27))
    for number in range(33):
        guest = people.person(f"Khách Mời {number + 1}")
        services.add_to_roster(
            sittings.deed_in(made.body), made, guest, RosterEntry.Role.INVITEE, post_title="Chuyên gia"
        )
    away = made.roster.filter(role="member").order_by("order")[26]
    RosterEntry.objects.filter(pk=away.pk).update(mode="leave", reason="Công tác nước ngoài")
    return made


def test_the_sheet_lists_everybody_once_with_room_to_sign(sitting):
    paper = Printed(render_pdf(attendance_sheet(sitting)))
    words = even(paper.texts()["pdfium"])
    for entry in sitting.roster.all():
        assert words.count(f"{even(entry.name)} ") >= 1, entry.name
    for sentence in ("Thành viên (27)", "Đại biểu mời (33)", "Ký tên", "Xin vắng mặt", "NGƯỜI ĐIỂM DANH"):
        assert even(sentence) in words, sentence


def test_a_plate_fills_a_sheet_and_reads_from_both_sides(sitting):
    paper = Printed(render_pdf(name_plates(sitting)))
    assert len(paper.pages) == 59  # one member took leave
    words = paper.texts()["pdfium"]
    assert words.count("KHÁCH MỜI 33") == 2
    assert "TRẦN VĂN MẪU 27" not in words
    assert "Thủ tướng Chính phủ" in words
