"""What of dossiers can be found: titles and numbers."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.registries import SEARCHABLES
from core.text import fold
from dossiers.models import Dossier
from search.door import Hit, Query, Searchable, matches_exactly


def find_dossiers(user: Any, query: Query, limit: int) -> list[Hit]:
    """Dossiers whose title or number holds every word."""
    rows = Dossier.objects.visible_to(user).select_related("organisation").order_by("-edited_at")
    found = []
    for dossier in rows.iterator(chunk_size=500):
        if all(word in fold(f"{dossier.title} {dossier.number}") for word in query.words):
            found.append(dossier)
        if len(found) >= limit:
            break
    return [
        Hit(
            kind="dossier",
            title=dossier.title,
            url=reverse("dossiers:detail", args=[dossier.pk]),
            place=f"{dossier.organisation} · {dossier.get_state_display()}",
            snippet="",
            is_exact=matches_exactly(query, dossier.title),
        )
        for dossier in found
    ]


SEARCHABLES.add("dossier", Searchable("dossier", gettext_lazy("Hồ sơ trình"), find_dossiers))
