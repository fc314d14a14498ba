"""Who opens a socket is decided as Django decides it for a page, for many at once."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from core import clock
from realtime.signing_in import session_key_of, sign_ins
from tests.factories import people

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies["sessionid"].value)


def as_django_says(key: str) -> User | None:
    """The user a page would be drawn for."""
    from django.contrib.sessions.backends.db import SessionStore

    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)
    return user if user.is_authenticated else None  # type: ignore[return-value]


def test_every_kind_of_session_is_judged_as_django_judges_it(settings) -> None:
    users = [people.user() for _each in range(6)]
    keys = [signed_in(user) for user in users]
    User.objects.filter(pk=users[1].pk).update(is_active=False)
    users[2].set_password("another")
    users[2].save()
    Session.objects.filter(session_key=keys[3]).update(expire_date=clock.real() - timedelta(seconds=1))
    Session.objects.filter(session_key=keys[4]).update(session_data="nonsense")
    Session.objects.filter(session_key=keys[5]).delete()
    odd = ["", "x" * 40, "x" * 5000, "a\x00b", "'; DROP TABLE"]
    found = sign_ins([*keys, *odd])
    expected = {key: as_django_says(key) for key in keys}
    assert {key: found[key].user if key in found else None for key in keys} == expected
    assert [key for key in keys if key in found] == keys[:1]
    assert not set(odd) & set(found)


def test_a_backend_that_is_no_longer_ours_signs_nobody_in(settings) -> None:
    key = signed_in(people.user())
    settings.AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend"]
    assert sign_ins([key]) == {} and as_django_says(key) is None


def test_many_are_looked_up_in_two_queries(django_assert_num_queries) -> None:
    keys = [signed_in(people.user()) for _each in range(5)]
    with django_assert_num_queries(2):
        assert set(sign_ins(keys)) == set(keys)


@pytest.mark.parametrize(
    ("cookie", "key"),
    [
        (b"sessionid=abc", "abc"),
        (b"csrftoken=x; sessionid=abc; a=b", "abc"),
        (b"csrftoken=x", ""),
        (b"\xff\xfe=;;;", ""),
        (b"", ""),
    ],
)
def test_the_key_is_read_out_of_any_cookie(cookie: bytes, key: str) -> None:
    assert session_key_of([(b"host", b"x"), (b"cookie", cookie)]) == key
    assert session_key_of([]) == ""
