"""The course of a dossier."""

from core.states import steps

DOSSIER_STEPS = steps(
    draft="submitted withdrawn",
    submitted="verified returned withdrawn",
    returned="submitted withdrawn",
    verified="scheduled returned withdrawn",
    scheduled="concluded verified withdrawn",
    concluded="scheduled",
    withdrawn="",
)
# While its own ministry works on it; afterwards only the secretariat touches it, and only its marks.
IN_WORK = frozenset({"draft", "returned"})
# Lying with the secretariat.
ON_THE_DESK = frozenset({"submitted", "verified", "scheduled"})
