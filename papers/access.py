"""Fetch and authorise in one call; what one may not see is the same as what isn't there."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from core.errors import NotFound
from papers.errors import NotYourPaper, UploadNotUsable
from papers.models import (
    Paper,
    PaperGroupObjectPermission,
    PaperPage,
    PaperUserObjectPermission,
    PaperVersion,
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


def get_version(user: Any, version_id: UUID) -> PaperVersion:
    """A version of a paper the user may see. Raises `NotFound`."""
    version = (
        PaperVersion.objects.select_related("paper", "original", "pdf")
        .filter(pk=version_id, paper__in=Paper.objects.visible_to(user))
        .first()
    )
    if version is None or (is_unlaid(version) and not is_of_the_desk(user, version.paper)):
        raise NotFound
    return version


def get_version_to_read(user: Any, paper: Paper) -> PaperVersion:
    """The version this user reads: the newest for the paper's desk, the newest laid for its readers."""
    version = paper.current
    if version is not None and is_unlaid(version, paper) and not is_of_the_desk(user, paper):
        version = paper.versions.filter(number=paper.laid_number or 0).first()
    if version is None:
        raise NotFound
    return version


def is_unlaid(version: PaperVersion, paper: Paper | None = None) -> bool:
    """Has this version not been laid before the readers yet, though an earlier one was?"""
    laid = (paper or version.paper).laid_number
    return laid is not None and version.number > laid


def is_of_the_desk(user: Any, paper: Paper) -> bool:
    """Does the user see the paper by working on it (own grant, or a secretariat's), not only by reading it?"""
    rows = {"content_object": paper, "permission__codename": "view_paper"}
    readers = Q(group__name__startswith="item:") | (
        Q(group__name__startswith="sitting:") & ~Q(group__name__endswith=":secretariat")
    )
    return (
        PaperUserObjectPermission.objects.filter(user=user, **rows).exists()
        or PaperGroupObjectPermission.objects.filter(~readers, group__user=user, **rows).exists()
    )


def get_page(user: Any, version_id: UUID, number: int) -> PaperPage:
    """A page of a version the user may see. Raises `NotFound`."""
    page = get_version(user, version_id).pages.filter(number=number).select_related("version__paper").first()
    if page is None:
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
