"""A person's own entry and posts: corrected, given, ended."""

from datetime import date

from django.db import transaction

from accounts.errors import PostHeld
from accounts.models import Organisation, Person, Post, PostHolding
from accounts.services.ending import end
from audit.services import record
from core.deed import Deed
from core.text import clean_line


@transaction.atomic
def create_person(deed: Deed, *, full_name: str, email: str = "", phone: str = "") -> Person:
    """Enter a person; family, middle and given name are read from the Vietnamese order."""
    made = Person(email=email, phone=phone)
    _name(made, full_name)
    made.save()
    record(deed, "person.created", person=str(made.pk), name=made.full_name)
    return made


@transaction.atomic
def edit_person(deed: Deed, person: Person, *, full_name: str, email: str = "", phone: str = "") -> Person:
    """Correct name and contact. Letters and rosters already written keep the name as it was then.

    The record says which of them changed, not the address or number itself. The same again changes nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = (person.full_name, person.email, person.phone)
    _name(person, full_name)
    person.email, person.phone = email, phone
    after = (person.full_name, person.email, person.phone)
    names = ("full_name", "email", "phone")
    changed = [name for name, old, new in zip(names, before, after, strict=True) if old != new]
    if changed:
        person.save()
        record(
            deed,
            "person.edited",
            person=str(person.pk),
            name=before[0],
            now=person.full_name,
            changed=changed,
        )
    return person


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
    """Appoint a person to a post of an organisation, made if it is new; a second main post makes this the first.

    Raises `PostHeld` if the person holds it on that day already.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    post, _made = Post.objects.get_or_create(
        title=title, organisation=organisation, defaults={"kind": kind, "valid_from": valid_from}
    )
    if PostHolding.objects.on(valid_from).filter(person=person, post=post).exists():
        raise PostHeld(name=person.full_name, post=title, field="title")
    if is_main:
        person.holdings.filter(is_main=True, valid_to=None).update(is_main=False)
    holding = PostHolding.objects.create(
        person=person, post=post, valid_from=valid_from, is_acting=is_acting, is_main=is_main
    )
    record(deed, "post.given", person=str(person.pk), name=person.full_name, post=title, since=valid_from)
    return holding


@transaction.atomic
def end_post(deed: Deed, holding: PostHolding, valid_to: date) -> PostHolding:
    """The first day without the post. Raises `EndsTooEarly`."""
    rows = PostHolding.objects.select_for_update(of=("self",)).select_related("person", "post")
    holding = rows.get(pk=holding.pk)
    if holding.valid_to != valid_to:
        end(holding, valid_to)
        record(
            deed,
            "post.ended",
            person=str(holding.person_id),
            name=holding.person.full_name,
            post=holding.post.title,
            until=valid_to,
        )
    return holding


def _name(person: Person, full_name: str) -> None:
    """Put the name in, read in the Vietnamese order: family, middle, given."""
    words = clean_line(full_name).split()
    person.full_name = " ".join(words)
    person.family_name, person.given_name = words[0][:40], words[-1][:40]
    person.middle_name = " ".join(words[1:-1])[:60]
