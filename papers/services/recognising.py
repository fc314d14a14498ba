"""The words of scanned pages are asked for."""

from collections.abc import Iterable

from django.db import transaction

from audit.services import record
from core.deed import Deed
from core.jobs import enqueue
from papers import recognition, rules
from papers.errors import RecognitionUnavailable
from papers.events import RecognitionMoved, preparation_facts
from papers.models import Paper, PaperVersion
from realtime import streams
from realtime.services import announce


@transaction.atomic
def recognise_text(deed: Deed, version: PaperVersion, tell: Iterable[str] = ()) -> PaperVersion:
    """Queue the recognition of a version's scanned pages; asked again while it runs, nothing more happens.

    `tell` are further streams that follow it. Raises `PaperWithdrawn`, `StillBeingPrepared`, `NothingToRecognise`,
    `RecognitionUnavailable`.
    """
    paper = Paper.objects.select_for_update().get(pk=version.paper_id)
    version = PaperVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    rules.ensure_not_withdrawn(paper)
    if version.is_being_recognised:
        return version
    rules.ensure_has_scans(version, paper.title)
    if recognition.tesseract() is None:
        raise RecognitionUnavailable
    version.recognition, version.recognition_note = PaperVersion.Recognition.WAITING, ""
    version.save(update_fields=["recognition", "recognition_note"])
    told = sorted({*tell, *([streams.person(deed.person_id)] if deed.person_id else [])})
    announce(RecognitionMoved({str(version.pk): preparation_facts(version)}), told)
    record(
        deed,
        "paper.recognition_asked",
        paper=str(paper.pk),
        title=paper.title,
        version=version.number,
        pages=version.pages_unsearchable,
    )
    enqueue("papers.recognise_text", version=version.pk, tell=told)
    return version
