"""Quorum and majority: pure arithmetic on whole numbers.

Source: Law on Organization of the Government 76/2015/QH13, Article 46: at least two thirds of all
members must be present; a decision needs more than half of *all* members; on equal votes the side
the Prime Minister voted for decides. Which numbers apply comes from the rule set, never from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regulations import words
from regulations.parameters import RuleParameters

Choice = Literal["for_", "against", "abstain"]
Kind = Literal["adopted", "not_adopted", "tie_adopted", "tie_not_adopted", "tie_without_pm"]
CHOICES: tuple[Choice, ...] = ("for_", "against", "abstain")


class InvalidTally(ValueError):
    """Counts that cannot come from one vote: negative, or not adding up to all members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of one closed vote.

    `electors` are the members who could vote when it opened; `not_cast` counts every member without
    a ballot, absent members included, so that with `invalid` (ballots handed in that hold no choice the law
    knows) the counts add up to `total_members`. `pm_vote` is the Prime Minister's own ballot, None when he cast
    none; in a secret vote nobody's ballot is known, so it is None there too.
    """

    total_members: int
    electors: int
    for_: int
    against: int
    abstain: int
    not_cast: int
    invalid: int = 0
    pm_vote: Choice | None = None
    is_secret: bool = False

    def __post_init__(self) -> None:
        if self.total_members < 1:
            raise InvalidTally(f"{self.total_members} members cannot vote")
        counts = (self.for_, self.against, self.abstain, self.invalid, self.not_cast)
        if min(*counts, self.electors) < 0:
            raise InvalidTally("a count is below zero")
        if sum(counts) != self.total_members:
            raise InvalidTally(
                f"{self.cast} cast, {self.invalid} invalid and {self.not_cast} not cast are not {self.total_members}"
            )
        if not self.cast + self.invalid <= self.electors <= self.total_members:
            raise InvalidTally(
                f"{self.cast + self.invalid} ballots of {self.electors} electors of {self.total_members} members"
            )
        if self.pm_vote is not None and getattr(self, self.pm_vote) < 1:
            raise InvalidTally(f"the Prime Minister's {self.pm_vote} is not among the counts")
        if self.is_secret and self.pm_vote is not None:
            raise InvalidTally("nobody's ballot is known in a secret vote")

    @property
    def cast(self) -> int:
        """Valid ballots cast, abstentions included."""
        return self.for_ + self.against + self.abstain


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether enough members are present, with the sentence that says so."""

    present: int
    total: int
    needed: int
    ok: bool
    article: str
    article_en: str

    @property
    def sentence(self) -> str:
        """The fixed Vietnamese sentence."""
        return words.quorum_sentence(self, "vi")

    @property
    def sentence_en(self) -> str:
        """The fixed English sentence."""
        return words.quorum_sentence(self, "en")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote decided: facts without language; the properties put them into words."""

    kind: Kind
    adopted: bool
    tally: Tally
    needed: int
    tie_reading: str
    article: str
    article_en: str
    names: words.BodyWords = words.GOVERNMENT

    @property
    def is_tie(self) -> bool:
        """Whether the Prime Minister's side had to decide."""
        return self.kind.startswith("tie")

    @property
    def sentence(self) -> str:
        """The outcome in one Vietnamese sentence."""
        return words.outcome_sentence(self, "vi")

    @property
    def sentence_en(self) -> str:
        """The outcome in one English sentence."""
        return words.outcome_sentence(self, "en")

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """The sums behind the outcome, one Vietnamese line each, the article last."""
        return words.arithmetic_lines(self, "vi")

    @property
    def arithmetic_en(self) -> tuple[str, ...]:
        """The sums behind the outcome, one English line each, the article last."""
        return words.arithmetic_lines(self, "en")


def quorum_needed(parameters: RuleParameters, total_members: int) -> int:
    """Smallest whole number of members that reaches the ratio of all members: ceil(ratio x N)."""
    return -(-total_members * parameters.quorum_numerator // parameters.quorum_denominator)


def quorum(parameters: RuleParameters, *, total_members: int, on_site: int, online: int = 0) -> QuorumResult:
    """Compare those present with what is needed; online members count if the rule set says so."""
    present = on_site + (online if parameters.quorum_count_remote else 0)
    if total_members < 1 or on_site < 0 or online < 0 or present > total_members:
        raise InvalidTally(f"{on_site} on site and {online} online of {total_members} members")
    needed = quorum_needed(parameters, total_members)
    return QuorumResult(
        present=present,
        total=total_members,
        needed=needed,
        ok=present >= needed,
        article=parameters.quorum_article,
        article_en=parameters.quorum_article_en,
    )


def majority_needed(total_members: int) -> int:
    """More than half of all members, whoever is present: floor(N/2) + 1."""
    return total_members // 2 + 1


def is_tie(parameters: RuleParameters, tally: Tally) -> bool:
    """Whether votes are equal in the configured reading; no ballot for is no tie."""
    if tally.for_ == 0:
        return False
    if parameters.tie_reading == "for_exactly_half":
        return 2 * tally.for_ == tally.total_members
    return tally.for_ == tally.against


def decide(parameters: RuleParameters, tally: Tally, names: words.BodyWords = words.GOVERNMENT) -> Outcome:
    """The outcome of a closed vote: a majority of all members, else the Prime Minister's side on a tie.

    `names` says what members and head are called where the body isn't the Government. Equal votes in a secret
    vote adopt nothing: the side that would decide isn't known.
    """
    needed = majority_needed(tally.total_members)
    if tally.for_ >= needed:
        kind: Kind = "adopted"
    elif not is_tie(parameters, tally):
        kind = "not_adopted"
    elif tally.pm_vote == "for_":
        kind = "tie_adopted"
    elif tally.pm_vote == "against":
        kind = "tie_not_adopted"
    else:
        kind = "tie_without_pm"
    tie = kind.startswith("tie")
    return Outcome(
        kind=kind,
        adopted=kind in ("adopted", "tie_adopted"),
        tally=tally,
        needed=needed,
        tie_reading=parameters.tie_reading,
        article=parameters.tie_article if tie else parameters.majority_article,
        article_en=parameters.tie_article_en if tie else parameters.majority_article_en,
        names=names,
    )
