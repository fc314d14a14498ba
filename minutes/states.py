"""Allowed steps of minutes: approved ones are never a draft again."""

from core.states import steps

MINUTES = steps(draft="approved", approved="")
