"""Places where a higher app leaves what a lower one must call, declared empty here and filled in `apps.py`.

This is how the imports can point one way: `meetings` closes a sitting and asks `STEP_CHECKS` whether anybody
minds; `voting`, which `meetings` doesn't know, left a check there that refuses while a poll is open.
"""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries, each left once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def add(self, key: str, entry: T) -> T:
        """Leave `entry` under `key`; a second, different one is a programming error."""
        if key in self._entries and self._entries[key] is not entry:
            raise ValueError(f"{self.name}: {key!r} is taken")
        self._entries[key] = entry
        return entry

    def under(self, key: str) -> Callable[[T], T]:
        """`add` as a decorator."""
        return lambda entry: self.add(key, entry)

    def get(self, key: str) -> T | None:
        """The entry, or None."""
        return self._entries.get(key)

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def items(self) -> list[tuple[str, T]]:
        """All entries, by key."""
        return sorted(self._entries.items())


class ListRegistry(Generic[T]):
    """Several entries under one name, kept in the order of the apps."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, list[T]] = {}

    def add(self, key: str, entry: T) -> T:
        """Append `entry` under `key`, once."""
        entries = self._entries.setdefault(key, [])
        if entry not in entries:
            entries.append(entry)
        return entry

    def under(self, key: str) -> Callable[[T], T]:
        """`add` as a decorator."""
        return lambda entry: self.add(key, entry)

    def all(self, key: str) -> list[T]:
        """Everything under `key`."""
        return list(self._entries.get(key, []))

    def keys(self) -> list[str]:
        """The names in use."""
        return sorted(self._entries)


# kind of thing -> searchable description with `visible_to`
SEARCHABLES: Registry[Any] = Registry("searchables")
# audit verb -> function(facts) -> sentence a minister can read
AUDIT_VERBS: Registry[Callable[[dict[str, Any]], str]] = Registry("audit_verbs")
# wire name of an event -> its payload class
EVENT_TYPES: Registry[type] = Registry("event_types")
# verb -> handler(user, args, key) -> answer (JSON)
SOCKET_COMMANDS: Registry[Callable[..., dict[str, Any]]] = Registry("socket_commands")
# verb -> handler(list of `Sent`) -> an answer or a refusal for each, in one transaction: for what many do at once
TOGETHER_COMMANDS: Registry[Callable[..., list[Any]]] = Registry("together_commands")
# "refused" -> function(verb, args, refusal) -> a better refusal or None: who pressed second hears who was first
SECOND_PRESSES: ListRegistry[Callable[..., Any]] = ListRegistry("second_presses")
# kind of stream ("sitting:members") -> may_follow(user, stream) -> bool
STREAMS: Registry[Callable[[Any, str], bool]] = Registry("streams")
# kind of stream -> parts(stream) -> dict merged into the snapshot
SNAPSHOT_PARTS: ListRegistry[Callable[[str], dict[str, Any]]] = ListRegistry("snapshot_parts")
# kind of target -> resolver(user, uuid) -> object the user may mark, or raises NotFound
MARK_TARGETS: Registry[Callable[[Any, Any], Any]] = Registry("mark_targets")
# "sitting" or "point" -> called with (its id, person ids, is_present) when presence lapses or returns
PRESENCE_CHANGED: ListRegistry[Callable[..., None]] = ListRegistry("presence_changed")
# "changed" -> called with (body id) after a seat, role or mandate of the body began or ended
PEOPLE_CHANGED: ListRegistry[Callable[..., None]] = ListRegistry("people_changed")
# "ready" -> called with a paper version once its pages exist
VERSION_READY: ListRegistry[Callable[..., None]] = ListRegistry("version_ready")
# "laid" -> called with the ids of paper versions that were just laid before an audience
VERSIONS_LAID: ListRegistry[Callable[..., None]] = ListRegistry("versions_laid")
# "opened" -> called with (user, paper version) in the transaction that notes an opening by its pages
VERSION_OPENED: ListRegistry[Callable[..., None]] = ListRegistry("version_opened")
# "version" -> functions(user, version id) -> may a device of the user's put the paper by just now (for a pack)?
PUT_BY: ListRegistry[Callable[[Any, Any], bool]] = ListRegistry("put_by")
# "of" -> functions(item) -> stubs of papers on it that are given on paper alone, for the desk: `StubRows`-like
PAPER_STUBS: ListRegistry[Callable[[Any], list[Any]]] = ListRegistry("paper_stubs")
# "recognised" -> called with a paper version whose scanned pages have words from this commit on
VERSION_RECOGNISED: ListRegistry[Callable[..., None]] = ListRegistry("version_recognised")
# "of" -> functions(sitting) -> names of streams on which something of the sitting is told besides its own
SITTING_STREAMS: ListRegistry[Callable[[Any], list[str]]] = ListRegistry("sitting_streams")
# "of" -> functions(sitting) -> ids of persons who wait outside it to be called in
WAITING_OUTSIDE: ListRegistry[Callable[[Any], set[Any]]] = ListRegistry("waiting_outside")
# step name -> checks that raise DomainError (or answer a list of reasons for `reasons`)
STEP_CHECKS: ListRegistry[Callable[..., None]] = ListRegistry("step_checks")
# step name -> what others do in the same transaction once the step is taken
AFTER_STEPS: ListRegistry[Callable[..., None]] = ListRegistry("after_steps")
# kind -> function({(user id, thing id)}) -> those pairs whose right to that one thing still stands
STILL_ALLOWED: Registry[Callable[[set[tuple[int, Any]]], set[tuple[int, Any]]]] = Registry("still_allowed")
# name of an id in addresses and commands ("item", "paper") -> function(id, sitting id) -> is it of that sitting?
OF_SITTING: Registry[Callable[[str, str], bool]] = Registry("of_sitting")
# part of a person's own document ("notes") -> function(the part or a patch of it, sitting id) -> what of it is about
# that sitting; a part nobody answers for is told to no sign-in that is good for one sitting
OWN_WITHIN: Registry[Callable[[dict[str, Any], str], dict[str, Any]]] = Registry("own_within")
# kind -> notice description
NOTICE_KINDS: Registry[Any] = Registry("notice_kinds")
# functions without arguments, each repeatable: "minute" -> called by the jobs process about once a minute,
# "second" -> by every web process about once a second while somebody is connected
SWEEPS: ListRegistry[Callable[[], object]] = ListRegistry("sweeps")
# name of a page of a higher app -> function(*ids) -> its address
ADDRESSES: Registry[Callable[..., str]] = Registry("addresses")
# kind -> job function(job, **ids)
JOB_KINDS: Registry[Callable[..., Any]] = Registry("job_kinds")
# kind -> function(job, **ids): says to those who wait that a job was given up after its last try
JOBS_GIVEN_UP: Registry[Callable[..., Any]] = Registry("jobs_given_up")


def ensure_step_allowed(step: str, *args: Any, **kwargs: Any) -> None:
    """Ask everybody who left a check for `step`; the first objection is raised."""
    for check in STEP_CHECKS.all(step):
        check(*args, **kwargs)


def step_taken(step: str, *args: Any, **kwargs: Any) -> None:
    """Let everybody who left something for after `step` do it, in the transaction of the step."""
    for follow_up in AFTER_STEPS.all(step):
        follow_up(*args, **kwargs)
