"""A rule set is drafted by one person and confirmed by another; what was opened keeps its own."""

from dataclasses import fields

import pytest
from django.urls import reverse

from audit.models import AuditRecord
from audit.selectors import sentence_of
from core.errors import EditedMeanwhile
from meetings.models import Sitting
from regulations import errors, services
from regulations.forms import NOTE, RuleSetForm
from regulations.models import RuleSet, RuleSetDraft
from regulations.parameter_words import GROUPS, LABELS, groups_of
from regulations.parameters import RuleParameters
from regulations.selectors import parameters_for, rule_set_on
from tests.factories import people, sittings
from tests.regulations.drafts import coming, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(body):
    return people.staff(body, "secretariat_lead")


@pytest.fixture
def other(body, second):
    return sittings.deed_in(body, second)


def test_a_draft_decides_nothing_until_a_second_person_confirms_it(deed, other):
    draft = services.draft_rule_set(deed, text(tie_reading="for_exactly_half"))
    assert rule_set_on(coming(40)).code == "R2026"
    made = services.confirm_rule_set(other, draft, draft.version)
    assert rule_set_on(coming(29)).code == "R2026" and rule_set_on(coming(30)) == made
    assert RuleSet.objects.get(code="R2026").valid_to == made.valid_from
    assert parameters_for("R2030").tie_reading == "for_exactly_half"
    made.full_clean()
    said = [sentence_of(row) for row in AuditRecord.objects.order_by("number")][-2:]
    assert "Soạn bộ quy tắc R2030" in said[0] and "Xác nhận bộ quy tắc R2030" in said[1]


def test_nobody_confirms_what_he_wrote_at(deed, other):
    draft = services.draft_rule_set(deed, text())
    with pytest.raises(errors.SameHands):
        services.confirm_rule_set(deed, draft)
    again = services.draft_rule_set(other, text(invitation_days=3), draft=draft, version=draft.version)
    for hand in (deed, other):
        with pytest.raises(errors.SameHands):
            services.confirm_rule_set(hand, again)


def test_the_second_person_confirms_the_version_he_read(deed, other):
    draft = services.draft_rule_set(deed, text())
    services.draft_rule_set(deed, text(invitation_days=3), draft=draft, version=draft.version)
    with pytest.raises(EditedMeanwhile):
        services.confirm_rule_set(other, draft, draft.version)


def test_a_new_version_of_a_coming_rule_set_moves_its_first_day_and_leaves_no_gap(deed, other):
    made = services.confirm_rule_set(other, services.draft_rule_set(deed, text(days=30)))
    version = services.draft_rule_set(deed, text(days=45, slip_max_working_days=7), replaces=made)
    services.confirm_rule_set(other, version)
    assert parameters_for("R2030").slip_max_working_days == 7
    assert rule_set_on(coming(44)).code == "R2026" and rule_set_on(coming(45)).code == "R2030"


def test_one_that_lies_before_a_later_one_ends_where_that_begins(deed, other):
    services.confirm_rule_set(other, services.draft_rule_set(deed, text("R2040", days=60)))
    services.confirm_rule_set(other, services.draft_rule_set(deed, text("R2030", days=30)))
    codes = [rule_set_on(coming(day)).code for day in (29, 30, 59, 60)]
    assert codes == ["R2026", "R2030", "R2030", "R2040"]
    same_day = services.draft_rule_set(deed, text("R2050", days=60))
    with pytest.raises(errors.DayTaken, match="R2040"):
        services.confirm_rule_set(other, same_day)


def test_what_is_in_force_or_past_is_never_rewritten(deed):
    with pytest.raises(errors.AlreadyInForce):
        services.draft_rule_set(deed, text("R2026"), replaces=RuleSet.objects.get(code="R2026"))
    with pytest.raises(errors.CodeTaken):
        services.draft_rule_set(deed, text("R2022"))
    with pytest.raises(errors.NotYetHeld):
        services.draft_rule_set(deed, text(days=0))


def test_a_sitting_that_was_opened_keeps_its_rule_set(body, deed, other):
    """Also one of a body whose clock runs ahead, under a rule set that is still to come here."""
    made = services.confirm_rule_set(other, services.draft_rule_set(deed, text()))
    sitting = sittings.sitting(body)
    Sitting.objects.filter(pk=sitting.pk).update(rule_set="R2030", opened_at=sitting.starts_at)
    version = services.draft_rule_set(deed, text(quorum_count_remote=False), replaces=made)
    with pytest.raises(errors.AlreadyInForce):
        services.confirm_rule_set(other, version)
    assert parameters_for("R2030").quorum_count_remote is True


def test_wrong_values_and_a_missing_reason_are_refused(deed):
    with pytest.raises(errors.WrongParameters, match="quorum"):
        services.draft_rule_set(deed, text(quorum_numerator=4))
    written = text()
    bare = type(written)(**{f.name: getattr(written, f.name) for f in fields(written)} | {"reason": " "})
    with pytest.raises(errors.ReasonNeeded):
        services.draft_rule_set(deed, bare)


def test_a_draft_given_up_stays_in_the_list_and_cannot_be_confirmed(deed, other):
    draft = services.draft_rule_set(deed, text())
    services.withdraw_rule_set_draft(deed, draft, "Nghị định chưa ban hành")
    with pytest.raises(errors.DraftDecided, match="Đã bỏ"):
        services.confirm_rule_set(other, draft)
    assert not RuleSet.objects.filter(code="R2030").exists()


def test_every_parameter_has_a_label_a_group_and_words_for_its_values():
    named = {name for _title, names in GROUPS for name in names}
    assert named == set(LABELS)
    every = {field.name for field in fields(RuleParameters)}
    assert every == named | {f"{name}_en" for name in named if f"{name}_en" in every}
    for row in RuleSet.objects.all():
        assert all(line.value and str(line.label) for _title, lines in groups_of(row) for line in lines)


def typed(base, **changes):
    """The form as the page sends it back."""
    form = RuleSetForm(base)
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return {**data, "reason": "Nghị định mới", **changes}


def test_the_desk_drafts_the_second_person_reads_what_changed_and_confirms(client, body, writer, second):
    client.force_login(writer)
    base = RuleSet.objects.get(code="R2026")
    address = reverse("accounts:draft_rule_set", args=[body.pk, "R2026"])
    page = client.get(address).content.decode()
    assert "Số tán thành bằng đúng một nửa tổng số thành viên" in page and "Chưa đối chiếu" in page
    day = coming(20).isoformat()
    sent = typed(base, code="R2027", valid_from=day, tie_reading="for_exactly_half", invitation_days=4)
    client.post(address, sent | {NOTE + "tie_reading": ""})
    draft = RuleSetDraft.objects.get(code="R2027")
    assert "tie_reading" not in draft.unverified and "acting_minister" in draft.unverified
    shown = reverse("accounts:rule_set_draft", args=[body.pk, draft.pk])
    assert "Xác nhận áp dụng" not in client.get(shown).content.decode()
    client.force_login(second)
    page = client.get(shown).content.decode()
    assert "Xác nhận áp dụng" in page
    assert "Trước đây: Số tán thành bằng số không tán thành" in page and "Trước đây: Không quy định" in page
    confirm = reverse("accounts:confirm_rule_set", args=[body.pk, draft.pk])
    client.post(confirm, {"version": draft.version})
    assert parameters_for("R2027").invitation_days == 4
    listed = client.get(reverse("accounts:rule_sets", args=[body.pk])).content.decode()
    assert "Sắp áp dụng" in listed and "R2027" in listed
    assert "Trước đây" not in client.get(shown).content.decode()


def test_a_ratio_above_one_and_a_day_that_has_come_are_said_at_their_fields(client, body, writer):
    client.force_login(writer)
    address = reverse("accounts:draft_rule_set", args=[body.pk, "R2026"])
    base = RuleSet.objects.get(code="R2026")
    wrong = typed(base, code="R2027", valid_from=coming(3).isoformat(), quorum_numerator=9)
    assert "Tử số không được lớn hơn mẫu số" in client.post(address, wrong).content.decode()
    late = typed(base, code="R2027", valid_from=coming(0).isoformat())
    assert "áp dụng từ một ngày sau hôm nay" in client.post(address, late).content.decode()
    assert not RuleSetDraft.objects.exists()


def test_another_body_has_no_say_in_the_law(client):
    committee = people.government(3)
    committee.kind = "province"
    committee.save()
    client.force_login(people.staff(committee, "administrator"))
    assert client.get(reverse("accounts:rule_sets", args=[committee.pk])).status_code == 404
