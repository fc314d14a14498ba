"""Those who ask to follow at once are looked up together, and none of them can spoil it for the others."""

import pytest
from asgiref.sync import sync_to_async

from accounts.models import User
from realtime import streams
from realtime.following import Door
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", ["body:x:secretariat", "person:x", "sitting:x:members", "item:", "x"])
async def test_a_strange_name_is_refused_and_the_others_are_let_in(name: str) -> None:
    user: User = await sync_to_async(people.user)()
    own, claim = streams.person(user.person_id), (user.pk, user.epoch, None)
    door = Door()
    assert await door.ask(claim, [own, name]) == {own: 0}


async def test_what_fails_together_is_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from realtime import following

    user: User = await sync_to_async(people.user)()
    own, claim = streams.person(user.person_id), (user.pk, user.epoch, None)
    look = following._look

    def fail(batch: list[following.Asked]) -> list[dict[str, int] | None]:
        if any("poison" in one.streams for one in batch):
            raise ValueError("poison")
        return look(batch)

    monkeypatch.setattr(following, "_look", fail)
    import asyncio

    door = Door()
    answers = await asyncio.gather(
        door.ask(claim, [own]), door.ask(claim, ["poison"]), door.ask(claim, [own]), return_exceptions=True
    )
    assert answers[0] == answers[2] == {own: 0} and isinstance(answers[1], ValueError)
