"""Organisations, people, posts, bodies, seats, roles and sign-ins of the demonstration.

These are the reference data an installation would import; what people then do goes through the services.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Body, BodyRole, Mandate, Organisation, Person, Post, PostHolding, Seat, User
from demo.content import organisations as orgs
from demo.content import past, people

TERM_BEGAN = date(2016, 7, 28)
GOVERNMENT, COMMITTEE, TASK_FORCE, PRACTICE = "government", "committee", "task_force", "practice"

_ROLES = {
    "minister_g22": BodyRole.Role.SECRETARIAT_LEAD,
    "office_deputy": BodyRole.Role.SECRETARIAT_LEAD,
    "script_writer": BodyRole.Role.SCRIPT,
    "operator": BodyRole.Role.CONDUCT,
    "minutes_writer": BodyRole.Role.MINUTES,
    "records_clerk": BodyRole.Role.RECORDS_CLERK,
    "auditor": BodyRole.Role.AUDITOR,
    "admin": BodyRole.Role.ADMINISTRATOR,
}
# Who hands in dossiers for which agency.
SUBMITTERS = {
    "G14": "ministry_liaison",
    "G01": "liaison_g01",
    "G20": "liaison_g20",
    "G22": "script_writer",
    "G12": "deputy_g12",
}
_KINDS = {"provincial_committee": "province"}
_POST_KINDS = (
    ("Thủ tướng", Post.Kind.PRIME_MINISTER),
    ("Phó Thủ tướng", Post.Kind.DEPUTY_PM),
    ("Bộ trưởng", Post.Kind.MINISTER),
    ("Thống đốc", Post.Kind.MINISTER),
    ("Tổng Thanh tra", Post.Kind.MINISTER),
    ("Thứ trưởng", Post.Kind.DEPUTY_MINISTER),
    ("Phó Thống đốc", Post.Kind.DEPUTY_MINISTER),
    ("Phó Tổng Thanh tra", Post.Kind.DEPUTY_MINISTER),
    ("Phó Chủ nhiệm", Post.Kind.DEPUTY_MINISTER),
    ("Chủ tịch", Post.Kind.CHAIRMAN),
)


@dataclass
class Cast:
    """Everything the loader has made so far, by the keys of `demo.content`."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)


def make_cast(offset: timedelta) -> Cast:
    """All of them. `offset` is what the demonstration bodies' clocks stand away from the true time."""
    cast = Cast()
    _organisations(cast)
    for person in people.EVERYBODY:
        _person(cast, person)
    _bodies(cast, offset)
    _mandates(cast)
    return cast


def _organisations(cast: Cast) -> None:
    for order, seed in enumerate(orgs.AGENCIES + orgs.OTHERS + orgs.PROVINCES):
        cast.organisations[seed.code] = Organisation(
            name=seed.name,
            short_name=seed.short_name,
            abbreviation=seed.abbreviation,
            code=seed.code,
            kind=_KINDS.get(seed.kind, seed.kind),
            order=order,
            valid_from=TERM_BEGAN,
        )
    Organisation.objects.bulk_create(cast.organisations.values())


def _person(cast: Cast, seed: people.Person) -> None:
    person = Person.objects.create(
        full_name=seed.full_name,
        family_name=seed.family_name,
        middle_name=seed.middle_name,
        given_name=seed.given_name,
        email=seed.email,
        time_zone="Europe/Zurich" if seed.key == "deputy_foreign" else "",
    )
    posts = [(seed.post, seed.org, True)] + (
        [(seed.second_post, seed.second_org, False)] if seed.second_post else []
    )
    for title, code, is_main in posts:
        post = Post.objects.create(
            title=title,
            short_title=seed.short_title[:80],
            organisation=cast.organisations[code],
            kind=next((kind for start, kind in _POST_KINDS if title.startswith(start)), Post.Kind.OFFICIAL),
            valid_from=TERM_BEGAN,
        )
        PostHolding.objects.create(person=person, post=post, is_main=is_main, valid_from=TERM_BEGAN)
    user = User(username=seed.key.replace("_", "."), email=seed.email, person=person)
    user.set_unusable_password()
    user.save()
    cast.people[seed.key], cast.users[seed.key] = person, user


def _bodies(cast: Cast, offset: timedelta) -> None:
    office = cast.organisations["G22"]
    for key, name, short, kind, noun, votes, shift in (
        (GOVERNMENT, "Chính phủ", "Chính phủ", Body.Kind.GOVERNMENT, "thành viên Chính phủ", True, offset),
        (
            COMMITTEE,
            "Ủy ban Quốc gia về Chính phủ điện tử",
            "Ủy ban Quốc gia về CPĐT",
            Body.Kind.NATIONAL_COMMITTEE,
            "thành viên Ủy ban",
            False,
            offset,
        ),
        (
            TASK_FORCE,
            "Tổ công tác của Thủ tướng Chính phủ",
            "Tổ công tác",
            Body.Kind.TASK_FORCE,
            "thành viên Tổ công tác",
            False,
            offset,
        ),
        (
            PRACTICE,
            "Chính phủ (thực hành)",
            "Thực hành",
            Body.Kind.GOVERNMENT,
            "thành viên Chính phủ",
            True,
            timedelta(),
        ),
    ):
        cast.bodies[key] = Body.objects.create(
            name=name,
            short_name=short,
            kind=kind,
            member_noun=noun,
            secretariat=office,
            decides_by_vote=votes,
            clock_offset=shift,
            is_practice=key == PRACTICE,
        )
    members = [member.key for member in people.MEMBERS]
    _seats(cast, GOVERNMENT, members)
    _seats(cast, PRACTICE, members)
    _seats(cast, COMMITTEE, list(past.COMMITTEE_2020.present))
    _seats(cast, TASK_FORCE, list(past.TASK_FORCE_2019.present))
    for key, body in cast.bodies.items():
        _roles(cast, body, left_out={"office_deputy"} if key == TASK_FORCE else set())


def _seats(cast: Cast, body_key: str, keys: list[str]) -> None:
    for precedence, key in enumerate(keys, start=1):
        seed = people.BY_KEY[key]
        Seat.objects.create(
            body=cast.bodies[body_key],
            person=cast.people[key],
            post_title=seed.printed_post,
            short_title=seed.short_title[:60],
            organisation=cast.organisations[seed.second_org or seed.org],
            precedence=precedence,
            is_head=precedence == 1,
            is_deputy_head=seed.post.startswith("Phó Thủ tướng"),
            valid_from=TERM_BEGAN,
        )


def _roles(cast: Cast, body: Body, left_out: set[str]) -> None:
    office = cast.organisations["G22"]
    rows = [(key, role, office) for key, role in _ROLES.items() if key not in left_out]
    rows += [(key, BodyRole.Role.SUBMITTER, cast.organisations[code]) for code, key in SUBMITTERS.items()]
    BodyRole.objects.bulk_create(
        BodyRole(body=body, person=cast.people[key], role=role, organisation=where, valid_from=TERM_BEGAN)
        for key, role, where in rows
    )


def _mandates(cast: Cast) -> None:
    Mandate.objects.bulk_create(
        Mandate(
            principal=cast.people["minister_g14"],
            agent=cast.people["minister_aide"],
            body=cast.bodies[GOVERNMENT],
            scope=scope,
            reason="Giúp việc Bộ trưởng",
            valid_from=TERM_BEGAN,
        )
        for scope in (Mandate.Scope.READ, Mandate.Scope.PREPARE)
    )
