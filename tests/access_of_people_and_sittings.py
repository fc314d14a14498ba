"""Who reaches which address of accounts, notices and meetings: the table behind the access matrix.

`ROUTES[name][method]` is the set of personas let in. Of the others, those in `SEES[subject]` are refused (403),
because the subject shows to them; to everybody else it is missing (404); the anonymous is sent to sign in.
"""

from tests.access_codes import code_for
from tests.personas import NAMES

EVERYBODY_SIGNED_IN = frozenset(NAMES) - {"anonymous"}
CONDUCT = frozenset({"chair", "secretariat_lead"})
DESK = CONDUCT | {"clerk", "teller"}
ADMINISTER = frozenset({"secretariat_lead", "system_admin"})
# The fifth member (not among the personas) sent the substitute; the delegate holds the member's mandates to prepare
# and to read: sees what an observer sees, and the member's invitation.
INVITED = frozenset({"chair", "deputy", "member", "substitute", "delegate", "observer"})
SEES = {
    "sitting": DESK | {"deputy", "member", "substitute", "delegate", "observer"},
    "body": DESK | ADMINISTER | {"deputy", "member", "drafter", "clearance_admin"},
    "invitation": INVITED,
    "bodies": EVERYBODY_SIGNED_IN,
    "nothing": EVERYBODY_SIGNED_IN,
    "own": frozenset(),
}
LOOK_AND_ADD = {"GET": ADMINISTER, "POST": ADMINISTER}

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "meetings:list": ("nothing", {"GET": EVERYBODY_SIGNED_IN}),
    "meetings:create": (
        "body",
        {"GET": frozenset({"secretariat_lead"}), "POST": frozenset({"secretariat_lead"})},
    ),
    "meetings:edit": ("sitting", {"GET": DESK, "POST": CONDUCT}),
    "meetings:cancel": ("sitting", {"POST": CONDUCT}),
    "meetings:roster": ("sitting", {"GET": DESK, "POST": CONDUCT}),
    "meetings:fill_roster": ("sitting", {"POST": CONDUCT}),
    "meetings:entry": ("sitting", {"GET": CONDUCT, "POST": CONDUCT}),
    "meetings:remove_entry": ("sitting", {"POST": CONDUCT}),
    "meetings:approve_leave": ("sitting", {"POST": CONDUCT}),
    "meetings:attendance_sheet": ("sitting", {"GET": DESK}),
    "meetings:name_plates": ("sitting", {"GET": DESK}),
    "meetings:invitations": ("sitting", {"GET": DESK}),
    "meetings:call": ("sitting", {"POST": CONDUCT}),
    "meetings:remind": ("sitting", {"POST": CONDUCT}),
    "meetings:letter": ("sitting", {"GET": DESK}),
    "meetings:internal_part": ("sitting", {"GET": CONDUCT, "POST": CONDUCT}),
    "meetings:admit_inside": ("sitting", {"POST": CONDUCT}),
    "meetings:end_internal_part": ("sitting", {"POST": CONDUCT}),
    "meetings:passes": ("sitting", {"GET": CONDUCT}),
    "meetings:issue_seat_codes": ("sitting", {"POST": CONDUCT}),
    "meetings:end_loans": ("sitting", {"POST": CONDUCT}),
    "meetings:issue_pass": ("sitting", {"POST": CONDUCT}),
    "meetings:end_pass": ("sitting", {"POST": CONDUCT}),
    "meetings:reply": ("invitation", {"GET": INVITED, "POST": INVITED}),
    "meetings:own_letter": ("invitation", {"GET": INVITED}),
    "meetings:own_calendar": ("invitation", {"GET": INVITED}),
    "accounts:bodies": ("bodies", {"GET": ADMINISTER}),
    "accounts:create_body": ("bodies", LOOK_AND_ADD),
    "accounts:create_organisation": ("bodies", LOOK_AND_ADD),
    "accounts:body": ("body", {"GET": ADMINISTER}),
    "accounts:add_seat": ("body", LOOK_AND_ADD),
    "accounts:order_seats": ("body", {"POST": ADMINISTER}),
    "accounts:end_seat": ("body", {"POST": ADMINISTER}),
    "accounts:add_role": ("body", LOOK_AND_ADD),
    "accounts:end_role": ("body", {"POST": ADMINISTER}),
    "accounts:add_mandate": ("body", LOOK_AND_ADD),
    "accounts:end_mandate": ("body", {"POST": ADMINISTER}),
    "accounts:people": ("body", {"GET": ADMINISTER}),
    "accounts:person": ("body", LOOK_AND_ADD),
    "accounts:add_post": ("body", LOOK_AND_ADD),
    "accounts:end_post": ("body", {"POST": ADMINISTER}),
    "accounts:add_account": ("body", LOOK_AND_ADD),
    "accounts:close_account": ("body", {"POST": ADMINISTER}),
    "accounts:holidays": ("body", LOOK_AND_ADD),
    "accounts:remove_holiday": ("body", {"POST": ADMINISTER}),
    "accounts:rule_sets": ("body", {"GET": ADMINISTER}),
    "accounts:rule_set": ("body", {"GET": ADMINISTER}),
    "accounts:draft_rule_set": ("body", LOOK_AND_ADD),
    "accounts:rule_set_draft": ("body", {"GET": ADMINISTER}),
    "accounts:edit_rule_set_draft": ("body", LOOK_AND_ADD),
    "accounts:confirm_rule_set": ("body", {"POST": ADMINISTER}),
    "accounts:withdraw_rule_set_draft": ("body", {"POST": ADMINISTER}),
    "notices:list": ("nothing", {"GET": EVERYBODY_SIGNED_IN}),
    "notices:read_all": ("nothing", {"POST": EVERYBODY_SIGNED_IN}),
    "notices:follow": ("own", {"POST": frozenset({"member"})}),
    "accounts:preferences": ("nothing", {"GET": EVERYBODY_SIGNED_IN, "POST": EVERYBODY_SIGNED_IN}),
}
OPEN_TO_ALL = {"accounts:sign_in", "accounts:sign_out", "entry:seat", "entry:link", "entry:give_back"}


def expected(name: str, method: str, persona: str) -> int:
    """200 (or a redirect after it) for those let in, else 403, 404, or 401 for the sign-in."""
    subject, methods = ROUTES[name]
    return code_for(persona, methods[method], SEES[subject])
