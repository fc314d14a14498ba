"""Approval by name and date freezes the minutes; issuing makes them a paper."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest

from core.registries import JOB_KINDS
from meetings import services as meetings
from minutes import services
from minutes.document import approval_note, document_of
from minutes.errors import (
    ApprovalIncomplete,
    ApprovedBeforeSitting,
    MinutesApproved,
    MinutesNotApproved,
    SittingNotClosed,
)
from minutes.models import Minutes
from minutes.selectors import sheet_for
from papers.models import Paper
from tests.factories import people
from tests.minutes import scene

pytestmark = pytest.mark.django_db
NAME, POST = "Trần Văn Mẫu 1", "Thủ tướng Chính phủ"


def closed(**values):
    play = scene.opened(items=1, **values)
    play.close()
    return play


def approve(play, **more):
    on = play.body.today()
    return services.approve_minutes(play.deed, play.minutes, **{"name": NAME, "post": POST, "on": on, **more})


def test_an_open_sitting_is_not_approved():
    play = scene.opened(items=1)
    with pytest.raises(SittingNotClosed, match="chưa bế mạc"):
        approve(play)


@pytest.mark.parametrize("missing", [{"name": " "}, {"post": ""}, {"on": None}])
def test_approval_needs_name_post_and_day(missing):
    with pytest.raises(ApprovalIncomplete):
        approve(closed(), **missing)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_the_sitting_and_today(days):
    play = closed()
    with pytest.raises(ApprovedBeforeSitting):
        approve(play, on=play.body.today() + timedelta(days=days))


def test_approved_minutes_have_a_number_and_no_watermark_and_say_by_whom():
    play = closed()
    draft = document_of(sheet_for(play.minutes))
    assert draft.watermark == "Dự thảo" and draft.header.number is None
    minutes = approve(play)
    assert (minutes.state, minutes.number) == ("approved", "01")
    sheet = sheet_for(minutes)
    assert document_of(sheet).watermark == ""
    assert approval_note(sheet).startswith(f"(Biên bản do {NAME}, {POST} thông qua ngày ")


def test_approved_minutes_are_frozen_against_edits_and_never_refilled():
    play = closed()
    approve(play)
    before = sheet_for(play.minutes)
    with pytest.raises(MinutesApproved, match="đã thông qua ngày"):
        services.edit_block(play.deed, play.block("opening"), "Sửa sau")
    with pytest.raises(MinutesApproved):
        services.add_block(play.deed, play.minutes, None, "Thêm sau")
    with pytest.raises(MinutesApproved):
        approve(play)
    meetings.set_presence(play.deed, play.sitting, [play.entries[0].pk], "absent", is_correction=True)
    services.fill_minutes(play.deed, play.sitting)
    assert sheet_for(play.minutes) == before
    assert play.minutes.revisions.count() == 1


def test_the_same_key_approves_once():
    play = closed()
    deed = play.deed.with_key("c" * 32)
    first = services.approve_minutes(deed, play.minutes, NAME, POST, play.body.today())
    again = services.approve_minutes(deed, play.minutes, NAME, POST, play.body.today())
    assert first.pk == again.pk and play.minutes.revisions.count() == 1


def test_only_approved_minutes_are_issued():
    play = closed()
    with pytest.raises(MinutesNotApproved):
        services.issue_minutes(play.deed, play.minutes)


def test_issued_minutes_are_a_published_paper_for_members_and_nobody_else():
    assert "papers.prepare_version" in JOB_KINDS
    play = closed()
    stranger = people.user()
    minutes = services.issue_minutes(play.deed, approve(play))
    paper = minutes.paper
    assert (paper.kind, paper.state) == (Paper.Kind.MINUTES, Paper.State.PUBLISHED)
    assert paper.document_number == "01/BB-VPCP"
    assert Paper.objects.visible_to(play.members[3]).filter(pk=paper.pk).exists()
    assert not Paper.objects.visible_to(stranger).filter(pk=paper.pk).exists()
    again = services.issue_minutes(play.deed, Minutes.objects.get(pk=minutes.pk))
    assert again.paper_id == paper.pk and Paper.objects.filter(kind=Paper.Kind.MINUTES).count() == 1
    from django.core.files.storage import default_storage

    with default_storage.open(paper.current.original.storage_path) as stream:
        text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(stream.read())).pages)
    assert "BIÊN BẢN" in text and "01/BB-VPCP" in text
