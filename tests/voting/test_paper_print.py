"""One press prints roll, ballots and counting form: read back whole, nobody missing, nobody too many."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agendas.models import ItemRecusal
from audit.models import AuditRecord
from audit.selectors import sentence_of
from layouts.document import BallotPaper, Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from meetings import services as meetings
from meetings.models import RosterEntry
from tests.factories import agendas, paper_polls, people, polls, sittings
from tests.layouts.reading import Printed, even
from voting import services
from voting.printout import printout_of
from voting.printout_documents import OPTIONS, documents_of

pytestmark = pytest.mark.django_db
BALLOT = "PHIẾU BIỂU QUYẾT"
LONGEST = ("Thông qua dự thảo Nghị định quy định chi tiết " * 20)[:599] + "?"


def printed(item):
    """The printout of an item, as three readers copy it out."""
    item = polls.fresh_item(item)
    return Printed(render_pdf(*documents_of(printout_of(item))))


def ballot_pages(paper):
    """The words of the pages that hold ballots."""
    pages = [even(page.get_textpage().get_text_bounded()) for page in paper.pages]
    return [words for words in pages if BALLOT in words]


def test_every_name_the_question_and_the_version_copy_out_whole():
    item = polls.sitting_with_item(members=27, present=25)
    poll = polls.prepared(item)
    for reader, text in printed(item).texts().items():
        text = even(text)
        for entry in sittings.member_entries(poll.sitting):
            assert text.count(even(entry.name)) >= 2, (reader, entry.name)
            assert even(entry.post_title) in text, (reader, entry.post_title)
        assert text.count(even(poll.question)) == 27 + 2, reader
        assert text.count(f"{poll.paper.title}, bản 1") == 27 + 2, reader
        assert text.count(BALLOT) == 27, reader
        for words in (
            "Điểm danh và phát phiếu biểu quyết",
            "có mặt 25/27 thành viên (cần ít nhất 18). Cách tính: 2/3 của 27 thành viên, làm tròn lên, là 18.",
            "Kiểm phiếu biểu quyết",
            "ít nhất 14 phiếu tán thành (quá nửa tổng số 27 thành viên)",
            "NGƯỜI KIỂM PHIẾU THỨ NHẤT",
            "NGƯỜI KIỂM PHIẾU THỨ HAI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ):
            assert words in text, (reader, words)


def test_it_is_a4_with_one_embedded_face_and_asks_to_be_printed():
    item = polls.sitting_with_item()
    data = render_pdf(*documents_of(printout_of(item)), asks_to_print=True)
    reader = Printed(data).pypdf
    assert reader.trailer["/Root"]["/OpenAction"].get_object() == {"/S": "/Named", "/N": "/Print"}
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (595, 842)
    }
    assert b"Helvetica" not in data and b"/JavaScript" not in data
    fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts and all("Tinos" in name for name in fonts)


def test_an_open_vote_lends_its_question_and_its_frozen_electorate():
    item = polls.sitting_with_item(members=9, present=7)
    entry = sittings.member_entries(item.agenda.sitting)[2]
    ItemRecusal.objects.create(item=item, entry=entry, reason="Có quyền lợi liên quan")
    poll = polls.opened(item, question="Có đồng ý với phương án 2 không?")
    late = sittings.member_entries(poll.sitting)[8]
    meetings.set_presence(polls.secretary(poll.sitting), poll.sitting, [late.pk], "on_site")
    paper = printout_of(polls.fresh_item(item))
    assert (paper.question, paper.is_frozen) == ("Có đồng ý với phương án 2 không?", True)
    entitled = poll.electors.filter(is_entitled=True).order_by("order").values_list("name", flat=True)
    assert [row.name for row in paper.voters] == list(entitled) and len(paper.voters) == 6
    barred = {row.name: row.barred for row in paper.members if row.barred}
    assert barred[entry.name] == "không tham gia nội dung này"
    assert barred[late.name] == "vắng khi bắt đầu biểu quyết"
    assert next(row for row in paper.members if row.name == late.name).where == "Có mặt tại phòng họp"


def test_before_any_vote_everybody_with_a_vote_gets_a_ballot_but_the_recused_and_the_substitute():
    made = people.government(7)
    agenda = agendas.published(sittings.called_sitting(made), 1)
    sitting, item = agenda.sitting, agendas.items_of(agenda)[0]
    absent = sittings.member_entries(sitting)[6]
    meetings.reply_to_invitation(
        sittings.deed_in(made, people.members_of(made)[6]),
        absent,
        RosterEntry.Mode.SUBSTITUTED,
        reason="Đi công tác",
        substitute=people.user().person,
        substitute_post="Thứ trưởng",
    )
    ItemRecusal.objects.create(item=item, entry=sittings.member_entries(sitting)[1], reason="Liên quan")
    paper = printout_of(polls.fresh_item(item))
    assert len(paper.voters) == 6 and paper.question == f"Thông qua: {item.title}"
    (substitute,) = paper.substitutes
    pages = ballot_pages(printed(item))
    assert sum(words.count(BALLOT) for words in pages) == 6
    assert not any(substitute.name in words for words in pages)
    assert f"dự họp thay {absent.post_title}" in substitute.post


def test_two_ballots_stand_on_a_page_and_no_number_tells_one_from_another():
    pages = ballot_pages(printed(polls.sitting_with_item(members=5)))
    assert [words.count(BALLOT) for words in pages] == [2, 2, 1]
    for words in pages:
        for option in OPTIONS:
            assert words.count(option) >= words.count(BALLOT)
        assert not re.match(r"^\d+ ", words)


def test_a_secret_ballot_carries_no_name_and_all_are_the_same_a_named_one_prints_post_and_name():
    item = polls.sitting_with_item(members=4)
    named = printout_of(item)
    _roll, ballots, form = documents_of(replace(named, is_secret=True))
    assert len(set(ballots.blocks)) == 1 and len(ballots.blocks) == 4
    words = even(" ".join(Printed(render_pdf(ballots)).texts()["pdfium"].split()))
    assert not any(row.name in words or row.post in words for row in named.members)
    assert "Phiếu của" not in Printed(render_pdf(form)).texts()["pdfium"]
    _roll, ballots, form = documents_of(named)
    assert [block.voter for block in ballots.blocks] == [f"{row.name}\n{row.post}" for row in named.voters]
    assert f"Phiếu của {named.voters[0].post}" in Printed(render_pdf(form)).texts()["pdfium"]


def test_the_series_numbers_the_printing_not_the_ballot():
    paper = printout_of(polls.sitting_with_item())
    again = replace(paper, at=paper.at + timedelta(seconds=1))
    series = {block.series for block in documents_of(paper)[1].blocks}
    assert len(series) == 1 and series != {block.series for block in documents_of(again)[1].blocks}


def test_the_longest_question_stays_on_its_half_of_the_page():
    item = polls.sitting_with_item(members=4)
    polls.prepared(item, question=LONGEST)
    pages = ballot_pages(printed(item))
    assert [words.count(BALLOT) for words in pages] == [2, 2]
    for words in pages:
        assert words.count(even(LONGEST)) == 2 and words.count("không hợp lệ.") == 2


def test_figures_and_signatures_of_the_count_stand_on_one_page():
    item = polls.sitting_with_item(members=27, present=25)
    title = (
        "Tình hình thực hiện Nghị quyết số 17/NQ-CP và dự thảo Nghị quyết về đẩy mạnh cung cấp dịch vụ công"
    )
    item.title = title
    item.save()
    poll = polls.opened(item, question=f"Thông qua: {title} trực tuyến mức độ 4")
    paper = replace(printout_of(polls.fresh_item(poll.item)), version=f"{title}, bản 2")
    form = Printed(render_pdf(documents_of(paper)[2]))
    assert len(form.pages) == 1
    words = even(form.pages[0].get_textpage().get_text_bounded())
    assert "Tổng số thành viên 27, có quyền biểu quyết 25" in words and "NGƯỜI KIỂM PHIẾU THỨ HAI" in words


def test_a_matter_on_paper_copies_only_is_told_by_its_number():
    poll = polls.prepared()
    secret = poll.item.title
    poll.item.paper_copies_only = True
    poll.item.save()
    text = printed(poll.item).texts()["pdfium"]
    assert poll.question not in text and secret not in text and f"Nội dung {poll.item.number}" in text


def test_a_rehearsal_says_so_on_every_sheet():
    item = polls.sitting_with_item()
    item.agenda.sitting.is_rehearsal = True
    documents = documents_of(printout_of(item))
    assert [one.watermark for one in documents] == ["Diễn tập"] * 3


def test_the_ballot_is_written_in_word_too():
    ballot = BallotPaper("Văn phòng", "Phiên họp", "Loạt phiếu số 1", "Câu hỏi?", OPTIONS, note="Ghi chú")
    assert render_docx(Document(title="Phiếu", blocks=(ballot,))).startswith(b"PK")


def test_the_address_opens_in_the_browser_also_while_a_vote_on_devices_is_open():
    poll = polls.opened(members=27, present=25)
    client = Client()
    client.force_login(sittings.secretary_of(poll.sitting.body))
    answer = client.get(reverse("voting:paper_vote", args=[poll.item_id]))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"].startswith("inline") and answer["Cache-Control"] == "private, no-store"
    )
    assert Printed(answer.content).texts()["pdfium"].count(BALLOT) == 25
    assert polls.fresh(poll.pk).state == "open"


def test_a_meeting_without_vote_prints_none():
    item = polls.sitting_with_item()
    sitting = item.agenda.sitting
    sitting.has_vote = False
    sitting.save()
    client = Client()
    client.force_login(sittings.secretary_of(sitting.body))
    assert client.get(reverse("voting:paper_vote", args=[item.pk])).status_code == 409


def test_ten_times_the_members_cost_no_more_queries(django_assert_max_num_queries):
    small, large = (polls.sitting_with_item(members=size) for size in (4, 40))
    with django_assert_max_num_queries(20) as counted:
        printout_of(polls.fresh_item(small))
    with django_assert_max_num_queries(len(counted.captured_queries)):
        assert len(printout_of(polls.fresh_item(large)).members) == 40


def test_a_vote_on_paper_prints_the_electorate_it_was_opened_on():
    poll = paper_polls.opened(members=9, present=7)
    assert len(printout_of(polls.fresh_item(poll.item)).voters) == 7


@pytest.mark.both_databases
def test_a_prepared_vote_of_the_item_does_not_push_the_open_one_aside():
    running = paper_polls.opened(members=5, is_secret=True)
    polls.prepared(polls.fresh_item(running.item), question="Câu hỏi sau")
    printout = printout_of(running.item)
    assert (printout.question, printout.is_secret) == (running.question, True)


def test_the_record_of_a_count_taken_back_tells_no_result():
    poll = paper_polls.counted()
    result = poll.outcome["sentence"]
    services.reopen_paper_count(polls.secretary(poll.sitting), poll, "Sót một phiếu")
    assert result not in sentence_of(AuditRecord.objects.filter(verb="paper_count.reopened").get())
