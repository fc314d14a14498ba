"""Allowed steps of a poll."""

from core.states import steps

POLL = steps(
    prepared="open",  # or dropped, which leaves no row: services.dropping
    open="closed annulled",
    closed="announced annulled",  # a count by hand goes back to open: services.counting
    announced="annulled",
    annulled="",
)
