"""No mandate carries a vote: by command, by POST, in a batch, on an envelope; nobody presses for another."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.deeds import deed_of
from accounts.models import Mandate
from core.deed import SOCKET, by_system
from core.errors import DomainError
from realtime import commands
from tests.factories import people, polls, sittings
from voting import errors, services
from voting.models import Ballot

pytestmark = pytest.mark.django_db
SCOPES = list(Mandate.Scope)


def agent_of(body, principal):
    """Somebody with every mandate there is."""
    agent = people.user()
    deed = sittings.deed_in(body, people.staff(body, "administrator"))
    for scope in SCOPES:
        accounts.give_mandate(
            deed,
            body,
            principal=principal.person,
            agent=agent.person,
            scope=scope,
            valid_from=people.FOUNDED,
        )
    return agent


@pytest.fixture
def poll():
    return polls.opened(members=5)


@pytest.fixture
def principal(poll):
    return polls.members_of(poll)[2]


@pytest.fixture
def agent(poll, principal):
    return agent_of(poll.sitting.body, principal)


def args(poll, principal):
    """A ballot that names whose it should be in every way one could try."""
    elector = poll.electors.get(person=principal.person)
    whose = {"elector": str(elector.pk), "person": str(principal.person_id), "for": str(principal.person_id)}
    return {"poll": str(poll.pk), "value": "for_", **whose, "on_behalf_of": str(principal.person_id)}


def test_by_command_and_in_a_batch_beside_a_member(poll, principal, agent):
    other = polls.members_of(poll)[1]
    mandate = Mandate.objects.filter(agent=agent.person).first()
    sent = [
        (
            who,
            {"id": str(n), "verb": "voting.cast_ballot", "key": str(uuid4()), "args": args(poll, principal)},
        )
        for n, who in enumerate((agent, other), 1)
    ]
    alone = commands.answer(*sent[0], SOCKET)
    assert "error" in alone
    replies = commands.answer_together(sent, SOCKET)
    assert "error" in replies[0] and "ok" in replies[1]
    assert list(Ballot.objects.values_list("elector__person", flat=True)) == [other.person_id]
    assert mandate is not None and agent.person_id != principal.person_id


def test_by_post(client, poll, principal, agent):
    client.force_login(agent)
    message = {"id": "1", "verb": "voting.cast_ballot", "key": str(uuid4()), "args": args(poll, principal)}
    answer = client.post(reverse("realtime:command"), json.dumps(message), content_type="application/json")
    assert "error" in answer.json() and not Ballot.objects.exists()


@pytest.mark.parametrize("scope", SCOPES)
def test_a_deed_under_a_mandate_is_the_agents_own(poll, principal, agent, scope):
    mandate = Mandate.objects.get(agent=agent.person, scope=scope)
    deed = deed_of(agent, poll.sitting.body, mandate=mandate)
    with pytest.raises(errors.NotEntitled):
        services.cast_ballot(deed, poll, "for_")
    choices = [services.Choice(deed, "for_")]
    [answer] = services.cast_ballots(by_system("thử"), poll, choices)
    assert isinstance(answer, DomainError) and not Ballot.objects.exists()


def test_on_an_envelope(principal):
    poll = polls.opened_secret(members=5)
    agent = agent_of(poll.sitting.body, polls.members_of(poll)[2])
    envelope = polls.sealed(poll, polls.members_of(poll)[2], "for_")
    with pytest.raises(DomainError):
        polls.cast_sealed(poll, agent, "for_", envelope=envelope)
    assert not poll.sealed_ballots.exists()


def test_a_member_with_a_colleagues_mandate_casts_his_own_ballot_only(poll, principal):
    colleague = polls.members_of(poll)[1]
    accounts.give_mandate(
        sittings.deed_in(poll.sitting.body, people.staff(poll.sitting.body, "administrator")),
        poll.sitting.body,
        principal=principal.person,
        agent=colleague.person,
        scope=Mandate.Scope.SIGN,
        valid_from=people.FOUNDED,
    )
    message = {"id": "1", "verb": "voting.cast_ballot", "key": str(uuid4()), "args": args(poll, principal)}
    commands.answer(colleague, message, SOCKET)
    commands.answer(colleague, {**message, "key": str(uuid4())}, SOCKET)
    assert list(Ballot.objects.values_list("elector__person", flat=True)) == [colleague.person_id]
