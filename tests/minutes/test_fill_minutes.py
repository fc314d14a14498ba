"""Minutes fill from what happened, keep the secretary's words, and show when figures moved under them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agendas import services as agendas
from agendas.models import AgendaItem
from core import clock
from core.registries import AFTER_STEPS
from meetings import services as meetings
from minutes import services
from minutes.document import strip_of
from minutes.errors import NoMinutesOfARehearsal, NotOpenedYet
from minutes.models import Minutes, MinutesBlock
from minutes.selectors import differences, sheet_for
from tests.factories import agendas as agenda_factory
from tests.factories import paper_polls, people, sittings
from tests.minutes import scene
from voting import services as voting

pytestmark = pytest.mark.django_db


def texts(play):
    return {block.key.partition(":")[0]: block.text for block in play.minutes.blocks.order_by("order")}


def test_the_opening_makes_the_draft_with_time_place_presider_attendance_and_quorum():
    play = scene.opened(members=5, online=1, absent=1)
    said = texts(play)
    assert list(said) == ["opening", "attendance", "item"]
    assert "Địa điểm: Phòng họp số 1, Trụ sở Chính phủ." in said["opening"]
    assert "Chủ trì: Trần Văn Mẫu 1, Thủ tướng Chính phủ." in said["opening"]
    assert (
        "Tổng số thành viên: 5. Có mặt: 4 (tại phòng họp: 3; trực tuyến: 1). Vắng mặt: 1."
        in said["attendance"]
    )
    assert (
        "- Trần Văn Mẫu 4, Bộ trưởng Bộ Thông tin và Truyền thông (Điểm cầu Bình Định)." in said["attendance"]
    )
    assert "có mặt 4/5 thành viên (cần ít nhất 4). Căn cứ: Điều" in said["attendance"]


def test_a_vote_enters_with_its_announcement_question_arithmetic_and_article():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    poll = play.vote(item, ["for_"] * 3 + ["against", "abstain"], "Tán thành dự thảo?", announce=False)
    assert not play.minutes.blocks.filter(kind="poll").exists()
    voting.announce_result(play.deed, poll)
    block = play.block(f"poll:{poll.pk}")
    assert block.facts["question"] == "Tán thành dự thảo?"
    assert "Đã thông qua: 3/5 thành viên Chính phủ biểu quyết tán thành" in block.text
    for line in (
        "- Tổng số thành viên Chính phủ: 5;",
        "- Quá nửa tổng số: 5 : 2, lấy phần nguyên 2, cộng 1 = 3;",
        "- Số tán thành: 3 ≥ 3;",
    ):
        assert line in block.text
    assert "Căn cứ: " in block.text
    votes = {row["name"]: row["value"] for row in block.facts["votes"]}
    assert votes["Trần Văn Mẫu 4"] == "against" and votes["Trần Văn Mẫu 5"] == "abstain"


def test_an_annulled_vote_stays_with_its_reason_and_names_nobody():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    poll = play.vote(item, ["for_"] * 5)
    voting.annul_poll(play.deed, poll, "Thiết bị gặp sự cố")
    block = play.block(f"poll:{poll.pk}")
    assert "Hủy kết quả, biểu quyết lại. Lý do: Thiết bị gặp sự cố." in block.text
    assert "Kết quả đã công bố trước khi hủy: Tán thành 5 ·" in block.text
    assert block.facts["votes"] == []


def test_a_vote_on_paper_is_marked_with_who_entered_and_who_counted_and_names_no_choice():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    count = replace(paper_polls.COUNT, abstain=0, invalid=1, head="for_")
    poll = paper_polls.announced_again(paper_polls.opened(item), count)
    block = play.block(f"poll:{poll.pk}")
    entered = " và ".join(poll.tally["by_hand"]["entered_by"])
    for words in (
        f"Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi {entered}).",
        f"Người kiểm phiếu: {'; '.join(paper_polls.TELLERS)}; kiểm phiếu xong lúc",
        "phát ra 5 phiếu, thu về 5 phiếu.",
        "Đã thông qua: 3/5",
    ):
        assert words in block.text
    assert block.facts["votes"] == []
    sheet = sheet_for(play.minutes)
    (shown,) = [one for one in sheet.blocks if one.kind == "poll"]
    assert "Không hợp lệ 1" in shown.tally.line and shown.tally.invalid == 1 and sheet.votes == ()
    assert "Không hợp lệ 1" in strip_of(shown.tally).line


def test_minutes_of_before_there_were_counts_by_hand_read_as_they_did():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    block = play.block(f"poll:{play.vote(item, ['for_'] * 5).pk}")
    del block.facts["by_hand"], block.facts["tally"]["invalid"]
    block.save()
    (shown,) = [one for one in sheet_for(play.minutes).blocks if one.kind == "poll"]
    assert (
        shown.tally.line
        == "Tán thành 5 · Không tán thành 0 · Không biểu quyết 0 · Không tham gia biểu quyết 0"
    )


def test_speakers_conclusion_and_ending_stand_in_the_order_they_happened():
    play = scene.opened(items=2)
    item = play.items[0]
    play.start(item)
    play.speak(play.entries[2])
    play.vote(item, ["for_"] * 5)
    play.end(item, "adopted_by_vote", "Thống nhất thông qua.\n- Giao Bộ Tài chính bố trí kinh phí.")
    kinds = [block.kind for block in play.minutes.blocks.order_by("order")]
    assert kinds == ["opening", "attendance", "item", "poll", "conclusion", "item"]
    assert "- Trần Văn Mẫu 3, Bộ trưởng Văn phòng Chính phủ: " in play.block(f"item:{item.pk}").text
    concluded = play.block(f"conclusion:{item.pk}").text
    assert concluded.startswith("Kết luận của người chủ trì: Thống nhất thông qua.\n- Giao Bộ Tài chính")
    assert concluded.endswith("Thông qua bằng biểu quyết.")


def test_a_resumed_item_loses_its_ending_and_says_why():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    play.end(item)
    assert play.block(f"conclusion:{item.pk}")
    agendas.resume_item(play.deed, AgendaItem.objects.get(pk=item.pk), "Kết thúc nhầm")
    assert not play.minutes.blocks.filter(key=f"conclusion:{item.pk}").exists()
    assert "Nội dung được mở lại. Lý do: Kết thúc nhầm." in play.block(f"item:{item.pk}").text


def test_the_closing_comes_with_recesses_and_goes_when_the_sitting_is_resumed():
    play = scene.opened(items=1)
    meetings.suspend_sitting(play.deed, play.sitting)
    meetings.continue_sitting(play.deed, play.sitting)
    play.close()
    assert "Phiên họp tạm nghỉ từ " in play.block("closing").text
    assert "Phiên họp bế mạc hồi " in play.block("closing").text
    (line,) = [row for row in play.block("closing").text.split("\n") if "theo chỉ đạo" in row]
    assert line.startswith("Văn phòng thực hiện theo chỉ đạo của người chủ trì: tạm nghỉ lúc ")
    assert "; bế mạc lúc " in line
    meetings.resume_sitting(play.deed, play.sitting, "Bế mạc nhầm")
    assert not play.minutes.blocks.filter(key="closing").exists()
    meetings.close_sitting(play.deed, play.sitting)
    assert "Phiên họp được mở lại lúc" in play.block("closing").text


def test_filling_again_changes_nothing_and_tells_nothing():
    play = scene.opened()
    before = list(play.minutes.blocks.values_list("pk", "version", "order", "text"))
    version = play.minutes.version
    services.fill_minutes(play.deed, play.sitting)
    assert list(play.minutes.blocks.values_list("pk", "version", "order", "text")) == before
    assert play.minutes.version == version


def test_own_text_survives_every_refill_and_shows_what_moved():
    play = scene.opened(members=5, absent=1, items=1)
    block = play.block("attendance")
    services.edit_block(play.deed, block, "Có mặt đầy đủ theo danh sách kèm theo.", version=block.version)
    with clock.drive(timedelta(minutes=5)):
        late = play.entries[4]
        meetings.set_presence(play.deed, play.sitting, [late.pk], "on_site")
        play.close()
    block = play.block("attendance")
    assert block.text == "Có mặt đầy đủ theo danh sách kèm theo."
    assert block.facts["on_site"] == 5
    assert block.has_moved
    moved = differences(block)
    assert any(not row["is_new"] and "Có mặt: 4" in row["text"] for row in moved)
    assert any(row["is_new"] and "Có mặt: 5" in row["text"] for row in moved)


def test_an_attendance_correction_after_the_closing_refills_at_once():
    play = scene.opened(members=5, absent=1, items=1)
    play.close()
    entry = play.entries[0]
    meetings.set_presence(play.deed, play.sitting, [entry.pk], "absent", is_correction=True)
    assert "Có mặt: 3 (tại phòng họp: 3; trực tuyến: 0). Vắng mặt: 2." in play.block("attendance").text


def test_a_handed_over_chair_is_told_from_when():
    play = scene.opened(items=1)
    deputy = play.members[1]
    with clock.drive(timedelta(minutes=65)):
        meetings.hand_over_chair(play.deed, play.sitting, deputy.person)
        play.close()
    lines = play.block("opening").text.split("\n")
    assert "Chủ trì: Trần Văn Mẫu 1, Thủ tướng Chính phủ." in lines
    assert any(
        line.startswith("Từ ") and line.endswith("chủ trì theo phân công của Thủ tướng Chính phủ.")
        for line in lines
    )


def test_a_secret_matter_is_told_by_its_course_only():
    body = people.government(5)
    draft = agendas.agenda_of(sittings.called_sitting(body))
    agenda_factory.item(draft, title="Kế hoạch tuyệt mật", papers=0, paper_copies_only=True)
    agenda = agenda_factory.approve(draft)
    deed = sittings.deed_in(body)
    agendas.publish_agenda(deed, agenda)
    meetings.set_presence(
        deed, agenda.sitting, [row.pk for row in sittings.member_entries(agenda.sitting)], "on_site"
    )
    meetings.open_sitting(deed, agenda.sitting)
    play = scene.Scene(body, agenda, deed)
    (item,) = play.items
    play.start(item)
    play.speak(play.entries[1])
    play.end(item, "agreed", "Kết luận mật")
    everything = "\n".join(f"{block.text}{block.facts}" for block in play.minutes.blocks.all())
    assert "Kế hoạch tuyệt mật" not in everything and "Kết luận mật" not in everything
    assert "bí mật nhà nước" in everything


def test_a_recalled_paper_stays_in_the_minutes_without_its_name():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    row = agendas.hand_out_paper(play.deed, item, agenda_factory.paper("Báo cáo phát nhầm"), "Số liệu mới")
    agendas.recall_paper(play.deed, row, "Phát nhầm tài liệu")
    services.fill_minutes(play.deed, play.sitting)
    text = play.block(f"item:{item.pk}").text
    assert "Một tài liệu phát lúc " in text
    assert "đã được thu hồi lúc " in text
    assert "Báo cáo phát nhầm" not in text


def test_a_paper_handed_out_in_the_sitting_is_marked():
    play = scene.opened(items=1)
    (item,) = play.items
    play.start(item)
    paper = agenda_factory.paper("Báo cáo bổ sung")
    agendas.hand_out_paper(play.deed, item, paper, "Số liệu mới")
    services.fill_minutes(play.deed, play.sitting)
    assert "- Báo cáo bổ sung (bản 1) [phát tại phiên họp lúc " in play.block(f"item:{item.pk}").text


def test_a_rehearsal_gets_no_minutes():
    play = scene.opened(items=1, is_rehearsal=True)
    play.close()
    assert not Minutes.objects.exists()
    with pytest.raises(NoMinutesOfARehearsal):
        services.fill_minutes(play.deed, play.sitting)


def test_before_the_opening_there_is_nothing_to_fill():
    sitting = sittings.called_sitting()
    with pytest.raises(NotOpenedYet, match="chưa khai mạc"):
        services.fill_minutes(sittings.deed_in(sitting.body), sitting)
    assert not MinutesBlock.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        "open_sitting",
        "close_sitting",
        "resume_sitting",
        "end_item",
        "resume_item",
        "record_conclusion",
        "announce_result",
        "annul_poll",
        "set_presence",
    ],
)
def test_every_step_that_changes_the_record_refills(step):
    assert any(entry.__module__ == "minutes.follow_ups" for entry in AFTER_STEPS.all(step))


def test_filling_costs_the_same_for_ten_times_the_rows(django_assert_max_num_queries):
    costs = []
    for members, items in ((4, 1), (40, 10)):
        play = scene.opened(members=members, items=items)
        for item in play.items[:: max(1, items // 3)]:
            play.start(item)
            play.speak(play.entries[0])
            play.vote(item, ["for_"] * members)
            play.end(item, "adopted_by_vote", "Thống nhất.")
        MinutesBlock.objects.filter(minutes=play.minutes).update(generated="cũ")
        with django_assert_max_num_queries(45) as counted:
            services.fill_minutes(play.deed, play.sitting)
        costs.append(len(counted))
    assert costs[0] == costs[1]
