"""How long the texts of a dossier may be is said in a sentence; what was typed stays in the form."""

import pytest
from django.urls import reverse
from django.utils import translation

from core.errors import TooLong
from dossiers import services
from dossiers.models import Dossier
from tests.dossiers import making
from tests.dossiers.test_desk_pages import form_of, signed_in

pytestmark = pytest.mark.django_db
LIMITS = {"title": 300, "summary": 10_000, "disagreements": 20_000}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_every_way_in_refuses_what_is_too_long(name: str, limit: int) -> None:
    house = making.house()
    dossier = making.draft(house)
    with pytest.raises(TooLong) as refusal:
        services.edit_dossier(house.deed(), dossier, {name: "a" * (limit + 1)})
    assert refusal.value.field == name
    values = {"title": "Đề án", name: "a" * (limit + 1)}
    with pytest.raises(TooLong):
        services.create_dossier(house.deed(), house.body, house.ministry, **values)
    assert Dossier.objects.count() == 1
    edited = services.edit_dossier(house.deed(), dossier, {name: " " + "a" * limit + "\r\n"})
    assert getattr(edited, name) == "a" * limit


def test_the_form_says_so_in_both_languages_and_keeps_what_was_typed() -> None:
    house = making.house()
    client = signed_in(house.officer)
    typed = "Tóm tắt rất dài " * 700
    address = reverse("dossiers:create", args=[house.body.pk])
    answer = client.post(address, form_of(house, summary=typed))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Dossier.objects.exists()
    assert "Nội dung dài 11199 ký tự, tối đa 10000. Đề nghị rút gọn." in page
    assert typed.strip() in page
    with translation.override("en"):
        assert TooLong(length=11199, limit=10_000).message == (
            "The text has 11199 characters, the most is 10000. Please shorten it."
        )


def test_notes_and_reasons_of_the_course_have_a_length_and_are_never_cut() -> None:
    house = making.house()
    dossier = making.submitted(house)
    for act, longest in ((services.return_dossier, 4000), (services.verify_dossier, 4000)):
        with pytest.raises(TooLong):
            act(house.deed(house.secretary), dossier, "a" * (longest + 1))
    with pytest.raises(TooLong):
        services.withdraw_dossier(house.deed(), dossier, "a" * 301)
    typed = "Lý do " * 60
    answer = signed_in(house.officer).post(
        reverse("dossiers:withdraw", args=[dossier.pk]), {"reason": typed, "version": dossier.version}
    )
    assert answer.status_code == 422
    assert "tối đa 300" in answer.content.decode() and typed.strip() in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == "submitted"
