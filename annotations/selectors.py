"""Reads of notes, which only their owner reads, and of marks, which may be shared."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Sum

from accounts.models import Person, Seat
from accounts.selectors import organisation_ids_of, post_titles_on
from annotations.models import Mark, MarkPlacement, Note
from core import clock
from core.text import given_name_key
from papers.models import PaperVersion
from realtime import streams


def note_facts(note: Note) -> dict[str, Any]:
    """One note as its owner gets it."""
    return {"id": str(note.pk), "kind": note.target_kind, "text": note.text, "version": note.version}


def head_facts(note: Note) -> dict[str, Any]:
    """A note without its text."""
    return {"id": str(note.pk), "kind": note.target_kind, "version": note.version}


def notes_of(user: Any, kind: str, targets: Iterable[UUID | str] | None = None) -> dict[str, dict[str, Any]]:
    """The user's own notes on targets of one kind: `{target id: facts}`, in one query."""
    rows = Note.objects.filter(owner=user.pk, target_kind=kind)
    if targets is not None:
        rows = rows.filter(target_id__in=list(targets))
    return {str(row.target_id): note_facts(row) for row in rows}


def person_part(stream: str) -> dict[str, Any]:
    """A person's own stream: heads of notes, and how often the marks on each paper changed; texts are fetched."""
    rows = Note.objects.filter(owner__person_id=streams.id_of(stream)).defer("text")
    marks = (
        Mark.objects.filter(owner__person_id=streams.id_of(stream))
        .values_list("made_on__paper")
        .annotate(count=Sum("version"))
    )
    return {
        "notes": {str(row.target_id): head_facts(row) for row in rows} or None,
        "marks": {str(paper): count for paper, count in marks} or None,
    }


def mark_count(user_id: Any, paper_id: Any) -> int:
    """A figure that grows with every change of the user's marks on a paper."""
    rows = Mark.objects.filter(owner=user_id, made_on__paper=paper_id)
    return int(rows.aggregate(sum=Sum("version"))["sum"] or 0)


def mark_facts(mark: Mark, version: PaperVersion | None = None) -> dict[str, Any]:
    """One mark for a screen that shows `version` (None: the one it was made on)."""
    placement = None
    if version is not None and version.pk != mark.made_on_id:
        placement = next((row for row in mark.placements.all() if row.version_id == version.pk), None)
        state = placement.state if placement else "waiting"
    else:
        state = "made"
    return {
        "id": str(mark.pk),
        "kind": mark.kind,
        "colour": mark.colour,
        "body": mark.body,
        "version": mark.version,
        "made_on": str(mark.made_on_id),
        "made_at": mark.created_at.isoformat(),
        "state": state,
        "target": _target_for(mark, placement, state),
        "quote": mark.target.get("quote", ""),
        "made_target": dict(mark.target),
        "is_deleted": mark.deleted_at is not None,
    }


def _target_for(mark: Mark, placement: MarkPlacement | None, state: str) -> dict[str, Any] | None:
    """Where to draw it; None for a mark without a place here."""
    if state == "made":
        return dict(mark.target)
    if placement is None or placement.state == MarkPlacement.State.ORPHANED:
        return None
    moved = {**mark.target, "page": placement.page, "start": placement.start, "quote": placement.words}
    by_hand = placement.target or {}
    return {**moved, "prefix": by_hand.get("prefix", ""), "suffix": by_hand.get("suffix", "")}


def marks_for(user: Any, version: PaperVersion) -> list[dict[str, Any]]:
    """All marks of the paper this user sees, as they stand in `version`: the own ones, and those shared with him.

    The caller has checked that the user may read the version. A shared one that has no place here isn't listed.
    """
    rows = (
        Mark.objects.seen_by(user, organisation_ids_of(user))
        .filter(made_on__paper=version.paper_id, deleted_at__isnull=True)
        .select_related("owner__person")
        .prefetch_related("placements", "shares__person", "shares__organisation")
        .order_by("created_at")
    )
    found = [(row, mark_facts(row, version)) for row in rows]
    others = [row.owner.person_id for row, _facts in found if row.owner_id != user.pk]
    posts = _posts_of({pk for pk in others if pk}) if others else {}
    for row, facts in found:
        facts["is_mine"] = row.owner_id == user.pk
        if facts["is_mine"]:
            facts["shared_with"] = [str(s.person_id) for s in row.shares.all() if s.person_id]
            facts["office"] = any(s.organisation_id for s in row.shares.all())
        else:
            person = row.owner.person
            del facts["made_target"]
            facts["quote"] = (facts["target"] or {}).get("quote", "")  # of this version, not of one unseen
            facts["owner"] = posts.get(person.pk if person else UUID(int=0)) or (
                person.full_name if person else ""
            )
    return [facts for _row, facts in found if facts["is_mine"] or facts["target"]]


def own_marks(user: Any, versions: Iterable[PaperVersion]) -> dict[UUID, list[dict[str, Any]]]:
    """`{version id: the user's own marks on its paper, as they stand in it}`, for any number of versions in two
    queries.

    The caller has checked that the user may read the versions.
    """
    wanted = list(versions)
    rows = Mark.objects.filter(
        owner=user.pk, made_on__paper__in={version.paper_id for version in wanted}, deleted_at__isnull=True
    )
    of_paper: dict[UUID, list[Mark]] = {}
    for row in rows.select_related("made_on").prefetch_related("placements").order_by("created_at"):
        of_paper.setdefault(row.made_on.paper_id, []).append(row)
    return {
        version.pk: [mark_facts(row, version) for row in of_paper.get(version.paper_id, [])]
        for version in wanted
    }


def _posts_of(persons: set[UUID]) -> dict[UUID, str]:
    """How each is named today: by a seat, else by the main post."""
    day = clock.local_day(clock.real())
    seats = Seat.objects.on(day).filter(person_id__in=persons).order_by("-precedence")
    return {**post_titles_on(persons, day), **dict(seats.values_list("person_id", "post_title"))}


def reader_persons(version: PaperVersion) -> set[UUID]:
    """The persons a version is laid before."""
    users = get_user_model()._default_manager.filter(is_active=True, person__isnull=False)
    laid = users.filter(groups__in=version.layings.values("group"))
    return set(laid.values_list("person_id", flat=True))


def readers_to_choose(user: Any, version: PaperVersion) -> list[dict[str, str]]:
    """Whom a mark on this version may be shared with: `{"id", "name", "post"}`, by given name as Vietnamese lists are,
    without oneself.
    """
    ids = reader_persons(version) - {user.person_id}
    posts = _posts_of(ids)
    people = sorted(Person.objects.filter(pk__in=ids), key=lambda one: given_name_key(one.full_name))
    return [{"id": str(p.pk), "name": p.full_name, "post": posts.get(p.pk, "")} for p in people]
