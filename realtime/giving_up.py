"""What became of a command a device doesn't send any more, because its time is over."""

from typing import Any

from core.idempotency import give_up_key
from core.registries import SOCKET_COMMANDS
from realtime.commands import MalformedCommand, is_key


@SOCKET_COMMANDS.under("realtime.give_up")
def give_up(user: Any, args: dict[str, Any], *, key: str, way: str) -> dict[str, Any]:
    """`{key, poll? or sitting?}`: `{"answered": …}` with the answer it had, or `{"given_up": true}`: it never will.

    Changes nothing of the house, so it is neither recorded nor merged: asked again it says the same. The poll or the
    sitting stands there for a sign-in confined to one sitting.
    """
    wanted = args.get("key")
    if not isinstance(wanted, str) or not is_key(wanted):
        raise MalformedCommand
    answered = give_up_key(user.pk, wanted)
    return {"given_up": True} if answered is None else {"answered": answered}
