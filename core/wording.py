"""Sentences made of stored facts, old ones among them."""

from collections.abc import Mapping
from typing import Any


class Gaps(dict[str, Any]):
    """A fact that an old record doesn't have reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def without_gaps(facts: Mapping[str, Any]) -> Gaps:
    """The facts for a sentence's `%`: what is empty reads as a dash like what isn't there."""
    return Gaps({name: value for name, value in facts.items() if value not in ("", None)})


def labelled(facts: Mapping[str, Any], *choices: tuple[str, Any]) -> Gaps:
    """`without_gaps`, and each fact that is one of the choices of its name reads as that choice's label."""
    words = without_gaps(facts)
    for name, known in choices:
        if facts.get(name) in known.values:
            words[name] = known(facts[name]).label
    return words
