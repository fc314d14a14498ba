"""Who reaches which address of agendas, the room and notes: the table behind the access matrix.

`ROUTES[name][method]` is the set of personas let in. Of the others, those in `SEES[subject]` are refused (403),
because the subject shows to them; to everybody else it is missing (404); the anonymous is sent to sign in.
The script officer is no persona: scripts are written by nobody here (`test_desk_pages.py` has the officer).
"""

from tests.access_codes import code_for

NOBODY: frozenset[str] = frozenset()
CONDUCT = frozenset({"chair", "secretariat_lead"})
DESK = CONDUCT | {"clerk", "teller"}
HEAD = frozenset({"chair"})
SEES = {
    "sitting": DESK | {"deputy", "member", "substitute", "delegate", "observer"},
    "note": NOBODY,
}

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "agendas:workspace": ("sitting", {"GET": DESK}),
    "agendas:freshness": ("sitting", {"GET": DESK}),
    "agendas:revision": ("sitting", {"GET": DESK}),
    "agendas:item": ("sitting", {"GET": DESK, "POST": CONDUCT}),
    "agendas:row": ("sitting", {"GET": CONDUCT, "POST": CONDUCT}),
    "agendas:add": ("sitting", {"GET": CONDUCT, "POST": CONDUCT}),
    "agendas:invitees_waiting": ("sitting", {"GET": CONDUCT}),
    "agendas:let_invitees_wait": ("sitting", {"POST": CONDUCT}),
    "agendas:call_in_invitee": ("sitting", {"POST": CONDUCT}),
    "agendas:late": ("sitting", {"GET": CONDUCT, "POST": CONDUCT}),
    "agendas:order": ("sitting", {"POST": CONDUCT}),
    "agendas:move": ("sitting", {"POST": CONDUCT}),
    "agendas:remove": ("sitting", {"POST": CONDUCT}),
    "agendas:undo": ("sitting", {"POST": CONDUCT}),
    "agendas:withdraw": ("sitting", {"POST": CONDUCT}),
    "agendas:invitees": ("sitting", {"POST": CONDUCT}),
    "agendas:recusals": ("sitting", {"POST": CONDUCT}),
    "agendas:attach_paper": ("sitting", {"POST": CONDUCT}),
    "agendas:detach_paper": ("sitting", {"POST": CONDUCT}),
    "agendas:replace_paper": ("sitting", {"POST": CONDUCT}),
    "agendas:recall_paper": ("sitting", {"POST": CONDUCT}),
    "agendas:positions": ("sitting", {"GET": DESK}),
    "agendas:export_positions": ("sitting", {"GET": DESK}),
    "agendas:remind_positions": ("sitting", {"POST": CONDUCT}),
    "agendas:take_item_apart": ("sitting", {"POST": CONDUCT}),
    "agendas:put_item_back": ("sitting", {"POST": CONDUCT}),
    "agendas:record_approval": ("sitting", {"POST": CONDUCT}),
    "agendas:publish": ("sitting", {"POST": CONDUCT}),
    "agendas:rehearse": ("sitting", {"POST": CONDUCT}),
    "agendas:discard_rehearsal": ("sitting", {"POST": CONDUCT}),
    "agendas:approve": ("sitting", {"GET": HEAD, "POST": HEAD}),
    "agendas:scripts": ("sitting", {"GET": HEAD}),
    "agendas:write_script": ("sitting", {"POST": NOBODY}),
    "agendas:speaking_notes": ("sitting", {"GET": frozenset({"delegate"})}),
    "agendas:write_speaking_note": ("sitting", {"POST": frozenset({"delegate"})}),
    "agendas:seen": ("sitting", {"POST": SEES["sitting"]}),
    "agendas:record_absent_opinion": ("sitting", {"POST": CONDUCT | {"teller"}}),
    "room:displays": ("sitting", {"GET": DESK}),
    "room:pair_display": ("sitting", {"POST": CONDUCT}),
    "room:unpair_display": ("sitting", {"POST": CONDUCT}),
    "room:lines": ("sitting", {"GET": DESK | {"clearance_admin"}}),
    "room:points": ("sitting", {"GET": DESK}),
    "room:add_point": ("sitting", {"POST": CONDUCT}),
    "room:seat_at_point": ("sitting", {"POST": CONDUCT}),
    "room:point_present": ("sitting", {"POST": CONDUCT}),
    "room:point_sign_in": ("sitting", {"POST": CONDUCT}),
    "room:remove_point": ("sitting", {"POST": CONDUCT}),
    "annotations:note": ("note", {"GET": frozenset({"member"})}),
    "annotations:marks": ("note", {"GET": SEES["sitting"]}),
    "annotations:readers": ("note", {"GET": SEES["sitting"]}),
}


def expected(name: str, method: str, persona: str) -> int:
    """200 (or a redirect after it) for those let in, else 403, 404, or 401 for the sign-in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject])
