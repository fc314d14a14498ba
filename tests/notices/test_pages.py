"""The reader's own notices on a page."""

import pytest
from django.urls import reverse

from core.registries import NOTICE_KINDS
from notices import services
from notices.kinds import NoticeKind
from notices.models import Notice
from notices.services import Recipient
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_kind(monkeypatch):
    """A kind of our own."""
    monkeypatch.setitem(
        NOTICE_KINDS._entries, "test.plain", NoticeKind(lambda facts: f"Tin: {facts['title']}")
    )


def tell(user, url="/"):
    """One line for the user."""
    services.notify([Recipient(user.pk, user.person_id)], "test.plain", {"title": "Chương trình"}, url=url)
    return Notice.objects.get(user=user)


def test_a_line_leads_on_and_is_read_then(client):
    user, other = people.user(), people.user()
    line = tell(user, reverse("notices:list") + "?x=1")
    client.force_login(other)
    assert client.post(reverse("notices:follow", args=[line.pk])).status_code == 404
    assert "Chưa có thông báo nào" in client.get(reverse("notices:list")).content.decode()
    client.force_login(user)
    assert "Tin: Chương trình" in client.get(reverse("notices:list")).content.decode()
    assert client.post(reverse("notices:follow", args=[line.pk]))["Location"].endswith("?x=1")
    assert "Chưa đọc" not in client.get(reverse("notices:list")).content.decode()


def test_no_line_leads_out_of_the_house(client):
    user = people.user()
    line = tell(user, "https://elsewhere.invalid/")
    client.force_login(user)
    assert client.post(reverse("notices:follow", args=[line.pk]))["Location"] == reverse("notices:list")


def test_all_lines_are_read_at_once(client):
    user = people.user()
    tell(user)
    client.force_login(user)
    client.post(reverse("notices:read_all"))
    assert not Notice.objects.filter(read_at=None).exists()
