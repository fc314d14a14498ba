"""How long a script and a conclusion may be is said in a sentence; what was typed stays."""

import pytest

from agendas import services
from agendas.models import ChairScript
from core.errors import TooLong
from tests.factories import agendas, sittings

pytestmark = pytest.mark.django_db
PARTS = ("opening_words", "differences", "draft_conclusion")


@pytest.mark.parametrize("name", PARTS)
def test_a_script_has_a_length(name: str) -> None:
    agenda = agendas.published(items=1)
    item, deed = agendas.items_of(agenda)[0], sittings.deed_in(agenda.sitting.body)
    parts = dict.fromkeys(PARTS, "Thưa các đồng chí")
    with pytest.raises(TooLong) as refusal:
        services.write_script(deed, item, **{**parts, name: "a" * 20_001}, version=0)
    assert refusal.value.field == name and not ChairScript.objects.exists()
    assert services.write_script(deed, item, **{**parts, name: "a" * 20_000}, version=0).version == 1


def test_a_conclusion_has_a_length() -> None:
    agenda = agendas.in_session(items=1)
    item, deed = agendas.items_of(agenda)[0], sittings.deed_in(agenda.sitting.body)
    with pytest.raises(TooLong):
        services.record_conclusion(deed, item, "a" * 20_001, version=0)
    assert services.record_conclusion(deed, item, "a" * 20_000, version=0)["version"] == 1
