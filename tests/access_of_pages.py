"""Who reaches which address of the portal, the streams, the demonstration and the words of the scripts.

Shape as in the other `access_of_…`: `ROUTES[name] = (subject, {method: personas let in})`; of the others, those in
`SEES[subject]` are refused (403), to everybody else it is missing (404), the anonymous is sent to sign in.
"""

from tests.personas import NAMES

SIGNED_IN = frozenset(NAMES) - {"anonymous"}
DESK = frozenset({"secretariat_lead", "clerk", "teller"})
CONDUCT = frozenset({"chair", "secretariat_lead"})
FOLLOW = frozenset({"chair", "deputy", "member", "substitute"})
ROOM = frozenset({"chair", "deputy", "member", "substitute", "delegate", "observer"})
AT_THE_DESK = DESK | {"drafter", "system_admin", "clearance_admin"}

SEES = {
    "nothing": SIGNED_IN,
    "sitting": DESK | ROOM,
    "paper": frozenset(),
    "streams": frozenset(),
}

ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "portal:home": ("nothing", {"GET": SIGNED_IN}),
    "portal:today": ("nothing", {"GET": AT_THE_DESK}),
    "portal:search": ("nothing", {"GET": SIGNED_IN}),
    "portal:record": ("nothing", {"GET": frozenset({"clearance_admin"})}),
    "portal:sitting": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_pdf": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_docx": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_export": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_bring": ("sitting", {"POST": DESK | ROOM}),
    "portal:control": ("sitting", {"GET": CONDUCT}),
    "portal:preview": ("sitting", {"GET": CONDUCT}),
    "portal:paper": ("paper", {"GET": DESK | ROOM}),
    "realtime:snapshot": ("streams", {"GET": FOLLOW}),
    "realtime:events": ("streams", {"GET": FOLLOW}),
    "realtime:command": ("nothing", {"POST": SIGNED_IN}),
    "demo:jump": ("nothing", {"POST": SIGNED_IN}),
    "accounts:preferences": ("nothing", {"GET": SIGNED_IN, "POST": SIGNED_IN}),
}
OPEN_TO_ALL = {
    "portal:worker",
    "portal:display",
    "portal:display_paired",
    "demo:personas",
    "demo:sign_in",
    "javascript-catalog",
}
