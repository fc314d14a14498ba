"""A body, and the administrator's deed."""

import pytest

from tests.factories import people, sittings


@pytest.fixture
def body():
    """A body of four."""
    return people.government(4)


@pytest.fixture
def deed(body):
    """The administrator's deed."""
    return sittings.deed_in(body, people.staff(body, "administrator"))
