"""What the demonstration claims about itself holds by arithmetic."""

import re
from collections import Counter

import pytest

from demo.content import markup, organisations, past, people, roster
from demo.content.agenda import ITEMS

SOURCE = re.compile(r"Nguồn(?: số liệu)?:|Nguồn \||Phụ lục kèm theo|[Kk]èm theo Tờ trình")


def test_the_government_has_27_members_in_22_agencies_and_counts_the_double_post_once():
    assert len(people.MEMBERS) == 27
    double = [member for member in people.MEMBERS if member.second_post]
    assert [(member.key, member.second_org) for member in double] == [("deputy_foreign", "G08")]
    heads = {member.org for member in people.MEMBERS[6:]} | {"G08"}
    assert heads == {agency.code for agency in organisations.AGENCIES}
    assert len(organisations.AGENCIES) == 22


def test_the_order_of_precedence_begins_with_the_prime_minister_and_five_deputies():
    posts = [member.post for member in people.MEMBERS[:7]]
    assert posts[0] == "Thủ tướng Chính phủ"
    assert all(post.startswith("Phó Thủ tướng") for post in posts[1:6])
    assert posts[6] == "Bộ trưởng Bộ Quốc phòng"


def test_there_are_63_provinces_with_codes_used_once():
    codes = [province.code for province in organisations.PROVINCES]
    assert len(codes) == len(set(codes)) == 63
    by_code = organisations.BY_CODE
    assert by_code["H29"].name == "Ủy ban nhân dân thành phố Hồ Chí Minh"
    assert organisations.province_name(by_code["H10"]) == "Bình Phước"
    assert by_code["G22"].organ_id == "000.00.00.G22"


def test_sixteen_personas_stand_for_sixteen_different_people():
    assert len(people.PERSONAS) == 16
    assert len({persona.person for persona in people.PERSONAS}) == 16
    assert {persona.person for persona in people.PERSONAS} <= set(people.BY_KEY)


def test_no_name_is_used_twice_and_short_titles_fit_the_wall():
    names = Counter(person.full_name for person in people.EVERYBODY)
    assert names.most_common(1)[0][1] == 1
    assert max(len(person.short_title) for person in people.MEMBERS) <= 60
    assert len({member.short_title for member in people.MEMBERS}) == 27


def test_attendance_is_that_of_the_first_electronic_vote():
    assert (len(roster.ON_SITE), len(roster.ONLINE), len(roster.ABSENT)) == (21, 4, 2)


@pytest.mark.parametrize("poll", roster.planned_polls(), ids=lambda poll: poll.key)
def test_named_ballots_add_up_to_the_figures_of_each_vote(poll):
    counts = Counter(roster.ballots_for(poll.key).values())
    assert (counts["for_"], counts["against"], counts["abstain"]) == (poll.for_, poll.against, poll.abstain)
    assert sum(counts.values()) == 25


def test_nine_items_have_the_papers_the_programme_promises_and_short_titles_of_at_most_60_characters():
    assert [len(item.papers) for item in ITEMS] == [7, 3, 6, 5, 4, 4, 0, 2, 1]
    assert max(len(item.short_title) for item in ITEMS) <= 60


def test_every_paper_an_item_names_is_written():
    written = {name.split(".")[0] for name in markup.names()}
    named = {name for item in ITEMS for name in item.papers}
    named |= {
        name for sitting in past.PAST for item in sitting.items for name in (*item.papers, *item.late_papers)
    }
    assert named == written


@pytest.mark.parametrize("name", markup.names())
def test_a_paper_with_a_percentage_or_a_ranking_says_where_it_comes_from(name):
    script = markup.load(name)
    text = " ".join(
        [part.text for part in script.parts] + [c for p in script.parts for row in p.rows for c in row]
    )
    states_a_fact = re.search(r"\d+(?:,\d+)?\s?%|\d+/193|\d+/194", text)
    if states_a_fact and "draft" not in script.head and script.head.get("type") != "BẢNG SO SÁNH":
        assert SOURCE.search(text), f"{name} states figures without a source"


def test_the_planted_faults_are_in_the_papers():
    def text(name: str) -> str:
        return (markup.PAPERS / f"{name}.md").read_text(encoding="utf-8")

    assert "3/7/2019" in text("i1_trinh_chieu")
    assert "6.700 tủ đồng" in text("i2_bao_cao")
    assert "22%" in text("p_bao_cao_kiem_tra") and "21,9%" in text("p_bao_cao_kiem_tra")
    assert "(Đã ký)" in text("i4_y_kien_tai_chinh")


def test_the_sitting_of_july_2019_had_24_of_27_and_four_tasks_one_of_them_late():
    sitting = past.JULY_2019
    assert len(sitting.present) == 24 and sitting.items[0].votes_for == 24
    results = [task.result for item in sitting.items for task in item.tasks]
    assert len(results) == 4
    assert sum(result.startswith("Đã hoàn thành") for result in results) == 3


def test_a_paper_without_a_head_is_refused():
    with pytest.raises(ValueError, match="---"):
        markup.parse("x", "title: chỉ có phần đầu")
