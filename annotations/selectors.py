"""Reads of notes, which only their owner reads, and of marks, which may be shared."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Person, Seat
from accounts.selectors import organisation_ids_of, post_titles_on
from annotations import w3c
from annotations.models import Mark, MarkImport, MarkPlacement, Note
from core import clock
from core.text import given_name_key
from papers.models import PaperVersion
from realtime import streams

# How long a page says what became of a file of marks.
SAID_FOR = timedelta(minutes=10)


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
    person = streams.id_of(stream)
    rows = Note.objects.filter(owner__person_id=person).defer("text")
    user = get_user_model()._default_manager.filter(person_id=person).first()
    counts = _counts(user, Mark.objects.filter(owner=user)) if user else {}
    return {
        "notes": {str(row.target_id): head_facts(row) for row in rows} or None,
        "marks": {str(paper): count for paper, count in counts.items()} or None,
    }


def mark_count(user_id: Any, paper_id: Any) -> int:
    """A figure that is another one after every change of the user's marks on a paper or of their places."""
    own = Mark.objects.filter(owner=user_id, made_on__paper=paper_id)
    return _counts(get_user_model()(pk=user_id), own).get(paper_id, 0)


def _counts(user: Any, marks: QuerySet[Mark]) -> dict[UUID, int]:
    """By paper: edits of the user's marks, and places found for them in the other versions he may see. A draft on which
    others still work moves nothing.
    """
    found = Counter(dict(marks.values_list("made_on__paper").annotate(sum=Sum("version"))))
    seen = PaperVersion.objects.visible_to(user).values("pk")
    placements = MarkPlacement.objects.filter(mark__in=marks, version__in=seen)
    placed = placements.values_list("mark__made_on__paper")
    found.update(dict(placed.annotate(count=Count("pk"))))
    return dict(found)


def mark_facts(mark: Mark, version: PaperVersion | None = None) -> dict[str, Any]:
    """One mark for a screen that shows `version` (None: the one it was made on)."""
    placement, made = None, mark.target
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
        "target": _target_for(made, placement, state),
        "quote": w3c.quote_of(made),
        "made_target": made,
        "is_deleted": mark.deleted_at is not None,
    }


def receipt_of(mark: Mark) -> dict[str, Any]:
    """What a command about a mark answers: where it stands now, and nothing of what its sender has said himself. It is
    kept for a month under the key of the command, and a mark may be as long as a message.
    """
    return {
        "id": str(mark.pk),
        "version": mark.version,
        "made_on": str(mark.made_on_id),
        "made_at": mark.created_at.isoformat(),
        "is_deleted": mark.deleted_at is not None,
    }


def _target_for(made: dict[str, Any], placement: MarkPlacement | None, state: str) -> dict[str, Any] | None:
    """Where to draw it; None for a mark without a place here."""
    if state == "made":
        return dict(made)
    here = placement.place if placement else None
    ink: dict[str, Any] = {name: made[name] for name in ("strokes", "box") if name in made}
    return {**here, **ink} if here else None


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
            facts["quote"] = (
                w3c.quote_of(facts["target"]) if facts["target"] else ""
            )  # of this version, not of one unseen
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


def annotations_of(user: Any, marks: Iterable[str]) -> list[dict[str, Any]]:
    """The user's own marks of these ids as they are stored, W3C Web Annotations, in this order."""
    wanted = list(marks)
    rows = Mark.objects.filter(owner=user.pk, pk__in=wanted).values_list("pk", "annotation")
    found = {str(pk): annotation for pk, annotation in rows}
    return [found[pk] for pk in wanted if pk in found]


def last_import(user: Any) -> MarkImport | None:
    """The user's file of marks that is on its way in, or that came in within the last minutes."""
    since = clock.real() - SAID_FOR
    rows = MarkImport.objects.filter(owner=user.pk).filter(Q(ended_at=None) | Q(ended_at__gte=since))
    return rows.defer("annotations").order_by("-created_at").first()


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
