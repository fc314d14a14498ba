"""Decisions about polls from plain values; no database here."""

import secrets
from collections.abc import Iterable, Mapping

from core.text import clean_line
from meetings.rules import ATTENDING
from regulations.rules import Tally
from voting.errors import AllEqual, FewBallots, FewElectors, QuestionMissing, UnknownChoice
from voting.models import Ballot, Poll, SecretBallot

# Letters and digits nobody mixes up when reading a code aloud.
LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"
_DIGITS = "23456789"
QUESTION_LIMIT = 600
# With fewer than five voters a secret result tells too much of each: those in charge confirm that they know.
FEWEST_IN_SECRET = 5


def is_entitled(where: str, is_recused: bool, can_vote: bool) -> bool:
    """May the member vote in a poll that opens now?"""
    return can_vote and not is_recused and where in ATTENDING


def ensure_choice(value: object) -> str:
    """One of the three values. Raises `UnknownChoice`."""
    if not isinstance(value, str) or value not in Ballot.Value.values:
        raise UnknownChoice(field="value")
    return value


def ensure_question(text: str) -> str:
    """The question as one clean line of at most 600 characters. Raises `QuestionMissing`."""
    plain = clean_line(text)
    if not plain or len(plain) > QUESTION_LIMIT:
        raise QuestionMissing(field="question")
    return plain


def new_code(taken: Iterable[str]) -> str:
    """A code such as "7F3K-22" for the voter, not in use in this poll; it says nothing of the choice."""
    (code,) = new_codes(1, taken)
    return code


def new_codes(count: int, taken: Iterable[str] = ()) -> list[str]:
    """So many different ones, none of them in use."""
    used, codes = set(taken), set[str]()
    while len(codes) < count:
        chance = secrets.token_bytes(8 * (count - len(codes)))
        made = (_spell(int.from_bytes(chance[at : at + 8])) for at in range(0, len(chance), 8))
        codes.update(code for code in made if code not in used)
    return list(codes)


def _spell(number: int) -> str:
    """Of 64 bits of chance the 25 a code holds; that some codes come up a trillionth more often helps nobody."""
    signs = []
    for alphabet in (LETTERS,) * 4 + (_DIGITS,) * 2:
        number, place = divmod(number, len(alphabet))
        signs.append(alphabet[place])
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def count(total_members: int, electors: int, current: Mapping[object, str], head: object) -> Tally:
    """The tally of the ballots that count: `current` maps an elector to his last value, `head` names one."""
    values = list(current.values())
    return Tally(
        total_members=total_members,
        electors=electors,
        for_=values.count(Ballot.Value.FOR),
        against=values.count(Ballot.Value.AGAINST),
        abstain=values.count(Ballot.Value.ABSTAIN),
        not_cast=total_members - len(values),
        pm_vote=current.get(head),  # type: ignore[arg-type]
    )


def counts_of(tally: Mapping[str, int]) -> dict[str, int]:
    """The counts of a stored tally in their fixed order; `invalid` is named only where there are any."""
    names = (*SecretBallot.Value.values, "not_cast")
    return {name: tally.get(name, 0) for name in names if name != "invalid" or tally.get(name)}


def count_secret(total_members: int, electors: int, values: Iterable[str]) -> Tally:
    """The tally of an opened box. Nobody's ballot is known, so nobody decides equal votes."""
    found = list(values)
    return Tally(
        total_members=total_members,
        electors=electors,
        for_=found.count(SecretBallot.Value.FOR),
        against=found.count(SecretBallot.Value.AGAINST),
        abstain=found.count(SecretBallot.Value.ABSTAIN),
        invalid=found.count(SecretBallot.Value.INVALID),
        not_cast=total_members - len(found),
        is_secret=True,
    )


def ensure_enough_electors(electors: int, confirmed: bool) -> None:
    """Raise `FewElectors` for a tiny room, unless those in charge confirmed that they know."""
    if electors < FEWEST_IN_SECRET and not confirmed:
        raise FewElectors(electors=electors)


def ensure_hides_voters(tally: Mapping[str, int], confirmed: bool) -> None:
    """Raise `AllEqual` or `FewBallots` where announcing the counts tells how each voted, unless confirmed."""
    counts = [tally[value] for value in SecretBallot.Value.values]
    if confirmed or not (cast := sum(counts)):
        return
    if max(counts) == cast:
        raise AllEqual(cast=cast)
    if cast < FEWEST_IN_SECRET:
        raise FewBallots(cast=cast)


def strip(tally: Mapping[str, int]) -> list[str]:
    """One value per member in the order of the options, not of the persons: the cells of the strip."""
    return [value for value, count in counts_of(tally).items() for _member in range(count)]


def deciding(announced: Iterable[Poll]) -> list[Poll]:
    """Of an item's announced polls those that say whether it is adopted: with several motions the last one alone."""
    polls = list(announced)
    motions = [poll for poll in polls if poll.motion]
    return [max(motions, key=lambda poll: (poll.motion_order, poll.number))] if motions else polls
