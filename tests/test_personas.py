"""The cast itself: every role is there and stands where its name says."""

import pytest

from meetings.models import Sitting
from tests import personas

pytestmark = pytest.mark.django_db


def test_the_sixteen_are_cast_and_only_audiences_see_the_sitting():
    cast = personas.cast()
    assert tuple(cast.users) == personas.NAMES and len(personas.NAMES) == 16
    seeing = {name for name, user in cast.users.items() if user and Sitting.objects.visible_to(user).exists()}
    assert seeing == {
        "chair",
        "deputy",
        "member",
        "substitute",
        "delegate",
        "secretariat_lead",
        "clerk",
        "observer",
        "teller",
    }
