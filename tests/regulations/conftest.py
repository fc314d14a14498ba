"""Who keeps the law at the desk: an administrator writes."""

import pytest

from tests.factories import people, sittings


@pytest.fixture
def body():
    return people.government(4)


@pytest.fixture
def writer(body):
    return people.staff(body, "administrator")


@pytest.fixture
def deed(body, writer):
    return sittings.deed_in(body, writer)
