"""Open, recess, close, resume."""

from datetime import timedelta

import pytest

from accounts.models import Seat
from audit.models import AuditRecord
from audit.selectors import sentence_of, verify_chain
from core import clock
from core.registries import STEP_CHECKS
from meetings import facts, services
from meetings.errors import NotNow, QuorumMissing, ReasonMissing, RecessOverAlready, ResumeTooLate
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db


def test_a_sitting_with_vote_opens_only_with_two_thirds_of_all_members():
    body = people.government(5)
    sitting = sittings.called_sitting(body)
    deed = sittings.deed_in(body)
    entries = sittings.member_entries(sitting)
    services.set_presence(deed, sitting, [row.pk for row in entries[:3]], "on_site")
    with pytest.raises(QuorumMissing) as refused:
        services.open_sitting(deed, sitting)
    assert "có mặt 3/5 (cần ít nhất 4)" in refused.value.message
    assert "Điều 46" in refused.value.message or "Điều" in refused.value.message
    services.set_presence(deed, sitting, [entries[3].pk], "online")
    opened = services.open_sitting(deed, sitting)
    assert opened.state == "open" and opened.opened_at is not None


def test_a_sitting_without_vote_opens_without_anybody():
    sitting = sittings.called_sitting(kind="working")
    assert not sitting.has_vote
    assert services.open_sitting(sittings.deed_in(sitting.body), sitting).state == "open"


def test_a_draft_is_not_opened_and_an_open_sitting_not_opened_twice():
    sitting = sittings.sitting()
    deed = sittings.deed_in(sitting.body)
    with pytest.raises(NotNow, match="Đang chuẩn bị"):
        services.open_sitting(deed, sitting)
    opened = sittings.open_sitting()
    with pytest.raises(NotNow):
        services.open_sitting(sittings.deed_in(opened.body), opened)


def test_the_same_key_opens_once_and_answers_twice():
    sitting = sittings.called_sitting(kind="working")
    deed = sittings.deed_in(sitting.body).with_key("a" * 32)
    first = services.open_sitting(deed, sitting)
    again = services.open_sitting(deed, sitting)
    assert (first.pk, first.opened_at) == (again.pk, again.opened_at)
    assert AuditRecord.objects.filter(verb="sitting.opened").count() == 1


def test_a_recess_ends_where_it_was_said_and_only_a_recess_ends():
    sitting = sittings.open_sitting()
    deed = sittings.deed_in(sitting.body)
    until = sitting.body.now() + timedelta(minutes=30)
    paused = services.suspend_sitting(deed, sitting, until)
    assert (paused.state, paused.continues_at) == ("suspended", until)
    with pytest.raises(NotNow):
        services.suspend_sitting(deed, sitting)
    with pytest.raises(NotNow):
        services.open_sitting(deed, sitting)
    again = services.continue_sitting(deed, sitting)
    assert (again.state, again.continues_at) == ("open", None)
    with pytest.raises(NotNow):
        services.continue_sitting(deed, sitting)


def test_a_recess_cannot_end_before_it_begins():
    sitting = sittings.open_sitting()
    deed = sittings.deed_in(sitting.body)
    with pytest.raises(RecessOverAlready) as refused:
        services.suspend_sitting(deed, sitting, sitting.body.now() - timedelta(hours=1))
    assert "Đề nghị chọn giờ họp tiếp sau thời điểm này" in refused.value.message
    sitting.refresh_from_db()
    assert (sitting.state, sitting.continues_at) == ("open", None)


def test_closing_asks_the_registered_checks(monkeypatch):
    sitting = sittings.open_sitting()

    def objects(closing):
        raise NotNow(state="nội dung 3 chưa kết thúc")

    monkeypatch.setitem(STEP_CHECKS._entries, "close_sitting", [objects])
    with pytest.raises(NotNow, match="nội dung 3"):
        services.close_sitting(sittings.deed_in(sitting.body), sitting)
    sitting.refresh_from_db()
    assert sitting.state == "open"


def test_a_closed_sitting_is_resumed_within_ten_minutes_and_with_a_reason():
    sitting = sittings.open_sitting()
    deed = sittings.deed_in(sitting.body)
    services.close_sitting(deed, sitting)
    with pytest.raises(ReasonMissing):
        services.resume_sitting(deed, sitting, "  ")
    with clock.drive(timedelta(minutes=9)):
        again = services.resume_sitting(deed, sitting, "Bế mạc nhầm")
    assert (again.state, again.closed_at, again.resumed_reason) == ("open", None, "Bế mạc nhầm")
    services.close_sitting(deed, sitting)
    with clock.drive(timedelta(minutes=11)), pytest.raises(ResumeTooLate, match="10 phút"):
        services.resume_sitting(deed, sitting, "Bế mạc nhầm")


def test_every_step_stands_in_the_sittings_own_chain_in_words():
    sitting = sittings.open_sitting()
    deed = sittings.deed_in(sitting.body)
    services.close_sitting(deed, sitting)
    verdict = verify_chain(sitting.chain)
    assert verdict.is_whole
    words = [sentence_of(row) for row in AuditRecord.objects.filter(chain=sitting.chain).order_by("number")]
    assert words[0] == "Tạo phiên họp “Phiên họp Chính phủ thường kỳ”"
    assert any(line.startswith("Khai mạc") and "5/5" in line for line in words)
    assert words[-1] == "Bế mạc “Phiên họp Chính phủ thường kỳ” (theo chỉ đạo của người chủ trì)"


def test_the_chair_can_be_handed_to_another_member_only():
    sitting = sittings.open_sitting()
    deed = sittings.deed_in(sitting.body)
    deputy = people.members_of(sitting.body)[1]
    changed = services.hand_over_chair(deed, sitting, deputy.person)
    assert changed.presider == deputy.person
    assert deputy.groups.filter(name=sitting.stream("chair")).exists()
    told = facts.sitting_facts(changed)["handed_over"]
    assert told is not None and told["post"] == facts.presider_facts(changed)["post"]
    head = Seat.objects.get(body=sitting.body, is_head=True).person
    assert facts.sitting_facts(services.hand_over_chair(deed, changed, head))["handed_over"] is None
    with pytest.raises(Exception, match="Danh sách dự họp"):
        services.hand_over_chair(deed, sitting, people.person())


def test_two_sittings_at_once_do_not_mix():
    body = people.government(5)
    first, second = sittings.open_sitting(body), sittings.called_sitting(body, kind="working")
    services.open_sitting(sittings.deed_in(body), second)
    services.close_sitting(sittings.deed_in(body), second)
    first.refresh_from_db()
    assert first.state == "open"
    assert {row.presence.where for row in sittings.member_entries(second)} == {"absent"}
