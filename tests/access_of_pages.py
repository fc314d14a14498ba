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
    "paper of two versions": frozenset(),
    "streams": frozenset(),
    "presenter": frozenset(),
    "own saved search": frozenset(),
}

ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "portal:home": ("nothing", {"GET": SIGNED_IN}),
    "portal:today": ("nothing", {"GET": AT_THE_DESK}),
    "portal:search": ("nothing", {"GET": SIGNED_IN}),
    "portal:save_search": ("nothing", {"POST": SIGNED_IN}),
    "portal:rename_search": ("own saved search", {"POST": frozenset()}),
    "portal:delete_search": ("own saved search", {"POST": frozenset()}),
    "portal:restore_search": ("own saved search", {"POST": frozenset()}),
    "portal:record": ("nothing", {"GET": frozenset({"clearance_admin"})}),
    "portal:sitting": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_pdf": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_docx": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_export": ("sitting", {"GET": DESK | ROOM}),
    "portal:marks_bring": ("sitting", {"POST": DESK | ROOM}),
    "portal:control": ("sitting", {"GET": CONDUCT}),
    "portal:preview": ("sitting", {"GET": CONDUCT}),
    "portal:person": ("presenter", {"GET": AT_THE_DESK | ROOM}),
    "portal:paper": ("paper", {"GET": DESK | ROOM}),
    "portal:versions": ("paper", {"GET": DESK | ROOM}),
    "portal:cited": ("paper", {"GET": DESK | ROOM}),
    "portal:compare": ("paper of two versions", {"GET": DESK | ROOM}),
    "realtime:snapshot": ("streams", {"GET": FOLLOW}),
    "realtime:events": ("streams", {"GET": FOLLOW}),
    "realtime:command": ("nothing", {"POST": SIGNED_IN}),
    "demo:jump": ("nothing", {"POST": SIGNED_IN}),
    "accounts:preferences": ("nothing", {"GET": SIGNED_IN, "POST": SIGNED_IN}),
}
OPEN_TO_ALL = {
    "portal:worker",
    "portal:manifest",
    "portal:display",
    "portal:display_paired",
    "demo:personas",
    "demo:sign_in",
    "javascript-catalog",
}
