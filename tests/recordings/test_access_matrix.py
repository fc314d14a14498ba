"""Every address of recordings, all sixteen personas; and the commands of the socket."""

import json
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from meetings import services as meetings
from recordings.models import Recording
from tests.access_of_recordings import ROUTES, expected
from tests.factories import agendas, sittings
from tests.personas import NAMES, cast
from tests.recordings.making import DEVICE, HEAD, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = cast()
    agendas.published(made.sitting, items=1)
    deed = sittings.deed_in(made.body)
    made.sitting.refresh_from_db()
    meetings.set_presence(
        deed, made.sitting, [e.pk for e in sittings.member_entries(made.sitting)], "on_site"
    )
    made.sitting = meetings.open_sitting(deed, made.sitting)
    return made, ended(made.sitting)


def address(name, recording):
    more = {
        "recordings:list": [recording.sitting_id],
        "recordings:bring": [recording.sitting_id],
        "recordings:append": [recording.pk, 0],
        "recordings:forbid": [recording.readers.first().pk],
    }
    return reverse(name, args=more.get(name, [recording.pk]))


def ask(client, method, path):
    """What comes back; what a service refuses to those let in counts as in. Whatever was changed is undone."""
    with transaction.atomic():
        response = client.generic(method, path, headers={"Accept": "application/json"})
        transaction.set_rollback(True)
    refused = "another_device" in response.content.decode() if not response.streaming else False
    return 200 if refused or response.status_code in (200, 302, 409, 422) else response.status_code


def test_everybody_gets_where_the_table_says_and_nowhere_else(scene):
    made, recording = scene
    wrong = []
    for persona in NAMES:
        client = Client()
        if made.users[persona] is not None:
            client.force_login(made.users[persona])
        for name, (_subject, methods) in ROUTES.items():
            for method in methods:
                got = ask(client, method, address(name, recording))
                if got != expected(name, method, persona):
                    wrong.append((persona, method, name, got, expected(name, method, persona)))
    assert wrong == []


def test_the_table_names_every_address():
    _prefix, sub = get_resolver().namespace_dict["recordings"]
    assert {f"recordings:{name}" for name in sub.reverse_dict if isinstance(name, str)} == set(ROUTES)


def test_what_one_may_not_hear_answers_like_what_isnt_there(scene):
    made, recording = scene
    client = Client()
    client.force_login(made["member"])
    for name in ("recordings:hear", "recordings:copy", "recordings:list"):
        hidden = recording.sitting_id if name == "recordings:list" else recording.pk
        answers = [client.get(reverse(name, args=[one])) for one in (hidden, uuid.uuid4())]
        assert [one.status_code for one in answers] == [404, 404]
        assert len(answers[0].content) == len(answers[1].content)


def command(user, verb, **args):
    client = Client()
    client.force_login(user)
    body = {"id": "1", "key": str(uuid.uuid4()), "verb": f"recordings.{verb}_recording", "args": args}
    return json.loads(client.post(reverse("realtime:command"), body, content_type="application/json").content)


def test_members_order_nothing_and_learn_of_nothing(scene):
    made, recording = scene
    for persona in ("member", "clerk", "observer", "other_agency", "revoked"):
        answer = command(made[persona], "order", sitting=str(recording.sitting_id))
        assert answer["error"]["code"] == "not_found", persona
        answer = command(made[persona], "stop", recording=str(recording.pk))
        assert answer["error"]["code"] == "not_found", persona
    assert (
        command(made["teller"], "order", sitting=str(recording.sitting_id))["error"]["code"] == "not_allowed"
    )


def test_a_nonsense_id_is_one_that_isnt_there(scene):
    made, _recording = scene
    assert command(made["chair"], "order", sitting="nonsense")["error"]["code"] == "not_found"
    assert command(made["chair"], "stop", recording="nonsense")["error"]["code"] == "not_found"


def test_the_device_brings_sound_over_its_addresses(scene):
    made, recording = scene
    row = command(made["chair"], "order", sitting=str(recording.sitting_id))["ok"]["recording"]
    client = Client()
    client.force_login(made["secretariat_lead"])
    headers = {"X-Recorder": DEVICE, "Accept": "application/json"}

    def post(name, *more, data=b""):
        path = reverse(f"recordings:{name}", args=[row, *more])
        return client.post(path, data, content_type="application/octet-stream", headers=headers)

    assert post("begin").json()["next"] == 0
    assert post("append", 0, data=HEAD + b"x").json() == {"number": 0, "next": 1}
    late = post("append", 5, data=b"y")
    assert (late.status_code, late.json()["error"]["facts"]) == (409, {"next": "1"})
    huge = post("append", 1, data=bytes(1024 * 1024 + 1))
    assert huge.status_code == 413
    assert (
        client.post(reverse("recordings:append", args=[row, 1]), b"z", content_type="audio/webm").status_code
        == 403
    )
    assert command(made["chair"], "stop", recording=row)["ok"]["state"] == "ended"
    assert post("finish").json()["size"] == len(HEAD) + 1
    assert Recording.objects.get(pk=row).is_complete
    assert made["secretariat_lead"].pk == Recording.objects.get(pk=row).device_user_id
