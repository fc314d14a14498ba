"""The minutes' page on the desk: who comes in, editing in place, clashes, files."""

import pytest
from django.urls import reverse

from core import clock
from minutes import services
from tests.factories import people, sittings
from tests.minutes import scene

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def play():
    return scene.opened(items=2)


@pytest.fixture
def clerk(client, play):
    """Signed in as the officer who writes the minutes."""
    user = people.staff(play.body, "minutes", "Lê Thị Hồng")
    from meetings.audiences import sync_audiences

    sync_audiences(play.sitting)
    client.force_login(user)
    return client


def page(play):
    return reverse("minutes:edit", args=[play.sitting.pk])


def test_the_page_shows_every_block_and_is_the_draft(clerk, play):
    html = clerk.get(page(play)).content.decode()
    assert "Dự thảo" in html and "II. Thành phần dự họp" in html
    for block in play.minutes.blocks.all():
        assert f'id="block-{block.pk}"' in html


def test_before_the_opening_the_page_says_what_will_come(client):
    sitting = sittings.called_sitting()
    client.force_login(sittings.secretary_of(sitting.body))
    html = client.get(reverse("minutes:edit", args=[sitting.pk])).content.decode()
    assert "Biên bản tự hình thành khi phiên họp khai mạc" in html


@pytest.mark.parametrize("role", ["script", "records_clerk", "auditor", "administrator", "submitter"])
def test_other_roles_do_not_write_minutes(client, play, role):
    user = people.staff(play.body, role)
    from meetings.audiences import sync_audiences

    sync_audiences(play.sitting)
    client.force_login(user)
    assert client.get(page(play)).status_code in (403, 404)
    block = play.block("opening")
    assert client.post(reverse("minutes:edit_block", args=[block.pk]), {"text": "x"}).status_code in (
        403,
        404,
    )
    assert play.block("opening").version == block.version


def test_members_read_approved_minutes_only(client, play):
    client.force_login(play.members[2])
    address = reverse("minutes:pdf", args=[play.sitting.pk])
    assert client.get(address).status_code == 404
    assert client.get(page(play)).status_code == 403
    play.close()
    assert client.get(address).status_code == 404
    services.approve_minutes(play.deed, play.minutes, "A", "B", play.body.today())
    answer = client.get(address)
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    client.force_login(people.user())
    assert client.get(address).status_code == 404


def test_files_come_with_their_vietnamese_names(clerk, play):
    pdf = clerk.get(reverse("minutes:pdf", args=[play.sitting.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf["Content-Disposition"].startswith("inline;")
    kept = clerk.get(reverse("minutes:pdf", args=[play.sitting.pk]) + "?save=1")
    assert kept["Content-Disposition"].startswith('attachment; filename="bien ban ')
    word = clerk.get(reverse("minutes:docx", args=[play.sitting.pk]))
    assert word.content.startswith(b"PK") and "filename*=UTF-8''Bi%C3%AAn" in word["Content-Disposition"]


def test_editing_in_place_answers_the_block_alone_with_its_saved_line(clerk, play):
    block = play.block("opening")
    form = clerk.get(reverse("minutes:block", args=[block.pk]) + "?edit=1", **HTMX).content.decode()
    assert form.lstrip().startswith("<article") and f'name="version" value="{block.version}"' in form
    saved = clerk.post(
        reverse("minutes:edit_block", args=[block.pk]), {"text": "Của tôi", "version": block.version}, **HTMX
    ).content.decode()
    assert "Đã lưu lúc" in saved and "Hoàn tác" in saved and "Của tôi" in saved
    undone = clerk.post(
        reverse("minutes:restore_block", args=[block.pk]), {"version": block.version + 1}, **HTMX
    ).content.decode()
    assert "Của tôi" not in undone and "Địa điểm:" in undone


@pytest.mark.parametrize("extra", [{}, HTMX])
def test_a_clash_shows_both_texts_and_keeps_what_was_typed(clerk, play, extra):
    block = play.block("opening")
    services.edit_block(play.deed, block, "Bản của đồng nghiệp", version=block.version)
    answer = clerk.post(
        reverse("minutes:edit_block", args=[block.pk]),
        {"text": "Bản của tôi", "version": block.version},
        **extra,
    )
    html = answer.content.decode()
    assert answer.status_code == (200 if extra else 409)
    assert "vừa sửa nội dung này lúc" in html and "Bản của đồng nghiệp" in html
    assert ">Bản của tôi</textarea>" in html
    assert f'name="version" value="{block.version + 1}"' in html
    assert play.block("opening").text == "Bản của đồng nghiệp"


def test_an_empty_text_is_refused_in_words_and_nothing_is_lost(clerk, play):
    block = play.block("opening")
    answer = clerk.post(
        reverse("minutes:edit_block", args=[block.pk]), {"text": " ", "version": block.version}
    )
    assert answer.status_code == 422 and "Nội dung đang để trống" in answer.content.decode()
    assert play.block("opening").text == block.text


def test_moved_figures_are_shown_beside_the_own_text(clerk, play):
    item = play.items[0]
    services.edit_block(play.deed, play.block(f"item:{item.pk}"), "Của tôi")
    play.start(item)
    play.speak(play.entries[1])
    play.end(item)
    html = clerk.get(page(play)).content.decode()
    assert "Số liệu đã thay đổi sau khi sửa" in html and "<ins>Phát biểu:</ins>" in html


def test_the_refresh_button_fills_and_says_so(clerk, play):
    answer = clerk.post(reverse("minutes:fill", args=[play.sitting.pk]), follow=True)
    assert "Đã cập nhật biên bản theo hồ sơ phiên họp." in answer.content.decode()


def test_the_news_line_names_who_else_changed_something_since(clerk, play):
    address = reverse("minutes:news", args=[play.sitting.pk])
    since = int(clock.real().timestamp() * 1000)
    block = play.block("opening")
    clerk.post(reverse("minutes:edit_block", args=[block.pk]), {"text": "Của tôi", "version": block.version})
    assert "vừa sửa" not in clerk.get(f"{address}?since={since}").content.decode()
    services.edit_block(play.deed, play.block("attendance"), "Của đồng nghiệp")
    told = clerk.get(f"{address}?since={since}").content.decode()
    assert f"{play.deed.name} vừa sửa biên bản." in told and "hx-trigger" not in told
    assert clerk.get(f"{address}?since=odd").status_code == 200


def test_new_figures_are_told_as_coming_from_the_record(clerk, play):
    address = reverse("minutes:news", args=[play.sitting.pk])
    since = int(clock.real().timestamp() * 1000)
    play.start(play.items[0])
    play.end(play.items[0])
    assert "Biên bản vừa có số liệu mới." in clerk.get(f"{address}?since={since}").content.decode()


def test_own_edits_in_place_do_not_stand_in_the_way_of_approval(clerk, play):
    play.close()
    block, seen = play.block("opening"), play.minutes.version
    form = {"text": "Của tôi", "version": block.version, "minutes_version": seen}
    html = clerk.post(reverse("minutes:edit_block", args=[block.pk]), form, **HTMX).content.decode()
    assert f'value="{seen + 1}" id="id_minutes_version" hx-swap-oob="true"' in html
    services.edit_block(play.deed, play.block("attendance"), "Của đồng nghiệp")
    form |= {"text": "Của tôi lần nữa", "version": block.version + 1, "minutes_version": seen + 1}
    html = clerk.post(reverse("minutes:edit_block", args=[block.pk]), form, **HTMX).content.decode()
    assert "hx-swap-oob" not in html


def test_free_paragraphs_are_added_and_removed_by_buttons(clerk, play):
    after = play.block("attendance")
    clerk.post(reverse("minutes:add_block", args=[play.sitting.pk]), {"after": after.pk, "text": "Ghi thêm."})
    free = play.minutes.blocks.get(kind="free")
    assert free.anchor == "attendance"
    refused = clerk.post(
        reverse("minutes:add_block", args=[play.sitting.pk]), {"after": after.pk, "text": " "}
    )
    assert refused.status_code == 422
    clerk.post(reverse("minutes:remove_block", args=[free.pk]), {"version": free.version})
    assert not play.minutes.blocks.filter(kind="free").exists()


def test_approval_by_the_dialog_then_issue(clerk, play):
    play.close()
    html = clerk.get(page(play)).content.decode()
    assert 'id="approve"' in html and 'value="Trần Văn Mẫu 1"' in html
    form = {
        "name": "Trần Văn Mẫu 1",
        "post": "",
        "on": play.body.today(),
        "minutes_version": play.minutes.version,
    }
    refused = clerk.post(reverse("minutes:approve", args=[play.sitting.pk]), form)
    assert refused.status_code == 422 and 'value="Trần Văn Mẫu 1"' in refused.content.decode()
    form["post"] = "Thủ tướng Chính phủ"
    done = clerk.post(reverse("minutes:approve", args=[play.sitting.pk]), form, follow=True).content.decode()
    assert "Số 01" in done and "Phát hành biên bản" in done and ">Sửa<" not in done
    issued = clerk.post(reverse("minutes:issue", args=[play.sitting.pk]), follow=True).content.decode()
    assert "Biên bản đã phát hành" in issued


def test_an_approval_of_what_was_read_before_an_edit_is_refused(clerk, play):
    play.close()
    form = {"name": "A", "post": "B", "on": play.body.today(), "minutes_version": play.minutes.version}
    services.edit_block(play.deed, play.block("opening"), "Sửa giữa chừng")
    answer = clerk.post(reverse("minutes:approve", args=[play.sitting.pk]), form)
    html = answer.content.decode()
    assert answer.status_code == 422 and "vừa sửa nội dung này" in html
    assert f'name="minutes_version" value="{play.minutes.version}"' in html
    assert not play.minutes.is_approved


def test_a_sitting_without_minutes_yet_can_begin_them(clerk, play):
    play.minutes.delete()
    assert "Lập biên bản" in clerk.get(page(play)).content.decode()
    clerk.post(reverse("minutes:fill", args=[play.sitting.pk]))
    assert play.minutes.blocks.exists()


def test_the_page_costs_the_same_for_ten_times_the_rows(client, django_assert_max_num_queries):
    costs = []
    for members, items in ((4, 1), (40, 10)):
        made = scene.opened(members=members, items=items)
        client.force_login(sittings.secretary_of(made.body))
        client.get(page(made))
        with django_assert_max_num_queries(40) as counted:
            assert client.get(page(made)).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_the_three_functions_of_the_desk_stand_on_the_page_and_are_taken_in_one_tap(client, clerk, play):
    html = clerk.get(page(play)).content.decode()
    assert 'id="desk-functions"' in html and html.count('name="function"') == 1  # the minutes are his to take
    take = reverse("minutes:take_function", args=[play.sitting.pk])
    assert clerk.post(take, {"function": "minutes"}).status_code == 302
    html = clerk.get(page(play)).content.decode()
    assert "Biên bản: <b>tôi</b>" in html and 'name="function"' not in html
    assert clerk.post(take, {"function": "conduct"}).status_code == 403
    assert clerk.post(take, {"function": "odd"}).status_code == 302
    client.force_login(sittings.secretary_of(play.body))
    html = client.get(page(play)).content.decode()
    assert html.count('name="function"') == 3 and "<b>Lê Thị Hồng</b>" in html
    assert f'data-follows="{play.sitting.stream("secretariat")}"' in html and 'data-told-by="desk"' in html
