"""Issuing: the approved minutes become a paper like any other."""

from io import BytesIO

from django.db import transaction

from agendas.granting import groups_named
from core.deed import Deed
from core.text import safe_file_name
from layouts.pdf import render_pdf
from minutes.document import document_of
from minutes.errors import MinutesNotApproved
from minutes.events import MinutesIssued
from minutes.models import Minutes
from minutes.selectors import sheet_for
from minutes.services import base
from minutes.sheet import MinutesSheet
from papers import services as papers
from papers.models import Paper, StagedUpload
from realtime import streams

READERS = (streams.MEMBERS, streams.CHAIR, streams.SECRETARIAT)


def issue_minutes(deed: Deed, minutes: Minutes) -> Minutes:
    """Print the approved minutes as PDF and make them a published paper for members, chair and secretariat.

    A second time it answers with the minutes as they are. Raises `MinutesNotApproved`, and `GlyphMissing` naming
    the place of a letter that can't be printed. Printing and examining take seconds, so they come before the
    transaction; approved minutes no longer change.
    """
    if not minutes.is_approved:
        raise MinutesNotApproved
    if minutes.paper_id is not None:
        return minutes
    sheet = sheet_for(minutes)
    name = safe_file_name(f"Biên bản {sheet.title}.pdf")
    staged = papers.stage_upload(deed, BytesIO(render_pdf(document_of(sheet))), name)
    return _lay(deed, minutes, sheet, staged)


@transaction.atomic
def _lay(deed: Deed, minutes: Minutes, sheet: MinutesSheet, staged: StagedUpload) -> Minutes:
    minutes = base.lock_minutes(minutes.pk)
    if minutes.paper_id is not None:
        papers.discard_upload(deed, staged)
        return minutes
    sitting = minutes.sitting
    told = [sitting.stream(audience) for audience in READERS]
    base.take_streams([*told, *([streams.person(deed.person_id)] if deed.person_id else [])])
    paper = papers.attach_upload(
        deed,
        staged,
        title=f"Biên bản {sheet.title}",
        kind=Paper.Kind.MINUTES,
        organisation=sitting.body.secretariat,
        document_number=f"{sheet.number}/{sheet.symbol}",
        document_date=sheet.dated,
    )
    papers.lay_versions([(paper.versions.get(), group) for group in groups_named(told)])
    papers.forbid_editing([paper])
    paper = papers.move_paper(deed, paper, Paper.State.PUBLISHED)
    minutes.paper = paper
    minutes.touch(deed.name)
    minutes.save()
    base.tell_readers(MinutesIssued, minutes)
    base.note(deed, "minutes.issued", minutes, number=minutes.number, paper=str(paper.pk))
    return minutes
