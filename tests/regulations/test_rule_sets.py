"""Rule sets are data with dates; broken data is refused by name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from regulations.loading import load_law, read
from regulations.models import Holiday, RuleSet
from regulations.parameters import InvalidParameters, RuleParameters
from regulations.selectors import NoRuleSet, parameters_for, rule_set_on, working_calendar
from tests.regulations.law import PARAMETERS, calendar

GOOD = read("rule_sets.json")[0]["parameters"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"quorum_numerator": 4}, "quorum"),
        ({"quorum_numerator": 2.0}, "quorum_numerator"),
        ({"quorum_count_remote": 1}, "quorum_count_remote"),
        ({"quorum_denominator": True}, "quorum_denominator"),
        ({"tie_reading": "coin"}, "tie_reading"),
        ({"invitation_days": -1}, "invitation_days"),
        ({"invitation_days": "5"}, "invitation_days"),
        ({"regular_before_day": 0}, "regular_before_day"),
        ({"slip_min_working_days": 6, "slip_max_working_days": 5}, "slip"),
        ({"colour": "red"}, "unknown: colour"),
    ],
)
def test_a_wrong_parameter_is_refused_by_its_name(change, said):
    with pytest.raises(InvalidParameters, match=said):
        RuleParameters.from_mapping({**GOOD, **change})


def test_a_missing_parameter_is_refused_by_its_name():
    with pytest.raises(InvalidParameters, match="missing: tie_reading"):
        RuleParameters.from_mapping({k: v for k, v in GOOD.items() if k != "tie_reading"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2019, 8, 1), "R2016"),
        (date(2020, 10, 2), "R2016"),
        (date(2022, 6, 17), "R2016"),
        (date(2022, 6, 18), "R2022"),
        (date(2026, 5, 28), "R2022"),
        (date(2026, 5, 29), "R2026"),
        (date(2026, 11, 22), "R2026"),
    ],
)
def test_every_day_has_the_rule_set_in_force(day, code):
    assert rule_set_on(day).code == code


@pytest.mark.django_db
def test_a_day_before_the_first_rule_set_is_refused_with_what_to_do():
    with pytest.raises(NoRuleSet) as refused:
        rule_set_on(date(2015, 1, 1))
    assert "01/01/2015" in refused.value.message and "quản trị viên" in refused.value.message


@pytest.mark.django_db
def test_stored_rule_sets_give_the_parameters_of_the_data_file():
    assert {code: parameters_for(code) for code in PARAMETERS} == PARAMETERS
    assert working_calendar() == calendar()


@pytest.mark.django_db
def test_nothing_is_called_verified_and_every_note_names_a_known_value():
    for rule_set in RuleSet.objects.all():
        assert not rule_set.is_verified
        assert set(rule_set.unverified) <= set(rule_set.parameters) | {"valid_from"}
        assert all(rule_set.unverified.values())
        rule_set.full_clean()
    assert set(RuleSet.objects.get(code="R2026").unverified) >= set(GOOD)


@pytest.mark.django_db
def test_overlapping_rule_sets_are_refused():
    first = RuleSet.objects.get(code="R2016")
    second = RuleSet(
        code="R2020", name="x", name_en="x", legal_basis="x", parameters=GOOD, valid_from=date(2020, 1, 1)
    )
    with pytest.raises(ValidationError, match=first.code):
        second.full_clean()


@pytest.mark.django_db
def test_loading_again_keeps_what_an_administrator_changed():
    Holiday.objects.filter(day=date(2020, 9, 2)).update(name="Quốc khánh (sửa)")
    Holiday.objects.filter(day=date(2020, 4, 30)).delete()
    before = Holiday.objects.count()
    load_law()
    assert Holiday.objects.count() == before + 1
    assert Holiday.objects.get(day=date(2020, 9, 2)).name == "Quốc khánh (sửa)"
