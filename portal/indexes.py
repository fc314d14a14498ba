"""People can be found by any of their names, with or without tones, and by their posts."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Body, Person, PostHolding
from core.registries import SEARCHABLES
from portal import people
from search.registering import Entry, Place, Searchable, Shown
from search.visible import Visible
from search.watching import Watch

# A person is of no year. Of many pieces the newest are looked at: people stand before all papers.
ALWAYS = datetime(2999, 1, 1, tzinfo=UTC)


def entries_of(persons: list[UUID]) -> dict[UUID, list[Entry]]:
    """One piece each: the name and the titles of all posts held until today; nothing of one to come."""
    posts: dict[UUID, list[str]] = {}
    begun = PostHolding.objects.filter(person__in=persons, valid_from__lte=Body().today())
    for row in begun.select_related("post").order_by("valid_from"):
        posts.setdefault(row.person_id, []).append(row.post.title)
    return {
        row.pk: [
            Entry(ref=row.pk, page=0, text=" ".join([row.full_name, *posts.get(row.pk, [])]), moment=ALWAYS)
        ]
        for row in Person.objects.filter(pk__in=persons)
    }


def begins(after: date, until: date) -> QuerySet:
    """Whose posts begin within these days."""
    rows = PostHolding.objects.filter(valid_from__gt=after, valid_from__lte=until)
    return rows.values_list("person", flat=True).distinct()


def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
    """Name and post of those who may be looked up now."""
    found = people.visible_to(user).filter(pk__in={ref for ref, _page in places})
    rows = {row.pk: row for row in found}
    posts = people.posts_now(list(rows))
    return {
        (pk, 0): Shown(
            title=row.full_name,
            url=reverse("portal:person", args=[pk]),
            place=posts.get(pk, ""),
            comes_back=True,
        )
        for pk, row in rows.items()
    }


SEARCHABLES.add(
    "person",
    Searchable(
        kind="person",
        label=gettext_lazy("Người"),
        watches=(
            Watch("person", "accounts.Person", of=("full_name",)),
            Watch(
                "post_holding", "accounts.PostHolding", "person_id", of=("person_id", "post_id", "valid_from")
            ),
        ),
        entries_of=entries_of,
        visible_to=Visible(people.facts_of, lambda *facts: people.shown_to(*facts).values("pk")),
        show=show,
        begins=begins,
        is_dated=False,
    ),
)
