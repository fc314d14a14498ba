"""The secretariat's pages: list, plan, roster, invitations."""

from meetings.views.desk import invitations, planning, roster

__all__ = ["invitations", "planning", "roster"]
