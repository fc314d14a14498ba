"""Who reaches which address of offline packs (shape as in the other `access_of_…`)."""

from tests.access_codes import code_for
from tests.access_of_pages import CONDUCT, DESK, ROOM
from tests.personas import NAMES

READ = DESK | ROOM
SEES = {"sitting": READ, "version": frozenset[str](), "pack": READ}

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str | None, dict[str, frozenset[str]]]] = {
    "packs:coming": (None, {"GET": frozenset(NAMES) - {"anonymous"}}),
    "packs:contents": ("sitting", {"GET": READ}),
    "packs:take": ("sitting", {"POST": READ}),
    "packs:give_back": ("sitting", {"POST": READ}),
    "packs:texts": ("version", {"GET": READ}),
    "packs:list": ("sitting", {"GET": CONDUCT}),
    "packs:revoke": ("pack", {"POST": CONDUCT}),
}
OPEN_TO_ALL = {"packs:standing"}


def expected(name: str, method: str, persona: str) -> int:
    """200 (or what a service refuses) for those let in, else 403, 404, or 401 for the sign-in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject] if subject else frozenset())
