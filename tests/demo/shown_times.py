"""Every time a secretary reads on the main pages: what the tests of the clock compare."""

import re

from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier, DossierPaper
from meetings.models import Sitting

# "09:30", "17:42:05", "28/9/2020" and the moments in the facts of a live page.
_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d[:\d.+Z-]*|\d{1,2}/\d{1,2}/\d{4}|(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])"
)
# The present is no past: the clock of a live page, the true hour from which a pack is kept up, the day in the heading
# of "Hôm nay", the ribbon's jump.
_PRESENT = re.compile(
    r'"(real_)?now": ?"[^"]*"|"pack": ?\{"from": ?"[^"]*"|<h1[^>]*>.*?</h1>|<form[^>]*/demo/jump/.*?</form>',
    re.DOTALL,
)


def addresses(sitting: Sitting) -> list[str]:
    """The pages of a sitting, of all dossiers, papers and minutes, and those around them."""
    of_sitting = (
        "meetings:edit",
        "meetings:roster",
        "meetings:invitations",
        "agendas:workspace",
        "agendas:scripts",
        "room:displays",
        "portal:control",
        "portal:sitting",
    )
    found = [reverse(name, args=[sitting.pk]) for name in of_sitting]
    found += [reverse("agendas:revision", args=[sitting.pk, number]) for number in (1, 2)]
    found += [reverse("agendas:item", args=[item.pk]) for item in sitting.agenda.items.order_by("order")]
    found += [reverse("dossiers:detail", args=[row.pk]) for row in Dossier.objects.order_by("pk")]
    found += [
        reverse("dossiers:edit_paper", args=[row.dossier_id, row.pk])
        for row in DossierPaper.objects.order_by("pk")
    ]
    closed = Sitting.objects.filter(state=Sitting.State.CLOSED).order_by("starts_at")
    found += [reverse("minutes:edit", args=[past.pk]) for past in closed]
    around = ("meetings:list", "dossiers:list", "notices:list", "portal:today", "portal:record")
    return [*found, *(reverse(name) for name in around)]


def read(clients: list[Client], sitting: Sitting) -> dict[str, list[str]]:
    """The times on every page, read by the first of these people who may see it; nobody fails the test."""
    return {path: _times(path, clients) for path in addresses(sitting)}


def _times(path: str, clients: list[Client]) -> list[str]:
    answers = (client.get(path) for client in clients)
    page = next((answer for answer in answers if answer.status_code == 200), None)
    assert page is not None, f"nobody sees {path}"
    return _TIME.findall(_PRESENT.sub("", page.content.decode()))
