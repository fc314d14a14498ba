"""Who reaches which address of copies (shape as in the other `access_of_…`).

Who has read what is the secretariat's alone: who presides is refused. A copy of somebody else's is missing.
"""

from tests.access_codes import code_for

DESK = frozenset({"secretariat_lead", "clerk", "teller"})
CONDUCT = frozenset({"secretariat_lead"})
ROOM = frozenset({"chair", "deputy", "member", "substitute", "delegate", "observer"})
CLERKS = frozenset({"secretariat_lead", "clerk"})
SEES = {"sitting": DESK | ROOM, "version": frozenset(), "copy": frozenset()}
SEES |= dict.fromkeys(("paper", "item", "stub", "paper_copy"), SEES["sitting"])
SEES["body"] = DESK | {"chair", "deputy", "member", "drafter", "system_admin", "clearance_admin"}
MEMBER = frozenset({"member"})

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "copies:opened": ("version", {"POST": DESK | ROOM}),
    "copies:take": ("version", {"POST": DESK | ROOM}),
    "copies:inline": ("version", {"HEAD": DESK | ROOM}),
    "copies:copy": ("copy", {"GET": MEMBER}),
    "copies:file": ("copy", {"GET": MEMBER}),
    "copies:sets": ("sitting", {"GET": DESK | ROOM}),
    "copies:order_set": ("sitting", {"POST": DESK | ROOM}),
    "copies:stubs": ("sitting", {"GET": DESK | ROOM}),
    "copies:reading": ("sitting", {"GET": DESK}),
    "copies:remind": ("sitting", {"POST": CONDUCT}),
    "copies:set_deadline": ("sitting", {"POST": CONDUCT}),
    "copies:allow_late": ("paper", {"POST": CONDUCT}),
    "copies:in_time": ("body", {"GET": DESK}),
    "copies:register": ("sitting", {"GET": DESK}),
    "copies:register_pdf": ("sitting", {"GET": DESK}),
    "copies:add_stub": ("item", {"POST": CLERKS}),
    "copies:print_copies": ("stub", {"POST": CLERKS}),
    "copies:hand_out": ("paper_copy", {"POST": CLERKS}),
    "copies:take_back": ("paper_copy", {"POST": CLERKS}),
    "copies:destroy": ("paper_copy", {"POST": CLERKS}),
}


def expected(name: str, method: str, persona: str) -> int:
    """200 (or what a service refuses) for those let in, else 403, 404, or 401 for the sign-in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject])
