"""Fetch and authorise in one call; what one may not see is the same as what isn't there."""

from typing import Any
from uuid import UUID

from django.conf import settings

from core.errors import NotFound
from papers.errors import NotYourPaper, UploadNotUsable
from papers.models import (
    Paper,
    PaperGroupObjectPermission,
    PaperPage,
    PaperUserObjectPermission,
    PaperVersion,
    PartialUpload,
    StagedUpload,
)


def get_paper(user: Any, paper_id: UUID) -> Paper:
    """A paper the user may see. Raises `NotFound`."""
    paper = (
        Paper.objects.visible_to(user).select_related("current", "organisation").filter(pk=paper_id).first()
    )
    if paper is None:
        raise NotFound
    return paper


def get_paper_to_edit(user: Any, paper_id: UUID) -> Paper:
    """A paper the user may change. Raises `NotFound` or `NotYourPaper`."""
    paper = get_paper(user, paper_id)
    if not may_edit(user, paper):
        raise NotYourPaper
    return paper


def may_edit(user: Any, paper: Paper) -> bool:
    """Was editing granted to the user or to one of the user's groups?"""
    rows = {"content_object": paper, "permission__codename": "change_paper"}
    return (
        PaperUserObjectPermission.objects.filter(user=user, **rows).exists()
        or PaperGroupObjectPermission.objects.filter(group__user=user, **rows).exists()
    )


def works_on(user: Any, paper: Paper) -> bool:
    """Does the user work on the paper, and not only read it?"""
    return Paper.objects.worked_on_by(user).filter(pk=paper.pk).exists()


def get_version(user: Any, version_id: UUID) -> PaperVersion:
    """A version of a paper the user may see. Raises `NotFound`."""
    version = (
        PaperVersion.objects.select_related("paper", "original", "pdf")
        .visible_to(user)
        .filter(pk=version_id)
        .first()
    )
    if version is None:
        raise NotFound
    return version


def get_version_to_work_on(user: Any, version_id: UUID) -> PaperVersion:
    """A version of a paper the user works on. Raises `NotFound`, and `NotYourPaper` to who only reads it."""
    version = get_version(user, version_id)
    if not works_on(user, version.paper):
        raise NotYourPaper
    return version


def get_version_to_read(user: Any, paper: Paper) -> PaperVersion:
    """The version this user reads: the newest for the paper's desk, the newest laid before them for readers.

    Raises `NotFound`.
    """
    version = PaperVersion.objects.visible_to(user).filter(paper=paper).order_by("-number").first()
    if version is None:
        raise NotFound
    return version


def get_page(user: Any, version_id: UUID, number: int) -> PaperPage:
    """A page of a version the user may see. Raises `NotFound`."""
    page = get_version(user, version_id).pages.filter(number=number).select_related("version__paper").first()
    if page is None:
        raise NotFound
    return page


def gets_unstamped(user: Any, paper: Paper) -> bool:
    """May the bytes of its pages leave the house without this reader's marks (setting STAMPED_INLINE)?"""
    return paper.classification not in settings.STAMPED_INLINE or works_on(user, paper)


def get_pictured_page(user: Any, version_id: UUID, number: int) -> PaperPage:
    """A page whose prepared pictures the user may see, which bear no marks. Raises `NotFound`."""
    page = get_page(user, version_id, number)
    if not gets_unstamped(user, page.version.paper):
        raise NotFound
    return page


def get_own_upload(user: Any, upload_id: Any) -> StagedUpload:
    """A file the user staged and hasn't used yet. Raises `UploadNotUsable`."""
    try:
        wanted = UUID(str(upload_id))
    except ValueError:
        raise UploadNotUsable from None
    staged = (
        StagedUpload.objects.select_related("file").filter(pk=wanted, owner=user, attached_at=None).first()
    )
    if staged is None:
        raise UploadNotUsable
    return staged


def get_partial_upload(user: Any, upload_id: UUID) -> PartialUpload:
    """A file on its way that this user sends. Raises `NotFound`."""
    found = PartialUpload.objects.select_related("staged__file").filter(pk=upload_id, owner=user).first()
    if found is None:
        raise NotFound
    return found
