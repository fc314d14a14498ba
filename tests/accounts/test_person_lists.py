"""People to choose from stand by given name as Vietnamese lists are; who is ranked stands by rank."""

import pytest
from django import forms

from accounts.fields import PersonChoice, offer
from accounts.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db
NAMES = ["Trần Văn Ước", "Đỗ Thị An", "Vũ Đức Đam", "Lê Văn Dũng", "Hồ Thị Ánh"]


def offered(*, by_name: bool) -> list[str]:
    """The names in the order the list shows them."""
    ids = [people.person(full_name=name).pk for name in NAMES]

    class Form(forms.Form):
        who = PersonChoice(queryset=Person.objects.none(), required=False, empty_label="Chọn người")

    form = Form()
    offer(form, "who", Person.objects.filter(pk__in=ids).order_by("-full_name"), {}, by_name=by_name)
    first, *rest = [label for _value, label in form.fields["who"].choices]  # type: ignore[attr-defined]
    assert first == "Chọn người"
    return rest


def test_a_list_of_people_is_by_given_name():
    assert offered(by_name=True) == [
        "Đỗ Thị An",
        "Hồ Thị Ánh",
        "Lê Văn Dũng",
        "Vũ Đức Đam",
        "Trần Văn Ước",
    ]


def test_a_list_by_rank_stays_as_it_comes():
    shown = offered(by_name=False)
    as_asked = Person.objects.filter(full_name__in=NAMES).order_by("-full_name")
    assert shown == list(as_asked.values_list("full_name", flat=True))
