"""Counts the votes of a sitting again from its exported ledger: `python3 tools/recount.py ledger.json`.

A program of its own: the standard library only, no line shared with the product, written from docs/recount.md. It
prints what it counted and exits 1 when anything differs from what was announced, or shouldn't be in a ledger.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

OPTIONS = {"for_": "for", "against": "against", "abstain": "abstain"}
INVALID = "invalid"


class Doubt(Exception):
    """Something in the ledger isn't as it must be; the words say what."""


def effective(poll: dict[str, Any]) -> dict[str, str]:
    """What each voter chose in the end. Raises `Doubt` about a ballot nobody could lawfully have cast."""
    people = {person["id"]: person for person in poll["electors"]}
    if len(people) != len(poll["electors"]):
        raise Doubt("a member stands twice among the electors")
    opened, closed = moment(poll["opened_at"]), moment(poll["closed_at"])
    versions: dict[str, list[tuple[int, str]]] = {}
    codes: set[str] = set()
    for ballot in poll["ballots"]:
        who = people.get(ballot["elector"])
        if who is None:
            raise Doubt(f"ballot {ballot['code']} is of nobody among the electors")
        if not who["entitled"]:
            raise Doubt(f"{who['post']} wasn't entitled and has ballot {ballot['code']}")
        if ballot["value"] not in OPTIONS:
            raise Doubt(f"ballot {ballot['code']} says {ballot['value']!r}")
        if not opened <= moment(ballot["at"]) <= closed:
            raise Doubt(f"ballot {ballot['code']} was cast outside the vote")
        if ballot["code"] in codes:
            raise Doubt(f"two ballots have the code {ballot['code']}")
        codes.add(ballot["code"])
        versions.setdefault(ballot["elector"], []).append((ballot["version"], ballot["value"]))
    for person, cast in versions.items():
        if sorted(number for number, _ in cast) != list(range(1, len(cast) + 1)):
            raise Doubt(f"the ballots of {people[person]['post']} have a gap or a repeat in their versions")
    return {person: max(cast)[1] for person, cast in versions.items()}


def out_of_the_box(poll: dict[str, Any]) -> list[str]:
    """What came out of the box of a secret vote. Raises `Doubt` unless roll, receipts and values fit each other."""
    people = {person["id"]: person for person in poll["electors"]}
    if len(people) != len(poll["electors"]):
        raise Doubt("a member stands twice among the electors")
    opened, closed = moment(poll["opened_at"]), moment(poll["closed_at"])
    seen: set[str] = set()
    for entry in poll["roll"]:
        who = people.get(entry["elector"])
        if who is None:
            raise Doubt("somebody on the roll isn't among the electors")
        if not who["entitled"]:
            raise Doubt(f"{who['post']} wasn't entitled and is on the roll")
        if entry["elector"] in seen:
            raise Doubt(f"{who['post']} is on the roll twice")
        if entry["version"] < 1 or not opened <= moment(entry["at"]) <= closed:
            raise Doubt(f"the envelope of {who['post']} was cast outside the vote")
        seen.add(entry["elector"])
    if len(set(poll["receipts"])) != len(poll["receipts"]):
        raise Doubt("two envelopes have one receipt")
    if not len(poll["roll"]) == len(poll["receipts"]) == len(poll["values"]):
        found = len(poll["roll"]), len(poll["receipts"]), len(poll["values"])
        raise Doubt("{} on the roll, {} receipts and {} ballots".format(*found))
    if strange := set(poll["values"]) - {*OPTIONS, INVALID}:
        raise Doubt(f"a ballot says {strange.pop()!r}")
    if set(poll) & {"ballots"}:
        raise Doubt("a secret vote must show nobody's ballot")
    return list(poll["values"])


def moment(text: str) -> datetime:
    """A moment as the ledger writes it (ISO 8601)."""
    return datetime.fromisoformat(text)


def recount(poll: dict[str, Any]) -> dict[str, Any]:
    """Counts, threshold and outcome, worked out anew. Raises `Doubt`."""
    secret = poll.get("secret", False)
    choices = {} if secret else effective(poll)
    cast = out_of_the_box(poll) if secret else list(choices.values())
    members, rule = poll["members"], poll["rule"]
    counts = {option: cast.count(option) for option in (*OPTIONS, *([INVALID] if secret else []))}
    counts["not_cast"] = members - len(cast)
    if counts["not_cast"] < 0:
        raise Doubt("more ballots than members")
    enough = -(-members * rule["quorum_numerator"] // rule["quorum_denominator"])
    if poll["present"] < enough:
        raise Doubt(f"{poll['present']} of {members} were present, {enough} were needed")
    heads = [person["id"] for person in poll["electors"] if person["head"]]
    if len(heads) > 1:
        raise Doubt("more than one head of the body")
    kind = outcome(counts, members, rule["tie_reading"], choices.get(heads[0]) if heads else None)
    return {
        "counts": counts,
        "kind": kind,
        "adopted": kind in ("adopted", "tie_adopted"),
        "needed": members // 2 + 1,
        "quorum_needed": enough,
    }


def outcome(counts: dict[str, int], members: int, tie_reading: str, head: str | None) -> str:
    """More than half of all members; else, on equal votes, the side the head of the body chose."""
    yes, no = counts["for_"], counts["against"]
    if 2 * yes > members:
        return "adopted"
    equal = 2 * yes == members if tie_reading == "for_exactly_half" else yes == no
    if not equal or yes == 0:
        return "not_adopted"
    return {"for_": "tie_adopted", "against": "tie_not_adopted"}.get(head or "", "tie_without_pm")


def check(poll: dict[str, Any]) -> str:
    """One line about one poll. Raises `Doubt` when the announced result isn't the one that comes out."""
    title = f"{poll['number']}. {poll['question']}"
    if poll["state"] == "annulled":
        if poll.get("ballots") or poll.get("announced"):
            raise Doubt("an annulled vote must show no ballots")
        return f"{title}\n   annulled: {poll['annulled_reason']}"
    found = recount(poll)
    for name, value in found.items():
        if poll["announced"][name] != value:
            raise Doubt(f"{name}: announced {poll['announced'][name]}, counted {value}")
    counts = " · ".join(
        f"{OPTIONS.get(name, name.replace('_', ' '))} {number}" for name, number in found["counts"].items()
    )
    return f"{title}\n   {counts} · of {poll['members']}, {found['needed']} needed: {found['kind']}"


def main(arguments: list[str]) -> int:
    """Count every poll of the file named."""
    if len(arguments) != 1:
        print("usage: python3 tools/recount.py ledger.json", file=sys.stderr)
        return 2
    ledger = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    if ledger.get("format") != "ecabinet-ledger/1":
        print("this is no ledger of a known format", file=sys.stderr)
        return 2
    print(f"{ledger['sitting']['title']} ({ledger['sitting']['body']})")
    doubts = 0
    for poll in ledger["polls"]:
        try:
            print(check(poll))
        except Doubt as doubt:
            doubts += 1
            print(f"{poll['number']}. {poll['question']}\n   DIFFERS: {doubt}")
    print(f"{len(ledger['polls'])} votes counted again, {doubts} differ")
    return 1 if doubts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
