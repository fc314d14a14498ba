"""The rules told a second time, from the text of the law and the stored JSON: persons one by one, fractions, days.

Nothing here is imported from `regulations`: a mistake of the engine is not to be made twice. It is slow on purpose.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction


@dataclass
class Somebody:
    """One person in or around the room."""

    post: str  # "member", "acting", "substitute", "guest"
    place: str = "absent"  # "room", "online", "absent"
    keeps_out: bool = False
    is_head: bool = False
    choice: str | None = None  # "for_", "against", "abstain"; None: no ballot


def all_members(rules: dict, people: list[Somebody]) -> list[Somebody]:
    """Everybody the law calls a member of the Government."""
    found = []
    for one in people:
        if one.post == "member":
            found.append(one)
        if one.post == "acting" and rules["acting_minister"] == "votes":
            found.append(one)
    return found


def ballots_given(rules: dict, people: list[Somebody]) -> list[Somebody]:
    """Those who may hand in a ballot: members who are there and don't keep out of the matter."""
    return [one for one in all_members(rules, people) if one.place != "absent" and not one.keeps_out]


def has_quorum(rules: dict, people: list[Somebody]) -> bool:
    """At least so large a part of all members takes part."""
    there = 0
    for one in all_members(rules, people):
        if one.place == "room":
            there += 1
        if one.place == "online" and rules["quorum_count_remote"]:
            there += 1
    part = Fraction(there, len(all_members(rules, people)))
    return part >= Fraction(rules["quorum_numerator"], rules["quorum_denominator"])


def verdict(rules: dict, people: list[Somebody], is_secret: bool = False) -> str:
    """What was decided: more than half of all members, else equal votes follow the side of the Prime Minister."""
    voters = [one for one in ballots_given(rules, people) if one.choice is not None]
    in_favour = [one for one in voters if one.choice == "for_"]
    opposed = [one for one in voters if one.choice == "against"]
    share = Fraction(len(in_favour), len(all_members(rules, people)))
    if share > Fraction(1, 2):
        return "adopted"
    if rules["tie_reading"] == "for_exactly_half":
        equal = share == Fraction(1, 2)
    else:
        equal = len(in_favour) == len(opposed) and len(in_favour) > 0
    if not equal:
        return "not_adopted"
    if not is_secret:
        for one in voters:
            if one.is_head and one.choice == "for_":
                return "tie_adopted"
            if one.is_head and one.choice == "against":
                return "tie_not_adopted"
    return "tie_without_pm"


def slip_verdict(rules: dict, replies: list[tuple[str, bool]]) -> tuple[str, int]:
    """Replies of members as `(reply, is the Prime Minister)` -> what was decided, and how many only by silence."""
    agreed = opposed = deemed = 0
    head = None
    for reply, is_head in replies:
        if reply in ("agree", "agree_with_comments"):
            agreed += 1
        elif reply == "disagree":
            opposed += 1
        elif reply == "silent" and rules["slip_silence"] == "deemed_agree":
            agreed += 1
            deemed += 1
        if is_head and reply in ("agree", "agree_with_comments", "disagree"):
            head = reply
    if Fraction(agreed) > Fraction(len(replies), 2):
        return "adopted", deemed
    equal = (
        Fraction(agreed) == Fraction(len(replies), 2)
        if rules["tie_reading"] == "for_exactly_half"
        else agreed == opposed and agreed > 0
    )
    if not equal:
        return "not_adopted", deemed
    if head is None:
        return "tie_without_pm", deemed
    return ("tie_not_adopted" if head == "disagree" else "tie_adopted"), deemed


def is_day_of_work(day: date, off: set[date], swapped: set[date]) -> bool:
    """Monday to Friday unless a holiday; a weekend day worked in exchange counts."""
    if day in swapped:
        return True
    return day.isoweekday() <= 5 and day not in off


def invitations_are_late(rules: dict, sent: date, held: date, off: set[date], swapped: set[date]) -> bool:
    """Are fewer days left from the sending to the sitting than the rule set asks for?"""
    if rules["invitation_days"] is None:
        return False
    left = 0
    day = sent
    while day < held:  # the day of sending is the first of them, the day of the sitting none
        if rules["invitation_day_kind"] == "calendar" or is_day_of_work(day, off, swapped):
            left += 1
        day += timedelta(days=1)
    return left < rules["invitation_days"]
