"""What the realtime app leaves in the registries of the house (read once at start)."""

from realtime import giving_up

__all__ = ["giving_up"]
