"""The parameters of one rule set as a frozen value, read from validated JSON.

Ratios are kept as numerator and denominator so that no float ever decides a vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal, get_args

TieReading = Literal["for_equals_against", "for_exactly_half"]
DayKind = Literal["working", "calendar"]
Silence = Literal["deemed_agree", "not_counted"]
Voters = Literal["members"]
Substitutes = Literal["opinion_only", "not_allowed"]
ActingMinister = Literal["votes", "not_counted"]


class InvalidParameters(ValueError):
    """The JSON of a rule set is incomplete, has unknown keys, or values out of range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleParameters:
    """What one rule set says; days are whole days, ratios whole numbers.

    `invitation_days` is None where the rule set states no period; the same holds for every
    other `int | None` field. Articles are Vietnamese citations as printed, with an English twin.
    """

    quorum_numerator: int
    quorum_denominator: int
    quorum_count_remote: bool
    quorum_article: str
    quorum_article_en: str
    majority_article: str
    majority_article_en: str
    tie_reading: TieReading
    tie_article: str
    tie_article_en: str
    request_numerator: int
    request_denominator: int
    absence_requires_pm_consent: bool
    regular_before_day: int
    invitation_days: int | None
    invitation_day_kind: DayKind
    invitation_article: str
    invitation_article_en: str
    conclusion_notice_working_days: int
    resolution_issue_days: int | None
    slip_min_working_days: int | None
    slip_max_working_days: int | None
    slip_silence: Silence
    # Rows written before these were asked for lack them; the defaults are what the product did then.
    voters: Voters = "members"
    voters_article: str = ""
    voters_article_en: str = ""
    substitutes: Substitutes = "opinion_only"
    substitutes_article: str = ""
    substitutes_article_en: str = ""
    acting_minister: ActingMinister = "votes"
    acting_minister_article: str = ""
    acting_minister_article_en: str = ""
    slip_silence_article: str = ""
    slip_silence_article_en: str = ""

    def __post_init__(self) -> None:
        for name in ("quorum", "request"):
            top, bottom = getattr(self, f"{name}_numerator"), getattr(self, f"{name}_denominator")
            if not 0 < top <= bottom:
                raise InvalidParameters(f"{name}: {top}/{bottom} is not a ratio above 0 and up to 1")
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise InvalidParameters(f"{name}: {getattr(self, name)!r} is none of {', '.join(allowed)}")
        if not 1 <= self.regular_before_day <= 31:
            raise InvalidParameters(f"regular_before_day: {self.regular_before_day} is no day of a month")
        for name in _DAY_COUNTS:
            value = getattr(self, name)
            if value is not None and value < 0:
                raise InvalidParameters(f"{name}: {value} days is below zero")
        shortest, longest = self.slip_min_working_days, self.slip_max_working_days
        if shortest is not None and longest is not None and shortest > longest:
            raise InvalidParameters(f"slip: at least {shortest} days and at most {longest} contradict")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> RuleParameters:
        """Read stored JSON. Raises `InvalidParameters` and names the first thing that is wrong."""
        names = {field.name for field in fields(cls)}
        needed = {field.name for field in fields(cls) if field.default is MISSING}
        if missing := sorted(needed - set(values)):
            raise InvalidParameters(f"missing: {', '.join(missing)}")
        if unknown := sorted(set(values) - names):
            raise InvalidParameters(f"unknown: {', '.join(unknown)}")
        for field in fields(cls):
            if field.name in values and not _fits(values[field.name], str(field.type)):
                raise InvalidParameters(f"{field.name}: {values[field.name]!r} is not {field.type}")
        return cls(**values)


CHOICES: dict[str, tuple[str, ...]] = {
    "tie_reading": get_args(TieReading),
    "invitation_day_kind": get_args(DayKind),
    "slip_silence": get_args(Silence),
    "voters": get_args(Voters),
    "substitutes": get_args(Substitutes),
    "acting_minister": get_args(ActingMinister),
}
_DAY_COUNTS = (
    "invitation_days",
    "conclusion_notice_working_days",
    "resolution_issue_days",
    "slip_min_working_days",
    "slip_max_working_days",
)


def _fits(value: object, annotation: str) -> bool:
    """Whether a JSON value has the annotated kind; JSON's true is no number here."""
    if annotation == "bool":
        return isinstance(value, bool)
    if annotation.startswith("int"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (value is None and "None" in annotation)
    return isinstance(value, str)
