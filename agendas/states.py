"""Allowed steps of an agenda and of an item."""

from core.states import steps

AGENDA = steps(draft="approved", approved="draft published", published="")
# An item may end without having been discussed: postponed, or adopted in a block.
ITEM = steps(
    waiting="current ended withdrawn", current="ended withdrawn", ended="current", withdrawn="current"
)
