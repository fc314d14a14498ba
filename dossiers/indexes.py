"""What of dossiers can be found: titles, numbers, what they propose and where opinions differ."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ids import as_id
from core.registries import SEARCHABLES
from dossiers.models import Dossier, DossierPaper
from papers.models import Classification, PaperVersion
from search.facets import PLACINGS, Placing
from search.registering import LIVES, MATTERS, Entry, Matter, Place, Searchable, Shown, Station
from search.visible import Visible, roles_of
from search.watching import Watch


def entries_of(dossiers: list[UUID]) -> dict[UUID, list[Entry]]:
    """The title, and the summary as a text; nothing of what may be a state secret, handed out on paper only."""
    found = {}
    for dossier in Dossier.objects.filter(pk__in=dossiers, paper_copies_only=False):
        same: dict[str, Any] = {
            "ref": dossier.pk,
            "moment": dossier.submitted_at or dossier.created_at,
            "classification": dossier.classification,
            "organisation": dossier.organisation_id,
        }
        found[dossier.pk] = [Entry(page=0, text=f"{dossier.number} {dossier.title}".strip(), **same)]
        if _text(dossier):
            found[dossier.pk].append(Entry(page=1, text=_text(dossier), **same))
    return found


def _text(dossier: Dossier) -> str:
    return "\n".join(part for part in (dossier.summary, dossier.disagreements) if part.strip())


def _desks(user: Any) -> tuple[tuple[UUID, str, UUID | None], ...]:
    """What decides which dossiers the user sees: body, role, organisation."""
    return tuple((row.body_id, row.role, row.organisation_id) for row in roles_of(user))


def _seen(user: Any) -> QuerySet[Dossier]:
    """The dossiers on the user's desk."""
    return Dossier.objects.on_desks_of(_desks(user))


visible_to = Visible(
    lambda user: (_desks(user),), lambda desks: Dossier.objects.on_desks_of(desks).values("pk")
)


def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
    """As far as they may be seen now."""
    rows = _seen(user).filter(pk__in={ref for ref, _page in places})
    dossiers = {row.pk: row for row in rows.select_related("organisation")}
    return {
        (ref, page): _shown(dossiers[ref], _text(dossiers[ref]) if page else "")
        for ref, page in places
        if ref in dossiers
    }


def _shown(dossier: Dossier, text: str) -> Shown:
    words = (dossier.number, str(dossier.organisation), str(dossier.get_state_display()))
    return Shown(
        title=dossier.title,
        url=reverse("dossiers:detail", args=[dossier.pk]),
        place=" · ".join(word for word in words if word),
        text=text,
    )


@MATTERS.under("of")
def matters_of(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, Matter]:
    """Papers and items stand with their dossier, where the user works on it."""
    if kind == "dossier":
        rows = _seen(user).filter(pk__in=refs)
        return {row.pk: _matter(row) for row in rows}
    if kind == "item":
        rows = _seen(user).filter(items__in=refs).annotate(item=F("items"))
        return {row.item: _matter(row) for row in rows}
    if kind != "paper" or not _desks(user):
        return {}
    versions = dict(PaperVersion.objects.filter(pk__in=refs).values_list("pk", "paper_id"))
    laid = DossierPaper.objects.filter(paper__in=versions.values(), dossier__in=_seen(user)).select_related(
        "dossier"
    )
    by_paper = {row.paper_id: _matter(row.dossier) for row in laid}
    return {ref: by_paper[paper] for ref, paper in versions.items() if paper in by_paper}


@LIVES.under("of")
def lives_of(user: Any, keys: list[str]) -> dict[str, list[Station]]:
    """The day a dossier was handed in, for those who work on it."""
    ids = [as_id(key.partition(":")[2]) for key in keys if key.startswith("dossier:")]
    if not ids:
        return {}
    rows = _seen(user).filter(pk__in=ids, submitted_at__isnull=False)
    return {
        f"dossier:{row.pk}": [
            Station(
                at=row.submitted_at or row.created_at,
                place=_("%(organisation)s trình %(body)s")
                % {"organisation": row.organisation, "body": row.body.short_name},
                outcome=str(row.get_state_display()),
                url=reverse("dossiers:detail", args=[row.pk]),
            )
        ]
        for row in rows.select_related("organisation", "body")
    }


def _matter(dossier: Dossier) -> Matter:
    return Matter(f"dossier:{dossier.pk}", dossier.title, reverse("dossiers:detail", args=[dossier.pk]))


def _numbered(_user: Any, kind: str, number: str) -> QuerySet | None:
    return Dossier.objects.filter(number=number).values("pk") if kind == "dossier" else None


def _numbers(_user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    if kind != "dossier":
        return {}
    rows = Dossier.objects.filter(pk__in=refs).exclude(number="")
    return {pk: [(number, number)] for pk, number in rows.values_list("pk", "number")}


PLACINGS.add("number", Placing(_numbered, _numbers))
SEARCHABLES.add(
    "dossier",
    Searchable(
        kind="dossier",
        label=gettext_lazy("Hồ sơ trình"),
        watches=(Watch("dossier", "dossiers.Dossier"),),
        entries_of=entries_of,
        visible_to=visible_to,
        show=show,
        classifications=dict(Classification.choices),
    ),
)
