"""The course of a sitting, as a table of allowed steps."""

from core.states import steps

SITTING = steps(
    draft="called cancelled",
    called="open cancelled",
    open="suspended closed",
    suspended="open closed",
    closed="open",
    cancelled="",
)
