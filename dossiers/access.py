"""Fetch and authorise in one call."""

from typing import Any
from uuid import UUID

from accounts.access import CONDUCT_ROLES, Role, ensure_role, has_role
from accounts.models import Body, BodyRole, Organisation
from core.errors import NotFound
from dossiers.errors import NobodyToSubmitFor, NotTheSubmitter
from dossiers.models import Dossier, DossierPaper

# Those of the secretariat who may enter and check dossiers.
DESK_ROLES = (*CONDUCT_ROLES, Role.RECORDS_CLERK)


def get_dossier(user: Any, dossier_id: UUID) -> Dossier:
    """A dossier the user may see. Raises `NotFound`."""
    rows = Dossier.objects.visible_to(user).select_related("body__secretariat", "organisation")
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def get_dossier_to_edit(user: Any, dossier_id: UUID) -> Dossier:
    """A dossier of the user's ministry, or one the user's secretariat entered. Raises `NotFound`, `NotTheSubmitter`."""
    dossier = get_dossier(user, dossier_id)
    if not may_edit(user, dossier):
        raise NotTheSubmitter(organisation=dossier.organisation.name)
    return dossier


def get_dossier_to_verify(user: Any, dossier_id: UUID) -> Dossier:
    """A dossier on the desk of the user's secretariat. Raises `NotFound`, `NotOfTheSecretariat`."""
    dossier = get_dossier(user, dossier_id)
    ensure_role(user, dossier.body, *DESK_ROLES)
    return dossier


def get_paper_to_edit(user: Any, dossier_id: UUID, row_id: UUID) -> DossierPaper:
    """A paper of a dossier the user may edit. Raises `NotFound`, `NotTheSubmitter`."""
    dossier = get_dossier_to_edit(user, dossier_id)
    row = dossier.dossier_papers.select_related("paper__current__original").filter(pk=row_id).first()
    if row is None:
        raise NotFound
    row.dossier = dossier
    return row


def may_edit(user: Any, dossier: Dossier) -> bool:
    """Is the user an officer of the ministry, or of the secretariat that entered it?"""
    if dossier.is_entered_by_secretariat and has_role(user, dossier.body, *DESK_ROLES):
        return True
    return dossier.organisation_id in {row.organisation_id for row in submitting(user, dossier.body)}


def may_verify(user: Any, dossier: Dossier) -> bool:
    """Does the user check dossiers for the body?"""
    return has_role(user, dossier.body, *DESK_ROLES)


def submitting(user: Any, body: Body) -> list[BodyRole]:
    """The roles by which the user hands in dossiers to the body today."""
    if not getattr(user, "person_id", None):
        return []
    rows = BodyRole.objects.on(body.today()).filter(
        body=body, person_id=user.person_id, role=Role.SUBMITTER, organisation__isnull=False
    )
    return list(rows.select_related("organisation"))


def organisations_to_submit_for(user: Any, body: Body) -> list[Organisation]:
    """The user's own ministries; for the secretariat every organisation of today. Raises `NobodyToSubmitFor`."""
    if has_role(user, body, *DESK_ROLES):
        return list(Organisation.objects.on(body.today()).order_by("order", "name"))
    found = [row.organisation for row in submitting(user, body) if row.organisation is not None]
    if not found:
        raise NobodyToSubmitFor
    return found
