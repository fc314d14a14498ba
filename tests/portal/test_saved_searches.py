"""Saved searches on the page: kept, found again, renamed, deleted with undo; a refusal is said."""

import pytest
from django.test import Client
from django.urls import reverse

from search.models import SavedSearch
from tests.factories import people
from tests.search.test_finding import laid

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(response) -> str:
    """The page a form leads to."""
    return response.client.get(response["Location"]).content.decode()


def keep(client: Client, name: str, **values: str):
    return client.post(reverse("portal:save_search"), {"q": "kinh phi", "name": name, **values})


def test_kept_with_its_filters_and_found_again() -> None:
    paper, user = laid("kinh phí năm tới")
    client = signed_in(user)
    answer = keep(client, "Kinh phí", kind="paper", nonsense="x")
    row = SavedSearch.objects.get(owner=user)
    assert (row.name, row.text, row.filters) == ("Kinh phí", "kinh phi", {"kind": "paper"})
    assert answer["Location"] == f"{reverse('portal:search')}?saved={row.pk}"
    page = page_of(answer)
    assert "Đã lưu tra cứu “Kinh phí”." in page and str(paper.pk) in page
    assert "Kinh phí" in client.get(reverse("portal:search")).content.decode()


def test_a_refusal_is_said_and_nothing_is_kept() -> None:
    _paper, user = laid("kinh phí năm tới")
    client = signed_in(user)
    keep(client, "Kinh phí")
    page = page_of(keep(client, "Kinh phí"))
    assert "Đã có tra cứu lưu với tên này" in page and 'value="kinh phi"' in page
    assert "Chưa có từ cần tìm" in page_of(keep(client, "A", q=" "))
    assert SavedSearch.objects.count() == 1
    row = SavedSearch.objects.get()
    answer = client.post(reverse("portal:rename_search", args=[row.pk]), {"name": " "})
    assert "Tên tra cứu có từ 1 đến 80 ký tự" in page_of(answer)


def test_deleted_it_can_be_brought_back_at_once() -> None:
    _paper, user = laid("kinh phí năm tới")
    client = signed_in(user)
    keep(client, "Kinh phí")
    row = SavedSearch.objects.get()
    page = page_of(client.post(reverse("portal:delete_search", args=[row.pk])))
    assert "Đã xóa tra cứu “Kinh phí”" in page and reverse("portal:restore_search", args=[row.pk]) in page
    page = page_of(client.post(reverse("portal:restore_search", args=[row.pk])))
    assert "Kinh phí" in page and "Đã xóa tra cứu" not in page


def test_another_persons_is_not_there() -> None:
    _paper, user = laid("kinh phí năm tới")
    keep(signed_in(user), "Việc riêng")
    row, other = SavedSearch.objects.get(), signed_in(people.user())
    for name in ("rename_search", "delete_search", "restore_search"):
        assert other.post(reverse(f"portal:{name}", args=[row.pk]), {"name": "x"}).status_code == 404
    for key in ("saved", "deleted"):
        assert "Việc riêng" not in other.get(reverse("portal:search"), {key: str(row.pk)}).content.decode()
    assert other.get(reverse("portal:search"), {"saved": "không phải số"}).status_code == 200


def test_narrowed_to_nothing_one_press_looks_everywhere() -> None:
    _paper, user = laid("kinh phí năm tới")
    page = (
        signed_in(user).get(reverse("portal:search"), {"q": "kinh phi", "kind": "minutes"}).content.decode()
    )
    assert "Tìm ở mọi nơi" in page and 'href="?q=kinh+phi"' in page
