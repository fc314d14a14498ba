"""Random cases of a sitting, a slip and an invitation: the engine's answer against the naive one.

`disagreements(rng)` plays one case and says what differs. Used by the tests of this folder and by the bar R1.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from regulations import deadlines, electorate, rules, slips
from regulations.loading import read
from regulations.parameters import RuleParameters
from tests.regulations import naive
from tests.regulations.law import calendar

STORED = {row["code"]: row["parameters"] for row in read("rule_sets.json")}
_DAYS = read("holidays.json")["days"]
OFF = {date.fromisoformat(day["date"]) for day in _DAYS if day["kind"] == "off"}
SWAPPED = {date.fromisoformat(day["date"]) for day in _DAYS if day["kind"] == "working"}
VIETNAM = calendar()
REPLIES = ("agree", "agree_with_comments", "disagree", "other", "silent", "excused")


def some_rules(rng: Random) -> tuple[dict[str, Any], RuleParameters]:
    """One of the three rule sets as stored, half of the time with one of its settings set otherwise."""
    stored = dict(STORED[rng.choice(sorted(STORED))])
    if rng.random() < 0.7:
        stored["tie_reading"] = rng.choice(["for_equals_against", "for_exactly_half"])
        stored["quorum_count_remote"] = rng.random() < 0.5
        stored["acting_minister"] = rng.choice(["votes", "not_counted"])
        stored["slip_silence"] = rng.choice(["deemed_agree", "not_counted"])
        stored["invitation_day_kind"] = rng.choice(["working", "calendar"])
        stored["invitation_days"] = rng.choice([None, 0, 1, 3, 5, 10])
        stored["quorum_numerator"], stored["quorum_denominator"] = rng.choice(
            [(2, 3), (1, 2), (3, 4), (1, 1)]
        )
    return stored, RuleParameters.from_mapping(stored)


def some_people(rng: Random) -> list[naive.Somebody]:
    """A body of 3 to 40, sometimes as large as an assembly, with acting ministers, substitutes and guests."""
    size = rng.randint(3, 40) if rng.random() < 0.95 else rng.randint(41, 300)
    kinds = rng.choices(["member", "acting", "substitute", "guest"], (20, 2, 2, 2), k=size)
    people = [naive.Somebody(post=kind) for kind in ("member", "member", "member", *kinds)]
    lean = rng.choice([0.2, 0.47, 0.5, 0.53, 0.8])
    there = rng.choice([0.6, 0.9, 1.0])
    for one in people:
        one.place = rng.choice(["room", "room", "online"]) if rng.random() < there else "absent"
        one.keeps_out = rng.random() < 0.05
        if one.place != "absent" and not one.keeps_out and rng.random() < 0.95:
            one.choice = rng.choices(["for_", "against", "abstain"], (lean, 1 - lean, 0.08))[0]
    rng.choice([one for one in people if one.post == "member"]).is_head = True
    rng.shuffle(people)
    return people


def standing_of(one: naive.Somebody) -> electorate.Standing:
    """How voting would describe the person to the engine."""
    return electorate.Standing(
        is_member=one.post in ("member", "acting"),
        is_acting=one.post == "acting",
        is_attending=one.place != "absent",
        is_recused=one.keeps_out,
    )


def engine(
    parameters: RuleParameters, people: list[naive.Somebody], is_secret: bool
) -> tuple[int, int, bool, str]:
    """What the engine says: N, electors, quorum, kind of outcome."""
    counted = [one for one in people if electorate.counts_in_total(parameters, standing_of(one))]
    voters = [one for one in people if electorate.may_vote(parameters, standing_of(one))]
    choices = [one.choice for one in voters if one.choice]
    head = next((one.choice for one in voters if one.is_head), None)
    tally = rules.Tally(
        total_members=electorate.total_members(parameters, map(standing_of, people)),
        electors=len(voters),
        for_=choices.count("for_"),
        against=choices.count("against"),
        abstain=choices.count("abstain"),
        not_cast=len(counted) - len(choices),
        pm_vote=None if is_secret else head,  # type: ignore[arg-type]
        is_secret=is_secret,
    )
    quorum = rules.quorum(
        parameters,
        total_members=tally.total_members,
        on_site=sum(one.place == "room" for one in counted),
        online=sum(one.place == "online" for one in counted),
    )
    return tally.total_members, len(voters), quorum.ok, rules.decide(parameters, tally).kind


def vote_differs(rng: Random) -> str:
    """One vote by both; empty where they agree."""
    stored, parameters = some_rules(rng)
    people, is_secret = some_people(rng), rng.random() < 0.1
    ours = engine(parameters, people, is_secret)
    theirs = (
        len(naive.all_members(stored, people)),
        len(naive.ballots_given(stored, people)),
        naive.has_quorum(stored, people),
        naive.verdict(stored, people, is_secret),
    )
    return "" if ours == theirs else f"vote: engine {ours}, naive {theirs}, rules {stored}, people {people}"


def slip_differs(rng: Random) -> str:
    """One opinion slip by both."""
    stored, parameters = some_rules(rng)
    weights = rng.choice([(5, 2, 5, 1, 3, 1), (3, 1, 6, 2, 2, 0), (1, 0, 1, 0, 0, 0)])
    replies = rng.choices(REPLIES, weights, k=rng.randint(3, 40))
    head = replies[0]
    said = {"agree": "for_", "agree_with_comments": "for_", "disagree": "against", "other": "abstain"}.get(
        head
    )
    counted = slips.count_slip(
        parameters,
        slips.SlipReplies(
            agree=replies.count("agree") + replies.count("agree_with_comments"),
            disagree=replies.count("disagree"),
            other=replies.count("other"),
            silent=replies.count("silent"),
            excused=replies.count("excused"),
            pm_reply=said,  # type: ignore[arg-type]
        ),
    )
    ours = (rules.decide(parameters, counted.tally).kind, counted.deemed)
    theirs = naive.slip_verdict(stored, [(reply, number == 0) for number, reply in enumerate(replies)])
    return "" if ours == theirs else f"slip: engine {ours}, naive {theirs}, rules {stored}, replies {replies}"


def invitation_differs(rng: Random) -> str:
    """One invitation by both, over the holidays of eleven years."""
    stored, parameters = some_rules(rng)
    held = date(2016, 2, 1) + timedelta(days=rng.randrange(3950))
    sent = held - timedelta(days=rng.randrange(25))
    ours = deadlines.is_late(parameters, paper_sent_on=sent, sitting_on=held, calendar=VIETNAM)
    theirs = naive.invitations_are_late(stored, sent, held, OFF, SWAPPED)
    return "" if ours == theirs else f"invitation: engine {ours}, naive {theirs}, sent {sent}, held {held}"


def disagreement(rng: Random) -> tuple[str, str]:
    """One case: its kind, and what differs."""
    differs = rng.choices([vote_differs, slip_differs, invitation_differs], (8, 1, 1))[0]
    return differs.__name__.removesuffix("_differs"), differs(rng)


EXACT_HALF = {
    code: replace(RuleParameters.from_mapping(row), tie_reading="for_exactly_half")
    for code, row in STORED.items()
}
