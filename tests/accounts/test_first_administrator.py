"""The first person of a fresh installation."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Body, User

pytestmark = pytest.mark.django_db
GIVEN = {"body": "Chính phủ", "name": "Nguyễn Thị Quản Trị", "username": "quantri"}


def found() -> str:
    out = StringIO()
    call_command("first_administrator", stdout=out, **GIVEN)
    return out.getvalue()


def test_the_printed_password_signs_in_and_opens_the_page_of_bodies() -> None:
    password = found().split("Mật khẩu: ")[1].strip()
    client = Client()
    client.post(reverse("accounts:sign_in"), {"username": "quantri", "password": password})
    page = client.get(reverse("accounts:bodies"))
    assert page.status_code == 200
    assert "Chính phủ" in page.content.decode()


def test_a_second_call_is_refused_and_changes_nothing() -> None:
    found()
    with pytest.raises(CommandError, match="Đã có tài khoản"):
        found()
    assert User.objects.count() == 1
    assert Body.objects.count() == 1


def test_an_empty_name_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(CommandError, match="chưa nhập"):
        call_command("first_administrator", **{**GIVEN, "name": " "})
    assert not User.objects.exists()
