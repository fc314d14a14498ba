"""The secretariat's pages: list, plan, roster, invitations."""

from meetings.views.desk import internal, invitations, planning, roster

__all__ = ["internal", "invitations", "planning", "roster"]
