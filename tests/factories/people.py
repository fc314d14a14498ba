"""Organisations, people, bodies, seats, roles, users."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from accounts.models import Body, BodyRole, Mandate, Organisation, Person, Post, PostHolding, Seat, User
from tests.factories.kept import kept

FOUNDED = date(2016, 7, 1)
_number = count(1)

# A few ministries by their real names; the rest are invented ("Bộ mẫu 7").
_MINISTRIES = [
    ("Văn phòng Chính phủ", "VPCP"),
    ("Bộ Thông tin và Truyền thông", "BTTTT"),
    ("Bộ Tài chính", "BTC"),
    ("Bộ Giáo dục và Đào tạo", "BGDĐT"),
    ("Bộ Công Thương", "BCT"),
]


def organisation(name: str = "", abbreviation: str = "", **values: Any) -> Organisation:
    """A ministry, unless told otherwise."""
    number = next(_number)
    values = {"kind": Organisation.Kind.MINISTRY, "valid_from": FOUNDED, "order": number, **values}
    return Organisation.objects.create(
        name=name or f"Bộ mẫu {number}", abbreviation=abbreviation or f"BM{number}", **values
    )


def person(full_name: str = "", **values: Any) -> Person:
    """A person with an address that reaches nobody."""
    number = next(_number)
    full_name = full_name or f"Nguyễn Văn Thành {number}"
    values = {"email": f"nguoi{number}@ecabinet.invalid", **values}
    words = full_name.split()
    return Person.objects.create(
        full_name=full_name,
        family_name=words[0],
        given_name=words[-1],
        middle_name=" ".join(words[1:-1]),
        **values,
    )


@kept
def user(of: Person | None = None, username: str = "", **values: Any) -> User:
    """A sign-in for the person (a new one if none is given); tests sign in with `client.force_login`."""
    row = User(person=of or person(), username=username or f"user{next(_number)}", **values)
    row.set_unusable_password()
    row.save()
    return row


def body(name: str = "Chính phủ", **values: Any) -> Body:
    """The Government, unless told otherwise; its clock is the true one."""
    values = {"short_name": name, "kind": Body.Kind.GOVERNMENT, **values}
    return Body.objects.create(name=name, **values)


def seat(of: Body, who: Person | None = None, **values: Any) -> Seat:
    """A seat, next in precedence."""
    number = Seat.objects.filter(body=of).count() + 1
    title = values.pop("post_title", f"Bộ trưởng Bộ mẫu {number}")
    values = {"precedence": number, "valid_from": FOUNDED, "short_title": title, **values}
    return Seat.objects.create(body=of, person=who or person(), post_title=title, **values)


def role(of: Body, which: str, who: Person | None = None, **values: Any) -> BodyRole:
    """A role in the body for a person."""
    values = {"valid_from": FOUNDED, **values}
    return BodyRole.objects.create(body=of, person=who or person(), role=which, **values)


@kept
def staff(of: Body, which: str = BodyRole.Role.CONDUCT, full_name: str = "", **values: Any) -> User:
    """A user with a role in the body (by default the officer who conducts sittings)."""
    who = person(full_name)
    role(of, which, who, **values)
    return user(who)


@kept
def mandate(
    of: Body, principal: User, agent: User, scope: str = Mandate.Scope.READ, **values: Any
) -> Mandate:
    """What one user may do for another in the body."""
    values = {"valid_from": FOUNDED, **values}
    return Mandate.objects.create(
        principal=principal.person, agent=agent.person, body=of, scope=scope, **values
    )


def post(of: Person, title: str, where: Organisation, **values: Any) -> PostHolding:
    """A main post held by the person."""
    kind = values.pop("kind", Post.Kind.OTHER)
    row = Post.objects.create(title=title, organisation=where, kind=kind, valid_from=FOUNDED)
    return PostHolding.objects.create(person=of, post=row, valid_from=FOUNDED, **values)


@kept
def government(members: int = 5, clock_offset: timedelta = timedelta(), **values: Any) -> Body:
    """A body with N members who can all sign in: number 1 is the head, number 2 the deputy head.

    Its secretariat is Văn phòng Chính phủ; `members_of` gives the users in the order of precedence.
    """
    office = organisation("Văn phòng Chính phủ", "VPCP", kind=Organisation.Kind.MINISTERIAL_AGENCY)
    made = body(secretariat=office, clock_offset=clock_offset, **values)
    for number in range(1, members + 1):
        name, abbreviation = _MINISTRIES[number - 3] if 3 <= number < 8 else ("", "")
        where = office if name == office.name else organisation(name, abbreviation)
        title = {1: "Thủ tướng Chính phủ", 2: "Phó Thủ tướng Thường trực"}.get(
            number, f"Bộ trưởng {where.name}"
        )
        who = person(f"Trần Văn Mẫu {number}")
        seat(
            made,
            who,
            post_title=title,
            short_title=title.replace("Bộ trưởng ", "BT "),
            organisation=where,
            is_head=number == 1,
            is_deputy_head=number == 2,
        )
        user(who)
    return made


def members_of(of: Body) -> list[User]:
    """The users of the members, in the order of precedence."""
    return list(User.objects.filter(person__seats__body=of).order_by("person__seats__precedence"))
