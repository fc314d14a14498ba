"""Reading streams: heads, events since a number, and the snapshot everybody starts from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet

from core import clock
from core.bulk import among, document, given
from core.readings import many, one, question, read_together
from core.registries import SNAPSHOT_PARTS, STILL_ALLOWED, STREAMS
from realtime import audiences, streams
from realtime.events import merge_patch
from realtime.models import Event, Stream

RESUME_LIMIT = 500
# Of a user, for those of whom a batch needs no more; in the order of the columns, as `from_db` wants them.
BRIEFLY = ("id", "person_id", "epoch")
# Whom a socket was opened for: user, the epoch of the rights it was opened with, the session if there is one.
Claim: TypeAlias = tuple[int, int | None, str | None]
# What one thing was opened for: its kind in `STILL_ALLOWED`, its id.
About: TypeAlias = tuple[str, Any]


def heads(names: Iterable[str]) -> dict[str, int]:
    """The newest number of each stream; 0 for one that never spoke."""
    wanted = list(names)
    known = dict(Stream.objects.filter(name__in=among(Stream.name, wanted)).values_list("name", "seq"))
    return {name: known.get(name, 0) for name in wanted}


def heads_beyond(known: Mapping[str, int]) -> dict[str, int]:
    """The newest number of those streams that have gone further than these numbers."""
    table = Stream._meta.db_table
    fields = Stream._meta.concrete_fields[:2]  # name and number
    with connection.cursor() as cursor:
        cursor.execute(
            f"{given(('name', 'seq'), fields)} SELECT held.name, held.seq FROM given "
            f"JOIN {table} AS held ON held.name = given.name AND held.seq > given.seq",
            [document(fields, list(known.items()))],
        )
        return dict(cursor.fetchall())


def events_since(stream: str, seq: int, limit: int = RESUME_LIMIT) -> list[Event]:
    """The events after `seq`, in order, at most `limit`; none of those nobody is sent any more."""
    after = max(seq, resumes_from(stream))
    return list(Event.objects.filter(stream=stream, seq__gt=after).order_by("seq")[:limit])


def resumes_from(stream: str) -> int:
    """The number before which nobody resumes this stream."""
    return Stream.objects.filter(name=stream).values_list("resumes_from", flat=True).first() or 0


def snapshot(stream: str) -> dict[str, Any]:
    """`{"n": seq, "doc": document}`: the parts every app registered for this kind of stream, merged; of a closed
    stream those registered for "closed:<kind>".

    The number is read before the parts: a change that commits in between is applied a second time by its event,
    and a merge patch applied twice changes nothing.
    """
    row = Stream.objects.filter(name=stream).values_list("seq", "is_closed").first()
    seq, is_closed = row or (0, False)
    document: dict[str, Any] = {}
    kind = streams.kind_of(stream)
    for part in SNAPSHOT_PARTS.all(f"closed:{kind}" if is_closed else kind):
        document = merge_patch(document, part(stream))
    return {"n": seq, "doc": document}


def live_sessions(keys: Iterable[str]) -> set[str]:
    """Those of these sessions that haven't ended: neither signed out nor run out."""
    return {key for (key,) in _live(keys=keys, now=clock.real()).rows()}


@question
def _live() -> QuerySet[Session, tuple[Any, ...]]:
    rows = Session.objects.filter(session_key__in=many("keys", Session.session_key))
    return rows.filter(expire_date__gt=one("now", Session.expire_date)).values_list("session_key")


@question
def _active() -> QuerySet[Any, tuple[Any, ...]]:
    model = get_user_model()
    active = model._default_manager.filter(pk__in=many("ids", model.id), is_active=True)
    return active.values_list(*BRIEFLY)


def standing(claims: Iterable[Claim], *, briefly: bool = False) -> dict[Claim, Any]:
    """`{claim: user}` of those whose rights still are what they were: active, the same epoch, still signed in.

    Two queries however many; the users come with their persons, or `briefly`: with nothing but the id of theirs,
    the rest is fetched when asked for, and both queries go on one trip.
    """
    wanted, model = list(claims), get_user_model()
    ids, keys = {claim[0] for claim in wanted}, {claim[2] for claim in wanted if claim[2]}
    if briefly:
        found, sessions = read_together(_active(ids=ids), _live(keys=keys, now=clock.real()))
        users = {row[0]: model.from_db("default", BRIEFLY, row) for row in found}
        live = {key for (key,) in sessions}
    else:
        users_of_now = model._default_manager.filter(pk__in=among(model.id, ids), is_active=True)
        users, live = users_of_now.select_related("person").in_bulk(), live_sessions(keys)
    return {
        claim: users[claim[0]]
        for claim in wanted
        if claim[0] in users and users[claim[0]].epoch == claim[1] and (not claim[2] or claim[2] in live)
    }


def fallen(claims: Iterable[Claim]) -> set[Claim]:
    """Those of the claims whose rights no longer are what they were; two queries that answer with these alone, for
    they are asked every second about everybody who is here.
    """
    asked = set(claims)
    user, session = get_user_model()._meta, Session._meta
    moved = _without_a_row(
        ("id", "epoch"),
        [user.get_field("id"), user.get_field("epoch")],
        [claim[:2] for claim in asked],
        f"{user.db_table} AS held WHERE held.id = given.id AND held.epoch = given.epoch AND held.is_active",
    )
    ended = _without_a_row(
        ("session_key",),
        [session.get_field("session_key")],
        [claim[2:] for claim in asked if claim[2]],
        f"{session.db_table} AS held WHERE held.session_key = given.session_key AND held.expire_date > %s",
        connection.ops.adapt_datetimefield_value(clock.real()),
    )
    return {one for one in asked if one[:2] in moved or one[2:] in ended} if moved or ended else set()


def lost(held: Iterable[tuple[int, About]]) -> set[tuple[int, About]]:
    """Those of these `(user id, thing)` whose right to that thing is gone, whatever else the user may."""
    by_kind: dict[str, set[tuple[int, Any]]] = {}
    for user_id, (kind, thing) in held:
        by_kind.setdefault(kind, set()).add((user_id, thing))
    return {
        (user_id, (kind, thing))
        for kind, pairs in by_kind.items()
        for user_id, thing in pairs - STILL_ALLOWED[kind](pairs)
    }


def _without_a_row(
    names: Sequence[str], fields: Sequence[Any], rows: Sequence[Any], held: str, *more: Any
) -> set[Any]:
    """Those of the rows for which nothing is found in `held`."""
    columns = ", ".join(f"given.{name}" for name in names)
    statement = f"{given(names, fields)} SELECT {columns} FROM given WHERE NOT EXISTS (SELECT 1 FROM {held})"
    with connection.cursor() as cursor:
        cursor.execute(statement, [document(fields, rows), *more])
        return set(cursor.fetchall())


def may_follow(user: Any, stream: str) -> bool:
    """May this user follow the stream? By a rule some app registered for its kind, else by membership."""
    if not getattr(user, "is_authenticated", False):
        return False
    rule = STREAMS.get(streams.kind_of(stream))
    return bool(rule(user, stream)) if rule else audiences.is_in(user, stream)


def followable(asked: Iterable[tuple[Any, str]]) -> set[tuple[int, str]]:
    """`(user id, stream)` of those of these pairs that may be followed: `may_follow` for many in one query."""
    pairs = [(user, name) for user, name in asked if getattr(user, "is_authenticated", False)]
    by_rule = {
        (user.pk, name)
        for user, name in pairs
        if (rule := STREAMS.get(streams.kind_of(name))) is not None and rule(user, name)
    }
    by_group = {(user.pk, name) for user, name in pairs if STREAMS.get(streams.kind_of(name)) is None}
    return by_rule | (by_group & audiences.memberships(by_group))
