"""Who hears of a dossier's steps, as lines in the product."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import selectors as people
from accounts.access import CONDUCT_ROLES
from accounts.models import BodyRole
from core.deed import Deed
from dossiers.models import Dossier
from notices.kinds import NoticeKind
from notices.services import Recipient, notify

SUBMITTED, VERIFIED, RETURNED = "dossiers.submitted", "dossiers.verified", "dossiers.returned"


def tell_secretariat(deed: Deed, dossier: Dossier) -> None:
    """A ministry handed a dossier in."""
    persons = people.people_with_role(dossier.body, CONDUCT_ROLES, dossier.body.today())
    _notify(deed, dossier, SUBMITTED, persons)


def tell_ministry(deed: Deed, dossier: Dossier) -> None:
    """The dossier was found in order, or comes back."""
    rows = BodyRole.objects.on(dossier.body.today()).filter(
        body=dossier.body, role=BodyRole.Role.SUBMITTER, organisation=dossier.organisation
    )
    kind = RETURNED if dossier.state == Dossier.State.RETURNED else VERIFIED
    _notify(deed, dossier, kind, rows.values_list("person_id", flat=True))


def _notify(deed: Deed, dossier: Dossier, kind: str, persons: Iterable[UUID]) -> None:
    others = [person for person in persons if person != deed.person_id]
    users = people.users_of(others)
    facts = {
        "title": dossier.title,
        "number": dossier.number,
        "organisation": str(dossier.organisation),
        "note": dossier.verification_note[:200],
    }
    recipients = [Recipient(user_id=user.pk, person_id=person) for person, user in users.items()]
    notify(recipients, kind, facts, url=reverse("dossiers:detail", args=[dossier.pk]))


def _submitted(facts: dict[str, Any]) -> str:
    return _("%(organisation)s trình hồ sơ %(number)s: %(title)s") % facts


def _verified(facts: dict[str, Any]) -> str:
    return _("Hồ sơ %(number)s đã được thẩm tra: %(title)s") % facts


def _returned(facts: dict[str, Any]) -> str:
    return _("Hồ sơ %(number)s được trả lại để hoàn thiện: %(note)s") % facts


KINDS = {SUBMITTED: NoticeKind(_submitted), VERIFIED: NoticeKind(_verified), RETURNED: NoticeKind(_returned)}
