"""Bodies and organisations as such."""

from datetime import date

from django.db import transaction

from accounts.models import Body, BodyRole, Organisation
from audit.services import record
from core.deed import Deed


@transaction.atomic
def create_body(
    deed: Deed,
    *,
    name: str,
    short_name: str,
    kind: str,
    member_noun: str,
    secretariat: Organisation | None = None,
    decides_by_vote: bool = True,
    is_practice: bool = False,
) -> Body:
    """Found a body; who does so becomes its administrator, so that it isn't out of reach."""
    body = Body.objects.create(
        name=name,
        short_name=short_name,
        kind=kind,
        member_noun=member_noun,
        secretariat=secretariat,
        decides_by_vote=decides_by_vote,
        is_practice=is_practice,
    )
    if deed.person_id is not None:
        BodyRole.objects.create(
            body=body, person_id=deed.person_id, role=BodyRole.Role.ADMINISTRATOR, valid_from=body.today()
        )
    record(deed, "body.created", body=str(body.pk), name=body.name)
    return body


@transaction.atomic
def create_organisation(
    deed: Deed,
    *,
    name: str,
    short_name: str = "",
    abbreviation: str = "",
    code: str = "",
    kind: str,
    valid_from: date,
) -> Organisation:
    """Enter an organisation from its founding day; the same name still standing is answered with what there is."""
    there = Organisation.objects.on(valid_from).filter(name=name).first()
    if there is not None:
        return there
    made = Organisation.objects.create(
        name=name,
        short_name=short_name,
        abbreviation=abbreviation,
        code=code,
        kind=kind,
        valid_from=valid_from,
    )
    record(deed, "organisation.created", organisation=str(made.pk), name=name)
    return made
