"""Who reaches which address of voting: whoever sees the poll, of which only one's own ballot comes back; those who
may count again: the desk, who presides, the auditor; and those who conduct, who print the paper ballots."""

SEES_THE_POLL = frozenset(
    {"chair", "deputy", "member", "substitute", "delegate", "observer", "secretariat_lead", "clerk", "teller"}
)
COUNTS_AGAIN = frozenset({"chair", "secretariat_lead", "clerk", "teller", "clearance_admin"})
PRINTS = frozenset({"chair", "secretariat_lead"})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "voting:my_ballot": ("poll", {"GET": SEES_THE_POLL}),
    "voting:paper_vote": ("item", {"GET": PRINTS}),
    "voting:attendance_preview": ("sitting", {"GET": PRINTS}),
    "voting:readiness": ("sitting", {"GET": frozenset({"chair", "secretariat_lead", "clerk", "teller"})}),
    "voting:remind_unready": ("sitting", {"POST": PRINTS}),
    "voting:ledger": ("sitting", {"GET": COUNTS_AGAIN}),
}
