"""Two tablets and the chair: what one may do stops, what the other may begins, within two seconds and by one press."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.urls import reverse

from config.asgi import application
from realtime.commands import answer
from realtime.hub import get_hub
from tests.factories import agendas, people, polls, sittings
from voting import services as voting


class Tablet:
    """A member's socket."""

    def __init__(self, user):
        self.user = user

    async def open(self, *names):
        cookie = await sync_to_async(_cookie)(self.user)
        headers = [(b"origin", b"http://testserver"), (b"host", b"testserver"), (b"cookie", cookie)]
        self.socket = WebsocketCommunicator(application, "/ws/", headers=headers)
        await self.socket.connect(20)
        return await self.ask("follow", streams=dict.fromkeys(names, 0))

    async def ask(self, verb, **args):
        await self.socket.send_to(text_data=json.dumps({"id": verb, "verb": verb, "args": args}))
        while True:
            got = json.loads(await self.socket.receive_from(timeout=20))
            if got.get("re") == verb:
                return got

    async def closed_with(self):
        async with asyncio.timeout(2.5):
            message = await self.socket.receive_output(timeout=2.5)
            while message["type"] != "websocket.close":
                message = await self.socket.receive_output(timeout=2.5)
        return message["code"]

    async def heard(self, wanted):
        """What an event says of the sitting, once it says this of the presider."""
        async with asyncio.timeout(20):
            while True:
                got = json.loads(await self.socket.receive_from(timeout=20))
                if got.get("b", {}).get("sitting", {}).get("presider", {}).get("person") == wanted:
                    return got["b"]["sitting"]


def _cookie(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return f"sessionid={client.cookies['sessionid'].value}".encode()


def _scene():
    agenda = agendas.in_session(items=2)
    head, deputy = people.members_of(agenda.sitting.body)[:2]
    return agenda.sitting, head, deputy, str(sittings.entry_of(agenda.sitting, deputy).pk)


@pytest.mark.django_db(transaction=True)
async def test_by_one_press_on_the_presiders_own_tablet_the_rights_move_within_two_seconds():
    sitting, head, deputy, entry = await sync_to_async(_scene)()
    members, chair = sitting.stream("members"), sitting.stream("chair")
    old, new = Tablet(head), Tablet(deputy)
    assert (await old.open(members, chair))["ok"]["refused"] == []
    assert (await new.open(members, chair))["ok"]["refused"] == [chair]
    blank = {"sitting": str(sitting.pk), "mode": "blank"}
    assert (await new.ask("room.set_display", **blank))["error"]["code"] == "not_of_the_secretariat"
    await old.socket.send_to(
        text_data=json.dumps(
            {
                "id": 1,
                "verb": "meetings.hand_over_chair",
                "args": {"sitting": str(sitting.pk), "entry": entry},
            }
        )
    )
    told = await new.heard(str(deputy.person_id))
    assert told["handed_over"]["post"] and "until" not in {k for k, v in told["handed_over"].items() if v}
    # The same open socket: no page is drawn anew to preside.
    assert (await new.ask("follow", streams={chair: 0}))["ok"]["refused"] == []
    assert (await new.ask("room.set_display", **blank))["ok"]["mode"] == "blank"
    assert await old.closed_with() == 4401
    again = Tablet(head)
    assert (await again.open(members, chair))["ok"]["refused"] == [chair]
    assert (await again.ask("room.set_display", **blank))["error"]["code"] == "not_of_the_secretariat"
    # The head takes it back by one press of his own.
    assert "ok" in await again.ask("meetings.return_chair", sitting=str(sitting.pk))
    assert (await again.ask("room.set_display", **blank))["ok"]["mode"] == "blank"
    assert await new.closed_with() == 4401
    for tablet in (old, new, again):
        await tablet.socket.disconnect()
    await (await get_hub()).stop()


@pytest.mark.django_db
def test_a_member_takes_no_chair_back_and_the_page_knows_who_may(client):
    sitting, head, deputy, entry = _scene()
    third = people.members_of(sitting.body)[2]
    args = {"sitting": str(sitting.pk)}
    answer(head, {"id": 1, "verb": "meetings.hand_over_chair", "args": {**args, "entry": entry}}, "socket")
    refused = answer(third, {"id": 2, "verb": "meetings.return_chair", "args": args}, "socket")
    assert refused["error"]["code"] == "not_of_the_secretariat"
    for user, may in ((head, True), (deputy, False)):
        client.force_login(user)
        page = client.get(reverse("portal:sitting", args=[sitting.pk])).content.decode()
        assert f'"take_chair_back": {json.dumps(may)}' in page


@pytest.mark.django_db
def test_the_deputy_confirms_the_tie_which_follows_the_prime_ministers_ballot():
    item = polls.sitting_with_item(members=4)
    sitting = item.agenda.sitting
    users = people.members_of(sitting.body)
    entry = str(sittings.entry_of(sitting, users[1]).pk)
    args = {"sitting": str(sitting.pk), "entry": entry}
    assert "ok" in answer(users[0], {"id": 1, "verb": "meetings.hand_over_chair", "args": args}, "socket")
    poll = polls.opened(item)
    for user, value in zip(users, ("for_", "against", "for_", "against"), strict=True):
        polls.cast(poll, user, value)
    voting.close_poll(polls.secretary(sitting), poll)
    confirm = {"id": 2, "verb": "voting.announce_result", "args": {"poll": str(poll.pk), "confirmed": True}}
    assert answer(users[0], confirm, "socket")["error"]["code"] == "not_of_the_secretariat"
    assert answer(users[1], confirm, "socket")["ok"]["adopted"] is True
    poll.refresh_from_db()
    assert poll.outcome["kind"].startswith("tie") and poll.tally["tie_confirmed"]["how"] == "presider"
