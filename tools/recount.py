"""Counts the votes of a sitting again from its exported ledger: `python3 tools/recount.py ledger.json`.

A program of its own: the standard library only, no line shared with the product, written from docs/recount.md. It
prints what it counted and exits 1 when anything differs from what was announced, or shouldn't be in a ledger.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

OPTIONS = {"for_": "for", "against": "against", "abstain": "abstain"}
INVALID = "invalid"
BY_HAND = {"paper": "by paper ballots", "hands": "by show of hands", "voice": "by voice"}
WORDS = {**OPTIONS, INVALID: "invalid", "not_cast": "not cast"}
FIGURES = ("issued", "returned", "for_", "against", "abstain", "invalid", "head")


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
        if (ballot.get("way") == "spoken") != ("entered_by" in ballot):
            raise Doubt(f"ballot {ballot['code']} doesn't say who wrote it down")
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
    members, rule = poll["members"], poll["rule"]
    counts, head_choice = way_of(poll)(poll)
    if counts["not_cast"] < 0:
        raise Doubt("more ballots than members")
    enough = -(-members * rule["quorum_numerator"] // rule["quorum_denominator"])
    if poll["present"] < enough:
        raise Doubt(f"{poll['present']} of {members} were present, {enough} were needed")
    if len(heads(poll)) > 1:
        raise Doubt("more than one head of the body")
    kind = outcome(counts, members, rule["tie_reading"], head_choice)
    return {
        "counts": counts,
        "kind": kind,
        "adopted": kind in ("adopted", "tie_adopted"),
        "needed": members // 2 + 1,
        "quorum_needed": enough,
    }


def corrected(poll: dict[str, Any]) -> list[str]:
    """One line per correction, each worked out anew from the ones before it. Raises `Doubt`."""
    rows, lines = poll.get("corrections", []), []
    if [row["number"] for row in rows] != list(range(1, len(rows) + 1)):
        raise Doubt("the corrections have a gap or a repeat in their numbers")
    by_name = poll.get("by", "electronic") == "electronic" and not poll.get("secret")
    choices = effective(poll) if by_name else {}
    where = {person["id"]: person.get("where", "absent") for person in poll["electors"]}
    for row in rows:
        if row["kind"] == "attendance":
            where |= row["changes"]
            lines.append(quorum_again(poll, row, where))
            continue
        if not by_name and poll.get("by", "electronic") == "electronic":
            raise Doubt("the result of a box was corrected")
        choices |= row["changes"] if by_name else {}
        lines.append(result_again(poll, row, choices if by_name else None))
    return lines


def quorum_again(poll: dict[str, Any], row: dict[str, Any], where: dict[str, str]) -> str:
    """The quorum at the opening by corrected attendance. Raises `Doubt`."""
    counting = ("on_site", "online") if poll["rule"].get("counts_remote", True) else ("on_site",)
    present = sum(place in counting for place in where.values())
    needed = -(-poll["members"] * poll["rule"]["quorum_numerator"] // poll["rule"]["quorum_denominator"])
    found = {"present": present, "needed": needed, "ok": present >= needed}
    if row["quorum"] != found:
        raise Doubt(f"correction {row['number']}: quorum told {row['quorum']}, counted {found}")
    words = f"{needed} needed: {'enough' if found['ok'] else 'NOT enough'}"
    return f"   attendance corrected ({row['reason']}): {present} of {poll['members']} present, {words}"


def result_again(poll: dict[str, Any], row: dict[str, Any], choices: dict[str, str] | None) -> str:
    """The result as corrected: by name from the choices, by hand from the figures. Raises `Doubt`."""
    entitled = {person["id"] for person in poll["electors"] if person["entitled"]}
    if choices is not None:
        if set(row["changes"]) - entitled:
            raise Doubt(f"correction {row['number']} is of somebody who wasn't entitled")
        if set(row["changes"].values()) - {"", *OPTIONS}:
            raise Doubt(f"correction {row['number']} says a choice that isn't one")
        cast = {person: value for person, value in choices.items() if value}
        counts = {option: sum(value == option for value in cast.values()) for option in OPTIONS}
        counts["not_cast"] = poll["members"] - len(cast)
        head = next((cast[one["id"]] for one in heads(poll) if one["id"] in cast), None)
    else:
        figures = row["changes"]
        counts = {name: figures[name] for name in (*OPTIONS, INVALID) if name != INVALID or figures[name]}
        if min(counts.values()) < 0 or not sum(counts.values()) == figures["returned"] <= len(entitled):
            raise Doubt(f"the figures of correction {row['number']} don't add up")
        counts["not_cast"] = poll["members"] - figures["returned"]
        head = figures["head"] or None
    kind = outcome(counts, poll["members"], poll["rule"]["tie_reading"], head)
    found = {
        "counts": counts,
        "kind": kind,
        "adopted": kind in ("adopted", "tie_adopted"),
        "needed": poll["members"] // 2 + 1,
    }
    if row["result"] != found:
        raise Doubt(f"correction {row['number']}: told {row['result']}, counted {found}")
    told = " · ".join(f"{WORDS[name]} {number}" for name, number in counts.items())
    return f"   corrected by {row['post'] or row['name']} ({row['reason']}): {told}: {kind}"


def way_of(poll: dict[str, Any]) -> Callable[[dict[str, Any]], tuple[dict[str, int], str | None]]:
    """How this vote was held, and so is counted: by paper ballots, sealed in a box, or by name."""
    if poll.get("by") in BY_HAND:
        return counted_by_hand
    return counted_from_the_box if poll.get("secret") else counted


def counted_from_the_box(poll: dict[str, Any]) -> tuple[dict[str, int], str | None]:
    """The choices of a secret vote counted; what the head of the body chose is nobody's to know. Raises `Doubt`."""
    values = out_of_the_box(poll)
    counts = {
        name: values.count(name) for name in (*OPTIONS, INVALID) if name != INVALID or INVALID in values
    }
    counts["not_cast"] = poll["members"] - len(values)
    return counts, None


def counted(poll: dict[str, Any]) -> tuple[dict[str, int], str | None]:
    """The ballots counted, and what the head of the body chose. Raises `Doubt`."""
    choices = effective(poll)
    counts = {option: sum(value == option for value in choices.values()) for option in OPTIONS}
    counts["not_cast"] = poll["members"] - len(choices)
    return counts, next((choices[head["id"]] for head in heads(poll) if head["id"] in choices), None)


def counted_by_hand(poll: dict[str, Any]) -> tuple[dict[str, int], str | None]:
    """The count two persons entered alike in the last round, and the head's choice. Raises `Doubt`."""
    if poll["ballots"]:
        raise Doubt("a vote on paper has ballots from devices")
    rounds: dict[int, list[dict[str, Any]]] = {}
    for entry in poll["counts_by_hand"]:
        rounds.setdefault(entry["round"], []).append(entry)
    if sorted(rounds) != list(range(1, len(rounds) + 1)) or not rounds:
        raise Doubt("the rounds of the count have a gap, or there is none")
    if any(len(entries) != 2 or entries[0]["by"] == entries[1]["by"] for entries in rounds.values()):
        raise Doubt("a round of the count wasn't entered by two persons")
    first, second = rounds[max(rounds)]
    if unlike := [name for name in FIGURES if first[name] != second[name]]:
        raise Doubt(f"the two entries of the count differ in {', '.join(unlike)}")
    voters = [person for person in poll["electors"] if person["entitled"]]
    if not 0 <= first["returned"] <= first["issued"] <= len(voters):
        raise Doubt("more ballots handed in than handed out, or handed out than members may vote")
    counts = {name: first[name] for name in (*OPTIONS, "invalid") if name != "invalid" or first[name]}
    if min(counts.values()) < 0 or sum(counts.values()) != first["returned"]:
        raise Doubt("the count by hand doesn't add up to the ballots handed in")
    head = first["head"] or None
    if head and (counts.get(head, 0) < 1 or not any(person["head"] for person in voters)):
        raise Doubt("the head's choice isn't among the ballots")
    counts["not_cast"] = poll["members"] - first["returned"]
    return counts, head


def heads(poll: dict[str, Any]) -> list[dict[str, Any]]:
    """The head of the body among its members."""
    return [person for person in poll["electors"] if person["head"]]


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
    counts = " · ".join(f"{WORDS[name]} {number}" for name, number in found["counts"].items())
    if way := BY_HAND.get(poll.get("by", "")):
        entered = " and ".join(entry["name"] for entry in poll["counts_by_hand"][-2:])
        title = f"{title}\n   {way}, entered twice independently by {entered}"
    if spoken := [one["entered_by"]["name"] for one in poll.get("ballots", []) if "entered_by" in one]:
        title = f"{title}\n   {len(spoken)} ballots given by voice, written down by {', '.join(sorted(set(spoken)))}"
    told = f"{title}\n   {counts} · of {poll['members']}, {found['needed']} needed: {found['kind']}"
    return "\n".join([told, *corrected(poll)])


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
