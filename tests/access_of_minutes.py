"""Who reaches which address of minutes: the table behind the access matrix (shape as in the other `access_of_…`).

Files are no secret to an editor; to anybody else they are missing (404) until the minutes are approved, then members,
substitutes and the chair read them (`READ_WHEN_APPROVED`).
"""

EDITORS = frozenset({"secretariat_lead", "teller"})
READ_WHEN_APPROVED = EDITORS | {"chair", "deputy", "member", "substitute"}
SEES = {
    "sitting": EDITORS | {"chair", "clerk", "deputy", "member", "substitute", "delegate", "observer"},
    "file": frozenset(),
}

# name -> (subject, {method: personas let in})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "minutes:edit": ("sitting", {"GET": EDITORS}),
    "minutes:news": ("sitting", {"GET": EDITORS}),
    "minutes:take_function": ("sitting", {"POST": EDITORS}),
    "minutes:fill": ("sitting", {"POST": EDITORS}),
    "minutes:add_block": ("sitting", {"POST": EDITORS}),
    "minutes:approve": ("sitting", {"POST": EDITORS}),
    "minutes:issue": ("sitting", {"POST": EDITORS}),
    "minutes:conclusion": ("sitting", {"GET": EDITORS}),
    "minutes:draft_conclusion": ("sitting", {"POST": EDITORS}),
    "minutes:edit_conclusion": ("sitting", {"POST": EDITORS}),
    "minutes:issue_conclusion": ("sitting", {"POST": EDITORS}),
    "minutes:conclusion_pdf": ("file", {"GET": EDITORS}),
    "minutes:conclusion_docx": ("file", {"GET": EDITORS}),
    "minutes:pdf": ("file", {"GET": EDITORS}),
    "minutes:docx": ("file", {"GET": EDITORS}),
    # Nobody who wasn't named for the part, whatever the role.
    "minutes:annex": ("file", {"GET": frozenset()}),
    "minutes:annex_pdf": ("file", {"GET": frozenset()}),
    "minutes:annex_docx": ("file", {"GET": frozenset()}),
    "minutes:block": ("sitting", {"GET": EDITORS}),
    "minutes:edit_block": ("sitting", {"POST": EDITORS}),
    "minutes:restore_block": ("sitting", {"POST": EDITORS}),
    "minutes:remove_block": ("sitting", {"POST": EDITORS}),
}
