"""A dossier and what is said in it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import Body, Organisation
from audit.services import record
from core.bounds import ensure_no_longer
from core.deed import Deed
from core.text import clean_line, nfc
from dossiers.audiences import sync_audiences
from dossiers.errors import DossierTitleMissing
from dossiers.models import Dossier
from dossiers.services.locking import lock_in_work, save_touched
from papers.models import Classification, Urgency
from papers.rules import ensure_within_ceiling

EDITABLE = (
    "title",
    "summary",
    "disagreements",
    "classification",
    "urgency",
    "paper_copies_only",
    "organisation",
)
# The most characters of each; a whole paper is laid as a paper.
LINES, TEXTS = {"title": 300}, {"summary": 10_000, "disagreements": 20_000}


@transaction.atomic
def create_dossier(
    deed: Deed,
    body: Body,
    organisation: Organisation,
    *,
    title: str,
    summary: str = "",
    disagreements: str = "",
    classification: str = Classification.INTERNAL,
    urgency: str = Urgency.NORMAL,
    paper_copies_only: bool = False,
    cooperating: Iterable[Organisation] = (),
    is_entered_by_secretariat: bool = False,
) -> Dossier:
    """Begin a dossier. Raises `DossierTitleMissing`, `TooLong`, `ClassificationTooHigh`."""
    values = _clean({"title": title, "summary": summary, "disagreements": disagreements})
    _ensure(deed, values["title"], classification)
    dossier = Dossier.objects.create(
        body=body,
        organisation=organisation,
        classification=classification,
        urgency=urgency,
        paper_copies_only=paper_copies_only,
        is_entered_by_secretariat=is_entered_by_secretariat,
        edited_by=deed.name,
        **values,
    )
    dossier.cooperating.set(cooperating)
    sync_audiences(body)
    record(
        deed, "dossier.created", dossier=str(dossier.pk), title=dossier.title, organisation=organisation.name
    )
    return dossier


@transaction.atomic
def edit_dossier(deed: Deed, dossier: Dossier, values: dict[str, Any], version: int | None = None) -> Dossier:
    """Change what is said in a dossier in work (only names in `EDITABLE`, and "cooperating").

    Raises `DossierLocked`, `EditedMeanwhile`, `DossierTitleMissing`, `TooLong`, `ClassificationTooHigh`.
    """
    dossier = lock_in_work(dossier, version)
    wanted = _clean({name: values[name] for name in EDITABLE if name in values})
    _ensure(deed, wanted.get("title", dossier.title), wanted.get("classification", dossier.classification))
    changed = [name for name, value in wanted.items() if getattr(dossier, name) != value]
    for name in changed:
        setattr(dossier, name, wanted[name])
    if "cooperating" in values:
        new = {organisation.pk for organisation in values["cooperating"]}
        if new != set(dossier.cooperating.values_list("pk", flat=True)):
            dossier.cooperating.set(new)
            changed.append("cooperating")
    if changed:
        save_touched(deed, dossier, *(name for name in changed if name != "cooperating"))
        record(deed, "dossier.edited", dossier=str(dossier.pk), title=dossier.title, changed=changed)
    return dossier


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    cleaned = dict(values)
    for name, limit in LINES.items():
        if name in cleaned:
            cleaned[name] = ensure_no_longer(clean_line(cleaned[name]), limit, name)
    for name, limit in TEXTS.items():
        if name in cleaned:
            text = nfc(cleaned[name]).replace("\r\n", "\n").strip()
            cleaned[name] = ensure_no_longer(text, limit, name)
    return cleaned


def _ensure(deed: Deed, title: str, classification: str) -> None:
    if not title:
        raise DossierTitleMissing(field="title")
    ensure_within_ceiling(classification, settings.CLASSIFICATION_CEILING, deed)
