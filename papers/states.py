"""The life of a paper."""

from core.states import steps

PAPER_STEPS = steps(
    draft="submitted published withdrawn",
    submitted="draft published withdrawn",
    published="withdrawn",
    withdrawn="",
)
