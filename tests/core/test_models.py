"""Abstract rows: versions that refuse a silent overwrite, dates that hold from-to, tables of steps."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Body, Organisation
from core.errors import EditedMeanwhile, WrongStep
from core.states import ensure_step, is_step, steps
from dossiers.models import Dossier

STEPS = steps(draft="sent withdrawn", sent="done")


def test_a_form_that_started_from_an_older_version_is_refused_by_name_and_time() -> None:
    row = Dossier(title="x", body=Body())
    row.touch("Nguyễn Văn An")
    row.ensure_version(2)
    with pytest.raises(EditedMeanwhile) as refusal:
        row.ensure_version(1)
    assert "Nguyễn Văn An" in str(refusal.value)


def test_steps_of_the_table_are_allowed_and_no_others() -> None:
    assert is_step(STEPS, "draft", "sent")
    assert not is_step(STEPS, "done", "draft")
    with pytest.raises(WrongStep):
        ensure_step(STEPS, "sent", "draft")


@pytest.mark.django_db
def test_an_organisation_holds_from_its_founding_until_its_end() -> None:
    row = Organisation.objects.create(
        name="Bộ A", kind="ministry", valid_from=date(2016, 1, 1), valid_to=date(2025, 3, 1)
    )
    assert row.is_valid_on(date(2025, 2, 28))
    assert not row.is_valid_on(date(2025, 3, 1))
    assert not Organisation.objects.on(date(2015, 12, 31)).filter(pk=row.pk).exists()
    assert Organisation.objects.on(date(2016, 1, 1)).filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_nothing_ends_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(
            name="Bộ B", kind="ministry", valid_from=date(2016, 1, 1), valid_to=date(2016, 1, 1)
        )
