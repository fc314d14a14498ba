"""Sets: one PDF per viewer with only what he may see, bookmarks, page numbers, his number; the notes are his alone."""

import uuid

import pikepdf
import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from PIL import ImageChops

from accounts.deeds import deed_of
from agendas import services as agenda_services
from annotations import services as notes
from copies import binding, own_pages, services
from copies.contents import parts_for
from copies.errors import MakingNow, NothingToBind
from copies.models import IssuedCopy
from copies.selectors import still_fetchable
from core.jobs import run_waiting
from core.models import Job
from papers.services import take_back_versions
from realtime import streams
from tests.annotations.drawing import ink_target
from tests.copies import making
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db
Subject = IssuedCopy.Subject


@pytest.fixture
def agenda(tmp_path):
    return making.published(tmp_path, items=2, pages=2)


def made(agenda, user, subject=Subject.BOUND_SET):
    """A set of the user's, made by the job."""
    deed = deed_of(user, agenda.sitting.body)
    copy = services.order_set(deed, user, agenda.sitting, subject, "download")
    run_waiting()
    copy.refresh_from_db()
    assert copy.file is not None
    return copy


def words_of(copy, tmp_path):
    document = pypdfium2.PdfDocument(tmp_path / "storage" / copy.file.storage_path)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def member(agenda, number=2):
    return people.members_of(agenda.sitting.body)[number]


def test_one_file_with_contents_bookmarks_page_numbers_and_the_copys_number(agenda, tmp_path):
    copy = made(agenda, member(agenda))
    pages = words_of(copy, tmp_path)
    assert len(pages) == copy.pages == 5
    assert all(f"Trang {at}/5" in words for at, words in enumerate(pages, start=1))
    assert all(copy.trace_shown in words for words in pages)
    assert "Từ trang" in pages[0] and making.version_of(agenda, 2).paper.title in pages[0]
    with (
        pikepdf.open(tmp_path / "storage" / copy.file.storage_path) as document,
        document.open_outline() as tree,
    ):
        titles = [entry.title for entry in tree.root]
        assert titles[0] == "Mục lục" and [t[:2] for t in titles[1:]] == ["1.", "2."]
        assert [child.title for child in tree.root[2].children] == [making.version_of(agenda, 2).paper.title]


def test_who_presides_gets_dividers_and_the_script(agenda, tmp_path):
    item = agendas.items_of(agenda)[0]
    agenda_services.write_script(
        sittings.deed_in(agenda.sitting.body),
        item,
        opening_words="Kính mời Bộ trưởng trình bày.",
        differences="",
        draft_conclusion="",
        version=0,
    )
    chair = member(agenda, 0)
    words = words_of(made(agenda, chair, Subject.CHAIR_SET), tmp_path)
    assert len(words) == 8  # contents, two dividers, one script, two papers of two
    assert "Kính mời Bộ trưởng trình bày." in " ".join(words)
    assert "Kính mời" not in " ".join(words_of(made(agenda, chair), tmp_path))


def test_ones_own_notes_are_in_ones_own_set_and_in_no_other(agenda, tmp_path):
    reader, version = member(agenda), making.version_of(agenda)
    target = {"page": 1, "start": 0, "quote": "Nghị quyết", "prefix": "", "suffix": ""}
    notes.save_mark(deed_of(reader), uuid.uuid4(), version, "note", target, "Hỏi lại Bộ Tài chính", "yellow")
    assert "Hỏi lại Bộ Tài chính" in " ".join(words_of(made(agenda, reader, Subject.OWN_SET), tmp_path))
    assert "Hỏi lại" not in " ".join(words_of(made(agenda, member(agenda, 1), Subject.OWN_SET), tmp_path))
    assert "Hỏi lại" not in " ".join(words_of(made(agenda, reader), tmp_path))


def picture_of(copy, tmp_path, number):
    """A page of a set as it is seen, a dot to a point."""
    document = pypdfium2.PdfDocument(tmp_path / "storage" / copy.file.storage_path)
    return document[number - 1].render(scale=1).to_pil().convert("RGB")


def differing(one, other, box):
    """How many dots of the box differ plainly."""
    grey = ImageChops.difference(one.crop(box), other.crop(box)).convert("L")
    return sum(grey.histogram()[30:])


def test_ones_own_marks_are_drawn_on_the_pages_and_ones_words_follow_the_page(agenda, tmp_path):
    reader, version = member(agenda), making.version_of(agenda)
    deed = deed_of(reader)
    quote = " ".join(version.pages.get(number=1).text.split()[:4])
    words = {"page": 1, "start": 0, "quote": quote, "prefix": "", "suffix": ""}
    notes.save_mark(deed, uuid.uuid4(), version, "highlight", words, "", "red")
    notes.save_mark(deed, uuid.uuid4(), version, "note", words, "Hỏi lại 🙂 Bộ Tài chính", "yellow")
    notes.save_mark(
        deed, uuid.uuid4(), version, "ink", ink_target(2, [300, 600, 420, 600, 420, 640]), "", "blue"
    )
    before = version.pdf.sha256
    own = made(agenda, reader, Subject.OWN_SET)
    plain = made(agenda, reader)
    pages = words_of(own, tmp_path)
    assert len(pages) == own.pages == len(words_of(plain, tmp_path)) + 1
    at = 2  # contents, then the first page of the first paper
    assert "1. Ghi chú: “" in pages[at] and "Hỏi lại □ Bộ Tài chính" in pages[at]
    page = picture_of(own, tmp_path, at)
    whole = (0, 0, page.width, page.height - 60)
    assert differing(page, picture_of(plain, tmp_path, at), whole) > 300
    second, bare = picture_of(own, tmp_path, at + 2), picture_of(plain, tmp_path, at + 1)
    assert differing(second, bare, (290, 590, 430, 650)) > 100
    red, _green, blue = second.getpixel((360, 600))
    assert blue > red + 60
    version.pdf.refresh_from_db()
    assert version.pdf.sha256 == before
    other = made(agenda, member(agenda, 1), Subject.OWN_SET)
    assert differing(picture_of(other, tmp_path, at + 1), bare, (290, 590, 430, 650)) == 0
    with (
        pikepdf.open(tmp_path / "storage" / own.file.storage_path) as document,
        document.open_outline() as tree,
    ):
        children = [child.title for child in tree.root[1].children]
    assert children == [version.paper.title, f"Ghi chú của tôi: {version.paper.title}"]


def test_however_much_was_written_the_set_is_made_and_says_what_is_left_out(agenda, tmp_path, monkeypatch):
    reader, version = member(agenda), making.version_of(agenda)
    monkeypatch.setattr(binding, "Room", lambda: own_pages.Room(letters=12_000, points=3))
    for number in range(4):
        target = {"page": 1, "start": 0, "quote": "", "prefix": "", "suffix": ""}
        text = f"Lời thứ {number}. " + "Rất dài. " * 500
        notes.save_mark(deed_of(reader), uuid.uuid4(), version, "note", target, text, "yellow")
    notes.save_mark(deed_of(reader), uuid.uuid4(), version, "ink", ink_target(2, [1, 1] * 4), "", "blue")
    words = words_of(made(agenda, reader, Subject.OWN_SET), tmp_path)
    text = " ".join(words)
    assert "Lời thứ 0." in text and "Lời thứ 1." in text and "Lời thứ 3." not in text
    assert "Còn 2 ghi chú chưa in do quá dài" in text
    assert len(words) > 7  # the words flow on to pages of their own


def test_a_mark_without_a_place_is_listed_after_the_paper(agenda, tmp_path):
    reader, version = member(agenda), making.version_of(agenda)
    target = {"page": 2, "start": 0, "quote": "chữ không có trong trang", "prefix": "", "suffix": ""}
    notes.save_mark(deed_of(reader), uuid.uuid4(), version, "highlight", target, "", "red")
    pages = words_of(made(agenda, reader, Subject.OWN_SET), tmp_path)
    assert "chữ không có trong trang" in pages[3]  # contents, two pages, what is listed


def test_what_was_taken_back_before_the_job_ran_is_not_in_it(agenda, tmp_path):
    reader, second = member(agenda), making.version_of(agenda, 2)
    deed = deed_of(reader, agenda.sitting.body)
    copy = services.order_set(deed, reader, agenda.sitting, Subject.BOUND_SET, "download")
    from django.contrib.auth.models import Group

    take_back_versions(second.paper, Group.objects.exclude(name__endswith=streams.SECRETARIAT))
    run_waiting()
    copy.refresh_from_db()
    assert copy.versions == [str(making.version_of(agenda).pk)]
    assert second.paper.title not in " ".join(words_of(copy, tmp_path))


def test_a_set_with_a_paper_one_may_no_longer_read_is_gone(agenda):
    reader = member(agenda)
    copy, client = made(agenda, reader), Client()
    client.force_login(reader)
    assert client.head(reverse("copies:file", args=[copy.pk])).status_code == 200
    from django.contrib.auth.models import Group

    take_back_versions(making.version_of(agenda, 2).paper, Group.objects.all())
    assert client.head(reverse("copies:file", args=[copy.pk])).status_code == 404


def test_one_at_a_time_and_none_of_nothing(agenda):
    reader = member(agenda)
    deed = deed_of(reader, agenda.sitting.body)
    services.order_set(deed, reader, agenda.sitting, Subject.BOUND_SET, "print")
    with pytest.raises(MakingNow):
        services.order_set(deed, reader, agenda.sitting, Subject.OWN_SET, "print")
    stranger = people.user()
    with pytest.raises(NothingToBind):
        services.order_set(deed_of(stranger), stranger, agenda.sitting, Subject.BOUND_SET, "print")


def test_a_repeated_press_is_the_set_that_is_being_made(agenda):
    reader = member(agenda)
    deed = deed_of(reader, agenda.sitting.body)
    presses = [
        services.order_set(deed, reader, agenda.sitting, Subject.OWN_SET, "print") for _one in range(2)
    ]
    assert presses[0] == presses[1] and IssuedCopy.objects.count() == 1
    assert Job.objects.filter(kind="copies.make").count() == 1


def test_the_presiders_set_ends_with_the_chair(agenda):
    chair = member(agenda, 0)
    ready = made(agenda, chair, Subject.CHAIR_SET)
    deed = deed_of(chair, agenda.sitting.body)
    waiting = services.order_set(deed, chair, agenda.sitting, Subject.CHAIR_SET, "download")
    client = Client()
    client.force_login(chair)
    pages = [reverse(f"copies:{name}", args=[ready.pk]) for name in ("file", "copy")]
    assert [client.head(page).status_code for page in pages] == [200, 200]
    assert still_fetchable({(chair.pk, ready.pk)})
    Group.objects.get(name=agenda.sitting.stream(streams.CHAIR)).user_set.remove(chair)
    assert [client.head(page).status_code for page in pages] == [404, 404]
    assert not still_fetchable({(chair.pk, ready.pk)})
    run_waiting()
    waiting.refresh_from_db()
    assert waiting.failed and waiting.file is None


def test_the_presiders_set_is_refused_to_others(agenda):
    client = Client()
    client.force_login(member(agenda))
    page = client.get(reverse("copies:sets", args=[agenda.sitting_id])).content.decode()
    assert "chair_set" not in page and "own_set" in page
    answer = client.post(reverse("copies:order_set", args=[agenda.sitting_id]), {"subject": "chair_set"})
    assert answer.status_code == 403


def test_looking_up_what_goes_in_takes_few_queries(agenda, django_assert_max_num_queries):
    reader, sitting = member(agenda), agenda.sitting
    with django_assert_max_num_queries(3):
        parts_for(reader, sitting)
