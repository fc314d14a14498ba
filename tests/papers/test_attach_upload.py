"""A staged file becomes a paper or a newer version of one, once."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from core.errors import EditedMeanwhile, WrongStep
from core.models import Job
from core.registries import STEP_CHECKS
from papers import access, services
from papers.errors import ClassificationTooHigh, NotYourPaper, PaperWithdrawn, ReasonMissing, UploadNotUsable
from papers.models import Paper, StagedUpload
from tests.factories import people
from tests.papers import making

pytestmark = pytest.mark.django_db


def test_a_paper_takes_its_title_from_the_file_and_waits_for_conversion(tmp_path: Path) -> None:
    user = making.uploader()
    staged = making.staged(tmp_path, user, "Tờ_trình số 17.pdf")
    paper = services.attach_upload(making.deed(user), staged)
    assert paper.title == "Tờ trình số 17"
    assert paper.current is not None and (paper.current.number, paper.current.preparation) == (1, "waiting")
    job = Job.objects.get(kind="papers.prepare_version")
    assert job.ids["version"] == str(paper.current.pk)
    assert job.ids["tell"] == [f"person:{user.person_id}"]


def test_a_staged_file_is_used_once_and_by_its_owner_only(tmp_path: Path) -> None:
    user, stranger = making.uploader(), making.uploader()
    staged = making.staged(tmp_path, user)
    with pytest.raises(UploadNotUsable):
        services.attach_upload(making.deed(stranger), staged)
    paper = services.attach_upload(making.deed(user), staged)
    with pytest.raises(UploadNotUsable):
        services.add_version(making.deed(user), paper, staged)
    assert StagedUpload.objects.get().attached_at is not None


def test_a_newer_version_becomes_the_current_one_and_the_older_stays(tmp_path: Path) -> None:
    user = making.uploader()
    paper = making.paper(tmp_path, user)
    version = services.add_version(
        making.deed(user), paper, making.staged(tmp_path, user, pages=5), "Sửa Điều 2"
    )
    paper.refresh_from_db()
    assert paper.current == version
    assert [(v.number, v.note) for v in paper.versions.order_by("number")] == [(1, ""), (2, "Sửa Điều 2")]


def test_somebody_may_object_to_a_newer_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def poll_is_open(paper: Paper) -> None:
        raise WrongStep("Đang biểu quyết theo bản này.")

    monkeypatch.setattr(STEP_CHECKS, "all", lambda step: [poll_is_open] if step == "add_version" else [])
    user = making.uploader()
    paper, second = making.paper(tmp_path, user), making.staged(tmp_path, user)
    with pytest.raises(WrongStep, match="biểu quyết"):
        services.add_version(making.deed(user), paper, second)
    second.refresh_from_db()
    assert second.attached_at is None and paper.versions.count() == 1


def test_a_state_secret_is_refused_by_the_service_and_by_the_table(tmp_path: Path) -> None:
    user = making.uploader()
    staged = making.staged(tmp_path, user)
    with pytest.raises(ClassificationTooHigh) as caught:
        services.attach_upload(making.deed(user), staged, classification="secret")
    assert "bản giấy" in caught.value.message
    paper = services.attach_upload(making.deed(user), staged)
    with pytest.raises(ClassificationTooHigh):
        services.edit_paper(making.deed(user), paper, {"classification": "top_secret"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(classification="secret")


def test_two_people_editing_never_overwrite_each_other(tmp_path: Path) -> None:
    user = making.uploader()
    paper = making.paper(tmp_path, user)
    services.edit_paper(making.deed(user), paper, {"title": "Tên mới"}, version=paper.version)
    with pytest.raises(EditedMeanwhile) as caught:
        services.edit_paper(making.deed(user), paper, {"title": "Tên khác"}, version=paper.version)
    assert user.person is not None and user.person.full_name in caught.value.message
    paper.refresh_from_db()
    assert paper.title == "Tên mới"


def test_a_withdrawn_paper_keeps_its_reason_and_changes_no_more(tmp_path: Path) -> None:
    user = making.uploader()
    paper = making.paper(tmp_path, user)
    with pytest.raises(ReasonMissing):
        services.withdraw_paper(making.deed(user), paper, "  ")
    services.withdraw_paper(making.deed(user), paper, "Cơ quan trình xin rút")
    paper.refresh_from_db()
    assert (paper.state, paper.withdrawn_reason) == ("withdrawn", "Cơ quan trình xin rút")
    for change in (
        lambda: services.edit_paper(making.deed(user), paper, {"title": "x"}),
        lambda: services.add_version(making.deed(user), paper, making.staged(tmp_path, user)),
        lambda: services.withdraw_paper(making.deed(user), paper, "lần nữa"),
    ):
        with pytest.raises(PaperWithdrawn):
            change()


def test_reading_is_granted_to_groups_and_editing_stays_with_the_owner(tmp_path: Path) -> None:
    from django.contrib.auth.models import Group

    owner, reader, stranger = (making.uploader() for _each in range(3))
    paper = making.paper(tmp_path, owner)
    group = Group.objects.create(name="item:thu")
    group.user_set.add(reader)
    services.allow_reading([paper], [group])
    services.allow_reading([paper], [group])
    assert access.get_paper(reader, paper.pk) == paper
    with pytest.raises(NotYourPaper):
        access.get_paper_to_edit(reader, paper.pk)
    assert access.get_paper_to_edit(owner, paper.pk) == paper
    assert not Paper.objects.visible_to(stranger).exists()
    services.forbid_editing([paper])
    with pytest.raises(NotYourPaper):
        access.get_paper_to_edit(owner, paper.pk)
    assert people.user()  # and nobody else is disturbed
