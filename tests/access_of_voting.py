"""Who reaches which address of voting: whoever sees the poll, of which only one's own ballot comes back; and those
who may count again: the desk, who presides, the auditor."""

SEES_THE_POLL = frozenset(
    {"chair", "deputy", "member", "substitute", "delegate", "observer", "secretariat_lead", "clerk", "teller"}
)
COUNTS_AGAIN = frozenset({"chair", "secretariat_lead", "clerk", "teller", "clearance_admin"})
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "voting:my_ballot": ("poll", {"GET": SEES_THE_POLL}),
    "voting:ledger": ("sitting", {"GET": COUNTS_AGAIN}),
}
