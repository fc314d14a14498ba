"""What accounts leaves in the registries of the house (read once at start)."""

from accounts import selectors
from core.registries import EPOCHS

EPOCHS.add("user", selectors.epochs)
