"""The sentences of the minutes, as a secretary would put them."""

from minutes.words import text_of

HEAD = {"name": "Nguyễn Văn A", "post": "Thủ tướng Chính phủ", "from": None, "is_head": True}
DEPUTY = {
    "name": "Trần Văn B",
    "post": "Phó Thủ tướng Thường trực",
    "from": "2020-10-02T03:05:00+00:00",
    "is_head": False,
}
BACK = {**HEAD, "from": "2020-10-02T04:00:00+00:00"}


def opening(*chairs):
    facts = {
        "chairs": list(chairs),
        "opened_at": "2020-10-02T01:00:00+00:00",
        "place": "Hà Nội",
        "secretary": None,
    }
    return text_of("opening", facts).split("\n")[3:]


def test_a_hand_over_says_by_whose_assignment_and_the_return_that_it_is_one():
    assert opening(HEAD, DEPUTY, BACK) == [
        "Từ 10 giờ 05, Trần Văn B, Phó Thủ tướng Thường trực, chủ trì theo phân công của Thủ tướng Chính phủ.",
        "Từ 11 giờ 00, Nguyễn Văn A, Thủ tướng Chính phủ, tiếp tục chủ trì.",
    ]


def test_the_head_who_takes_over_was_assigned_by_nobody():
    first = {**DEPUTY, "from": None}
    assert opening(first, BACK) == ["Từ 11 giờ 00, Nguyễn Văn A, Thủ tướng Chính phủ, chủ trì."]


def test_a_recess_that_the_closing_ended_has_no_dots_in_it():
    facts = {
        "recesses": [{"from": "2020-10-02T02:30:00+00:00", "to": None}],
        "resumed": [],
        "closed_at": "2020-10-02T04:30:00+00:00",
    }
    assert text_of("closing", facts).startswith("Phiên họp tạm nghỉ từ 09 giờ 30 đến khi bế mạc.")


def test_a_recess_is_told_where_it_was_held():
    row = {"from": "2020-10-02T02:30:00+00:00", "to": "2020-10-02T02:45:00+00:00"}
    facts = {"conclusion": "", "ending": "noted", "ended_at": "2020-10-02T02:28:00+00:00", "note": ""}
    assert text_of("conclusion", {**facts, "recesses": [row]}).split("\n") == [
        "Kết thúc nội dung (lúc 09 giờ 28): Ghi nhận báo cáo.",
        "Phiên họp tạm nghỉ từ 09 giờ 30 đến 09 giờ 45.",
    ]
    running = {**facts, "recesses": [{**row, "to": None}]}
    assert text_of("conclusion", running).endswith("Phiên họp tạm nghỉ từ 09 giờ 30.")


def test_an_item_says_why_it_was_not_voted_with_the_others():
    facts = item_of_minutes(
        left_block={
            "at": "2020-10-02T00:40:00+00:00",
            "who": "Bộ trưởng Bộ Tài chính",
            "reason": "Chưa rõ nguồn vốn.",
        }
    )
    assert (
        "Nội dung được đưa ra khỏi nhóm biểu quyết chung lúc 07 giờ 40, ngày 02 tháng 10 năm 2020 theo ý kiến của "
        "Bộ trưởng Bộ Tài chính (lý do: Chưa rõ nguồn vốn)."
    ) in text_of("item", facts).split("\n")


def test_what_the_desk_did_on_the_presiders_word_is_one_line():
    at = "2020-10-02T02:30:00+00:00"
    directed = [
        {"verb": "result.announced", "poll": 1, "at": at},
        {"verb": "sitting.suspended", "at": at},
        {"verb": "result.announced", "poll": 3, "at": at},
        {"verb": "sitting.closed", "at": "2020-10-02T04:30:00+00:00"},
    ]
    facts = {"recesses": [], "resumed": [], "closed_at": "2020-10-02T04:30:00+00:00", "directed": directed}
    assert text_of("closing", facts).split("\n")[0] == (
        "Văn phòng thực hiện theo chỉ đạo của người chủ trì: công bố kết quả biểu quyết số 1, 3; "
        "tạm nghỉ lúc 09 giờ 30; bế mạc lúc 11 giờ 30."
    )


def test_a_vote_dropped_before_its_result_was_told_had_no_result_to_annul():
    facts = {
        "opened_at": "2020-10-02T02:30:00+00:00",
        "closed_at": None,
        "announced_at": None,
        "state": "annulled",
        "outcome": None,
        "annulled_reason": "Có bản dự thảo mới.",
    }
    assert text_of("poll", facts).split("\n")[-1] == (
        "Hủy trước khi công bố kết quả, biểu quyết lại. Lý do: Có bản dự thảo mới."
    )


def item_of_minutes(**more):
    """The facts of an item nothing was said on."""
    empty = ["papers", "recalls", "invitees", "recused", "absent_opinions", "speeches"]
    return {
        "number": "6",
        "title": "Mục tiêu",
        "kind": "decision",
        "presenter": None,
        "started_at": None,
        "is_late": False,
        "resumed_reason": "",
        "paper_copies_only": False,
        **{name: [] for name in empty},
        **more,
    }
