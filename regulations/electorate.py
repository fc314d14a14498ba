"""Who counts and who votes: one person as the rule set looks at him when a vote opens.

Persons are counted, never posts. A substitute is heard and never votes, in every rule set: what may differ is whether
one may come at all. An acting minister ("Q.") counts and votes where the rule set treats him as head of the ministry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regulations.parameters import RuleParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What matters of a person for a vote."""

    is_member: bool
    is_acting: bool = False
    is_attending: bool = False
    is_recused: bool = False


def counts_in_total(parameters: RuleParameters, standing: Standing) -> bool:
    """Is the person one of "all members", present or not?"""
    return standing.is_member and not (standing.is_acting and parameters.acting_minister == "not_counted")


def may_vote(parameters: RuleParameters, standing: Standing) -> bool:
    """Has the person a ballot in a vote that opens now?"""
    return counts_in_total(parameters, standing) and standing.is_attending and not standing.is_recused


def total_members(parameters: RuleParameters, standings: Iterable[Standing]) -> int:
    """N: those who count."""
    return sum(counts_in_total(parameters, standing) for standing in standings)


def may_send_substitute(parameters: RuleParameters) -> bool:
    """May an absent member send somebody who states the member's opinion?"""
    return parameters.substitutes != "not_allowed"
