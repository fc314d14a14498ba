"""Bodies, organisations and people as such."""

from datetime import date

from django.db import transaction

from accounts.models import Body, BodyRole, Organisation, Person, Post, PostHolding
from audit.services import record
from core.deed import Deed
from core.text import clean_line


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


@transaction.atomic
def create_person(deed: Deed, *, full_name: str, email: str = "", phone: str = "") -> Person:
    """Enter a person; family, middle and given name are read from the Vietnamese order."""
    words = clean_line(full_name).split()
    made = Person.objects.create(
        full_name=" ".join(words),
        family_name=words[0][:40],
        middle_name=" ".join(words[1:-1])[:60],
        given_name=words[-1][:40],
        email=email,
        phone=phone,
    )
    record(deed, "person.created", person=str(made.pk), name=made.full_name)
    return made


@transaction.atomic
def give_post(
    deed: Deed,
    person: Person,
    *,
    title: str,
    organisation: Organisation,
    kind: str = Post.Kind.OTHER,
    valid_from: date,
    is_acting: bool = False,
    is_main: bool = True,
) -> PostHolding:
    """Appoint a person to a post of an organisation, made if it is new; a second main post makes this the first."""
    post, _made = Post.objects.get_or_create(
        title=title, organisation=organisation, defaults={"kind": kind, "valid_from": valid_from}
    )
    if is_main:
        person.holdings.filter(is_main=True, valid_to=None).update(is_main=False)
    holding = PostHolding.objects.create(
        person=person, post=post, valid_from=valid_from, is_acting=is_acting, is_main=is_main
    )
    record(deed, "post.given", person=str(person.pk), name=person.full_name, post=title, since=valid_from)
    return holding
