"""Who may read or edit a paper: grants to groups, never to lists of people."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from core.registries import VERSIONS_LAID
from papers.models import (
    Paper,
    PaperGroupObjectPermission,
    PaperLaying,
    PaperUserObjectPermission,
    PaperVersion,
)

VIEW, CHANGE = "view_paper", "change_paper"


def permission(codename: str) -> Permission:
    """A permission on papers by its code name."""
    return Permission.objects.get(content_type__app_label="papers", codename=codename)


@transaction.atomic
def allow_reading(papers: Iterable[Paper], groups: Iterable[Group]) -> None:
    """Let these groups see these papers; which version readers get, `lay_versions` says."""
    _grant(VIEW, papers, groups)


@transaction.atomic
def lay_versions(laid: Iterable[tuple[PaperVersion, Group]]) -> None:
    """Lay each version before its audience: the audience may see the paper, in this version; three statements, and
    what others do once a version is laid.
    """
    laid, view = list(laid), permission(VIEW)
    PaperGroupObjectPermission.objects.bulk_create(
        [
            PaperGroupObjectPermission(permission=view, group=group, content_object_id=version.paper_id)
            for version, group in laid
        ],
        ignore_conflicts=True,
    )
    PaperLaying.objects.bulk_create(
        [PaperLaying(version=version, group=group) for version, group in laid], ignore_conflicts=True
    )
    for follow_up in VERSIONS_LAID.all("laid"):
        follow_up({version.pk for version, _group in laid})


@transaction.atomic
def take_back_versions(paper: Paper, groups: Iterable[Group]) -> None:
    """These audiences see neither the paper nor any version of it any more; who works on it still does."""
    groups = list(groups)
    rows = PaperGroupObjectPermission.objects.filter(content_object=paper, group__in=groups)
    rows.filter(permission=permission(VIEW)).delete()
    PaperLaying.objects.filter(version__paper=paper, group__in=groups).delete()


@transaction.atomic
def allow_editing(papers: Iterable[Paper], groups: Iterable[Group]) -> None:
    """Let these groups read and edit these papers."""
    papers, groups = list(papers), list(groups)
    _grant(VIEW, papers, groups)
    _grant(CHANGE, papers, groups)


@transaction.atomic
def forbid_editing(papers: Iterable[Paper]) -> None:
    """Nobody edits these papers any more, except their desks through their own verbs."""
    change = permission(CHANGE)
    for model in (PaperGroupObjectPermission, PaperUserObjectPermission):
        model.objects.filter(permission=change, content_object__in=list(papers)).delete()


def grant_owner(paper: Paper) -> None:
    """The person who brought a paper sees and edits it until it goes its way."""
    if paper.owner_id is None:
        return
    PaperUserObjectPermission.objects.bulk_create(
        [
            PaperUserObjectPermission(
                permission=permission(name), user_id=paper.owner_id, content_object=paper
            )
            for name in (VIEW, CHANGE)
        ],
        ignore_conflicts=True,
    )


def _grant(codename: str, papers: Iterable[Paper], groups: Iterable[Group]) -> None:
    granted, groups = permission(codename), list(groups)
    PaperGroupObjectPermission.objects.bulk_create(
        [
            PaperGroupObjectPermission(permission=granted, group=group, content_object=paper)
            for paper in papers
            for group in groups
        ],
        ignore_conflicts=True,
    )
