"""Two people write the minutes: nothing is lost, everything can be taken back."""

import pytest

from audit.models import AuditRecord
from audit.selectors import sentence_of
from core.errors import EditedMeanwhile
from minutes import services
from minutes.errors import BlockEditedMeanwhile, OnlyFreeBlocks, TextMissing, TextTooLong
from tests.factories import people, sittings
from tests.minutes import scene

pytestmark = pytest.mark.django_db


def test_the_second_of_two_editors_gets_both_texts_and_overwrites_nothing():
    play = scene.opened(items=1)
    block = play.block("opening")
    colleague = sittings.deed_in(play.body, people.staff(play.body, "minutes", "Lê Thị Hồng"))
    services.edit_block(colleague, block, "Bản của chị Hồng", version=block.version)
    with pytest.raises(BlockEditedMeanwhile) as clash:
        services.edit_block(play.deed, block, "Bản của tôi", version=block.version)
    assert (clash.value.theirs, clash.value.yours) == ("Bản của chị Hồng", "Bản của tôi")
    assert clash.value.message.startswith("Lê Thị Hồng vừa sửa nội dung này lúc ")
    assert play.block("opening").text == "Bản của chị Hồng"


def test_figures_that_came_while_a_form_was_open_are_not_overwritten_unseen():
    play = scene.opened(items=1)
    (item,) = play.items
    block = play.block(f"item:{item.pk}")
    play.start(item)
    play.speak(play.entries[1])
    services.fill_minutes(play.deed, play.sitting)
    with pytest.raises(EditedMeanwhile, match="Hồ sơ phiên họp"):
        services.edit_block(play.deed, block, "Bản cũ tôi đang sửa", version=block.version)


def test_the_same_text_from_both_editors_is_no_clash():
    play = scene.opened(items=1)
    block = play.block("opening")
    services.edit_block(play.deed, block, "Cùng một câu", version=block.version)
    assert services.edit_block(play.deed, block, "Cùng một câu", version=block.version).text == "Cùng một câu"


def test_undo_goes_back_to_the_generated_text_and_follows_the_record_again():
    play = scene.opened(items=1)
    block = play.block("opening")
    generated = block.text
    edited = services.edit_block(play.deed, block, "Của tôi", version=block.version)
    assert edited.is_own_text
    restored = services.restore_block(play.deed, edited, version=edited.version)
    assert (restored.text, restored.is_own_text, restored.has_moved) == (generated, False, False)


def test_typing_the_generated_text_again_is_no_own_text():
    play = scene.opened(items=1)
    block = play.block("opening")
    edited = services.edit_block(play.deed, block, "Của tôi", version=block.version)
    back = services.edit_block(play.deed, edited, edited.generated, version=edited.version)
    assert not back.is_own_text


def test_what_is_typed_is_kept_in_one_normal_form_without_empty_lines():
    play = scene.opened(items=1)
    block = play.block("opening")
    edited = services.edit_block(play.deed, block, "  Nghi\u0323 quye\u0302\u0301t \r\n\r\n\r\n- một  điểm ")
    assert edited.text == "Nghị quyết\n- một điểm"


@pytest.mark.parametrize(("text", "refusal"), [("  \n ", TextMissing), ("x" * 20_001, TextTooLong)])
def test_empty_and_endless_texts_are_refused(text, refusal):
    play = scene.opened(items=1)
    with pytest.raises(refusal):
        services.edit_block(play.deed, play.block("opening"), text)


def test_a_free_paragraph_stands_where_it_was_put_and_stays_there_after_refills():
    play = scene.opened(items=2)
    first, _second = play.items
    anchor = play.block(f"item:{first.pk}")
    free = services.add_block(play.deed, play.minutes, anchor, "Chính phủ dành một phút tưởng niệm.")
    behind = services.add_block(play.deed, play.minutes, free, "Sau đó phiên họp tiếp tục.")
    play.start(first)
    play.vote(first, ["for_"] * 5)
    play.end(first, "adopted_by_vote")
    play.close()
    keys = [block.key for block in play.minutes.blocks.order_by("order")]
    at = keys.index(anchor.key)
    assert keys[at + 1 : at + 3] == [free.key, behind.key]
    assert keys[at + 3].startswith("poll:")
    assert play.block(free.key).text == "Chính phủ dành một phút tưởng niệm."


def test_only_free_paragraphs_can_be_removed():
    play = scene.opened(items=1)
    free = services.add_block(play.deed, play.minutes, None, "Ghi thêm.")
    services.remove_block(play.deed, free, version=free.version)
    assert not play.minutes.blocks.filter(kind="free").exists()
    with pytest.raises(OnlyFreeBlocks):
        services.remove_block(play.deed, play.block("opening"))


def test_the_same_key_adds_one_paragraph_and_answers_twice():
    play = scene.opened(items=1)
    deed = play.deed.with_key("b" * 32)
    one = services.add_block(deed, play.minutes, None, "Ghi thêm.")
    assert services.add_block(deed, play.minutes, None, "Ghi thêm.").pk == one.pk
    assert play.minutes.blocks.filter(kind="free").count() == 1


def test_every_edit_stands_in_the_record_in_words():
    play = scene.opened(items=1)
    edited = services.edit_block(play.deed, play.block("opening"), "Của tôi")
    services.restore_block(play.deed, edited)
    free = services.add_block(play.deed, play.minutes, None, "Ghi thêm.")
    services.remove_block(play.deed, free)
    rows = AuditRecord.objects.filter(chain=play.sitting.chain, verb__startswith="minutes.").order_by(
        "number"
    )
    words = [sentence_of(row) for row in rows]
    assert words == [
        "Sửa biên bản “Phiên họp Chính phủ thường kỳ” (opening)",
        "Trở lại nội dung tự động trong biên bản “Phiên họp Chính phủ thường kỳ” (opening)",
        "Thêm một đoạn vào biên bản “Phiên họp Chính phủ thường kỳ”",
        "Xóa một đoạn của biên bản “Phiên họp Chính phủ thường kỳ”: Ghi thêm.",
    ]
