"""Who reaches which address of voting: whoever sees the poll; what comes back is one's own ballot or nothing."""

SEES_THE_POLL = frozenset(
    {"chair", "deputy", "member", "substitute", "delegate", "observer", "secretariat_lead", "clerk", "teller"}
)
ROUTES: dict[str, tuple[str, dict[str, frozenset[str]]]] = {
    "voting:my_ballot": ("poll", {"GET": SEES_THE_POLL}),
}
