"""Hits of one matter stand together, with every sitting it was before in whichever body, for who may know of it."""

from typing import Any

import pytest

from accounts.models import BodyRole, User
from agendas.models import AgendaItem
from dossiers.models import Dossier
from search import door
from search.models import Piece
from tests.factories import agendas, people, sittings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]
WORDS = "định mức biên chế sự nghiệp"


def one_matter(clerks: int = 0) -> tuple[Any, Any, Dossier]:
    """A dossier before two bodies, one after the other; one person sits in both. Answers its first agenda too."""
    government, committee = people.government(4), people.government(4)
    member = people.members_of(government)[2]
    people.seat(committee, member.person)
    for _each in range(clerks):
        people.staff(government, BodyRole.Role.CONDUCT)
    agenda, later = (agendas.published(sittings.called_sitting(body)) for body in (government, committee))
    dossier = Dossier.objects.create(
        body=government, organisation=people.organisation(), title="Hồ sơ kín của Bộ", state="verified"
    )
    for one in (agenda, later):
        item = agendas.items_of(one)[0]
        item.title, item.dossier = WORDS, dossier
        item.save()
    return agenda, member, dossier


def test_two_items_of_one_dossier_are_one_group_with_both_sittings() -> None:
    _agenda, member, dossier = one_matter()
    groups = door.find(member, "dinh muc bien che").groups
    assert len(groups) == 1
    assert groups[0].matter is not None and groups[0].matter.key == f"dossier:{dossier.pk}"
    assert (len(groups[0].hits), len(groups[0].life), groups[0].is_headed) == (2, 2, True)
    assert groups[0].matter.title == WORDS
    assert "Hồ sơ kín" not in str(groups)


def test_a_sitting_one_may_not_know_of_is_no_station() -> None:
    agenda, member, dossier = one_matter()
    elsewhere = agendas.published(sittings.called_sitting(people.government(3)))
    item = agendas.items_of(elsewhere)[0]
    AgendaItem.objects.filter(pk=item.pk).update(dossier=dossier)
    (group,) = door.find(member, "dinh muc bien che").groups
    assert len(group.life) == 2
    AgendaItem.objects.filter(pk=agendas.items_of(agenda)[0].pk).update(
        ending="adopted_by_vote", state="ended"
    )
    (group,) = door.find(member, "dinh muc bien che").groups
    assert "Thông qua bằng biểu quyết" in [one.outcome for one in group.life]
    AgendaItem.objects.filter(dossier=dossier).update(ended_in_part=1)
    (group,) = door.find(member, "dinh muc bien che").groups
    assert {one.outcome for one in group.life} == {""}


def test_who_works_on_the_dossier_sees_its_title_and_the_day_it_was_handed_in() -> None:
    _agenda, _member, dossier = one_matter(clerks=1)
    dossier.submitted_at = dossier.created_at
    dossier.save()
    clerk = User.objects.get(person__roles__role=BodyRole.Role.CONDUCT, person__roles__body=dossier.body)
    (group,) = door.find(clerk, "dinh muc bien che").groups
    assert group.matter is not None and group.matter.title == "Hồ sơ kín của Bộ"
    assert len(group.life) == 2  # handed in, and before the one body of the clerk


def test_an_item_handed_out_on_paper_only_is_found_by_nobody() -> None:
    agenda, member, _dossier = one_matter()
    AgendaItem.objects.update(paper_copies_only=True)
    assert door.find(member, WORDS).total == 0
    assert not Piece.objects.filter(kind="item", ref=agendas.items_of(agenda)[0].pk).exists()
