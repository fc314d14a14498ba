"""Who reaches which address of papers and dossiers: the table behind their access matrix.

`ROUTES[name][method]` is a group of personas let in. Of the others, those who see the subject are refused (403); to
everybody else it is missing (404); the anonymous is sent to sign in. Groups depend on the state of the dossier: a
draft is its ministry's own, a submitted one lies with the secretariat too, a published paper with the members.
"""

from tests.personas import NAMES

SIGNED_IN = frozenset(NAMES) - {"anonymous"}
MINISTRY = frozenset({"drafter"})
SECRETARIAT = frozenset({"secretariat_lead", "clerk", "teller"})
CHECKERS = frozenset({"secretariat_lead", "clerk"})
OF_THE_BODY = SECRETARIAT | MINISTRY | {"chair", "deputy", "member", "system_admin", "clearance_admin"}
READERS = frozenset({"member", "deputy", "substitute"})

# state -> who sees the dossier, who reads its papers
SEE_DOSSIER = {"draft": MINISTRY, "submitted": MINISTRY | SECRETARIAT, "published": MINISTRY | SECRETARIAT}
READ_PAPER = {**SEE_DOSSIER, "published": MINISTRY | SECRETARIAT | READERS}

# name -> (subject, {method: group let in})
ROUTES: dict[str, tuple[str, dict[str, str]]] = {
    "dossiers:list": ("nothing", {"GET": "signed_in"}),
    "dossiers:create": ("body", {"GET": "submitters", "POST": "submitters"}),
    "dossiers:detail": ("dossier", {"GET": "see"}),
    "dossiers:papers": ("dossier", {"GET": "see"}),
    "dossiers:edit": ("dossier", {"GET": "ministry", "POST": "ministry"}),
    "dossiers:submit": ("dossier", {"POST": "ministry"}),
    "dossiers:withdraw": ("dossier", {"POST": "ministry"}),
    "dossiers:verify": ("dossier", {"POST": "checkers"}),
    "dossiers:return": ("dossier", {"POST": "checkers"}),
    "dossiers:add_paper": ("dossier", {"POST": "ministry"}),
    "dossiers:order_papers": ("dossier", {"POST": "ministry"}),
    "dossiers:edit_paper": ("dossier", {"GET": "ministry", "POST": "ministry"}),
    "dossiers:remove_paper": ("dossier", {"POST": "ministry"}),
    "dossiers:add_version": ("dossier", {"POST": "ministry"}),
    "papers:stage": ("nothing", {"POST": "signed_in"}),
    "papers:discard": ("upload", {"POST": "owner"}),
    "papers:begin_upload": ("nothing", {"POST": "signed_in", "OPTIONS": "signed_in"}),
    "papers:append_piece": ("partial", {"HEAD": "owner", "PATCH": "owner", "DELETE": "owner"}),
    "papers:finish_upload": ("partial", {"POST": "owner"}),
    # Tried with the file as it came; what is read, readers get too (`papers/test_files.py`).
    "papers:file": ("paper", {"GET": "work"}),
    "papers:contents": ("paper", {"GET": "read"}),
    "papers:picture": ("paper", {"GET": "read"}),
    "papers:tile": ("paper", {"GET": "read"}),
    "papers:words": ("paper", {"GET": "read"}),
    "papers:page_text": ("paper", {"GET": "read"}),
    "papers:opened": ("paper", {"POST": "read"}),
    "papers:changes": ("paper", {"GET": "read"}),
    "papers:citations": ("paper", {"GET": "read"}),
    "papers:scans": ("paper", {"GET": "work"}),
    "papers:recognise": ("paper", {"POST": "work"}),
}
LET_IN = 200
UPLOAD_NOT_USABLE = 409


def expected(name: str, method: str, persona: str, state: str) -> int:
    """`LET_IN` for those authorised (whatever the service then says to an empty form), else 403, 404, 401 or 409."""
    if persona == "anonymous":
        return 401
    subject, methods = ROUTES[name]
    seen_by = {
        "dossier": SEE_DOSSIER[state],
        "paper": READ_PAPER[state],
        "body": OF_THE_BODY,
        "nothing": SIGNED_IN,
        "upload": SIGNED_IN,
        "partial": frozenset(),
    }[subject]
    groups = {
        "signed_in": SIGNED_IN,
        "submitters": MINISTRY | CHECKERS,
        "see": SEE_DOSSIER[state],
        "read": READ_PAPER[state],
        "work": SEE_DOSSIER[state],
        "ministry": MINISTRY,
        "checkers": CHECKERS & seen_by,
        "owner": MINISTRY,
    }
    if persona in groups[methods[method]]:
        return LET_IN
    if subject == "upload":
        return UPLOAD_NOT_USABLE
    return 403 if persona in seen_by else 404
