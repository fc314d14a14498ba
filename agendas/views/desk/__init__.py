"""The secretariat's pages of an agenda."""

from agendas.views.desk import approval, items, papers, positions, rehearsals, revisions, scripts, workspace

__all__ = ["approval", "items", "papers", "positions", "rehearsals", "revisions", "scripts", "workspace"]
