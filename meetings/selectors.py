"""Reads of sittings and rosters for a viewer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Body, Mandate
from accounts.selectors import mandates_of
from meetings.audiences import READ_FOR
from meetings.membership import MEMBER, counted, gone, rules_of
from meetings.models import Presence, RosterEntry, Sitting
from meetings.rules import ANSWERING_ROLES
from notices.models import Notice
from realtime import streams
from regulations import deadlines
from regulations import rules as law
from regulations.rules import QuorumResult
from regulations.selectors import parameters_for, working_calendar

_GUESTS = (RosterEntry.Role.STANDING_INVITEE, RosterEntry.Role.INVITEE)


def roster(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Everybody on the roster now, in order, with seat and presence joined."""
    return sitting.roster.filter(removed_at=None).select_related("seat", "presence").order_by("order", "name")


def members(sitting: Sitting) -> QuerySet[RosterEntry]:
    """The members' entries, by precedence."""
    return roster(sitting).filter(MEMBER)


def standing_members(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Of those, the ones who are members today: without those whose seat has ended."""
    left = sitting.roster.filter(gone(sitting)).values("pk")
    return members(sitting).exclude(pk__in=left)


def counted_members(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Of those, the ones who count among all members now."""
    return roster(sitting).filter(counted(sitting))


def silent(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Those who were invited and haven't answered; who comes as a substitute has nothing to answer."""
    mode = RosterEntry.Mode.UNKNOWN
    return roster(sitting).filter(invited_at__isnull=False, mode=mode, role__in=ANSWERING_ROLES)


def members_present(sitting: Sitting) -> QuerySet[RosterEntry]:
    """The members who are in the room or online right now (a suspended connection isn't present)."""
    return counted_members(sitting).filter(
        presence__where__in=[Presence.Where.ON_SITE, Presence.Where.ONLINE]
    )


def members_total(sitting: Sitting) -> int:
    """All members who count: persons, present or not."""
    return sitting.roster.filter(counted(sitting)).count()


def quorum_now(sitting: Sitting) -> QuorumResult | None:
    """Those present against those needed, by the sitting's rule set; None where none is asked for."""
    if not sitting.has_vote:
        return None
    where = Presence.Where
    counts = sitting.roster.filter(counted(sitting)).aggregate(
        total=Count("pk"),
        on_site=Count("pk", filter=Q(presence__where=where.ON_SITE)),
        online=Count("pk", filter=Q(presence__where=where.ONLINE)),
    )
    if not counts["total"]:
        return None
    return law.quorum(
        rules_of(sitting),
        total_members=counts["total"],
        on_site=counts["on_site"],
        online=counts["online"],
    )


@dataclass(frozen=True, slots=True)
class RepliesOverview:
    """How the members have replied, and whether the quorum is near."""

    total: int
    on_site: int
    online: int
    leave: int
    substituted: int
    unknown: int
    guests: int
    guests_unknown: int
    forecast: QuorumResult | None

    @property
    def coming(self) -> int:
        """Members who said they will take part."""
        return self.on_site + self.online

    @property
    def sentence(self) -> str:
        """The forecast in words, with what it doesn't know yet."""
        if self.forecast is None:
            return _("Phiên họp này không tính số thành viên có mặt tối thiểu.")
        head = (
            _("Dự kiến đủ điều kiện tiến hành phiên họp")
            if self.forecast.ok
            else _("Chưa chắc đủ điều kiện tiến hành phiên họp")
        )
        facts = {"coming": self.coming, "total": self.total, "needed": self.forecast.needed}
        words = head + _(": %(coming)s/%(total)s thành viên báo dự (cần ít nhất %(needed)s)") % facts
        if not self.unknown:
            return words
        return words + _("; %(unknown)s thành viên chưa trả lời") % {"unknown": self.unknown}


def replies_overview(sitting: Sitting) -> RepliesOverview:
    """The replies counted, in one query; the forecast takes those who haven't replied as not coming."""
    rows = sitting.roster.filter(removed_at=None).values_list("role", "mode", "seat__can_vote")
    people = Counter(mode for role, mode, _votes in rows if role == RosterEntry.Role.MEMBER)
    counted = [mode for role, mode, votes in rows if role == RosterEntry.Role.MEMBER and votes]
    guests = [mode for role, mode, _votes in rows if role in _GUESTS]
    forecast = None
    if sitting.has_vote and counted:
        forecast = law.quorum(
            parameters_for(sitting.rule_set),
            total_members=len(counted),
            on_site=counted.count(RosterEntry.Mode.ON_SITE),
            online=counted.count(RosterEntry.Mode.ONLINE),
        )
    return RepliesOverview(
        total=sum(people.values()),
        on_site=people[RosterEntry.Mode.ON_SITE],
        online=people[RosterEntry.Mode.ONLINE],
        leave=people[RosterEntry.Mode.LEAVE],
        substituted=people[RosterEntry.Mode.SUBSTITUTED],
        unknown=people[RosterEntry.Mode.UNKNOWN],
        guests=len(guests),
        guests_unknown=guests.count(RosterEntry.Mode.UNKNOWN),
        forecast=forecast,
    )


@dataclass(frozen=True, slots=True)
class LetterDeadline:
    """The last day on which letters go out in time; None where the rule set states no period."""

    latest: date | None
    is_past: bool
    article: str


def letter_deadline(sitting: Sitting) -> LetterDeadline:
    """Until when the invitations have to go out, by the sitting's rule set and the body's own today."""
    parameters = parameters_for(sitting.rule_set)
    latest = deadlines.latest_invitation_date(parameters, sitting.day, working_calendar())
    is_past = latest is not None and sitting.body.today() > latest
    return LetterDeadline(latest, is_past, parameters.invitation_article or "")


_COMING_STATES = (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED)


def next_sitting_for(user: Any) -> Sitting | None:
    """The sitting a person should look at: one that is being held, else the next one to begin.

    Seen are the sittings whose audiences the user is in, and those with an invitation to the user.
    """
    if not getattr(user, "person_id", None):
        return None
    invited = Q(roster__person_id=user.person_id, roster__removed_at=None, roster__invited_at__isnull=False)
    seen = Sitting.objects.filter(is_rehearsal=False).filter(
        Q(pk__in=Sitting.objects.visible_to(user).values("pk")) | invited, state__in=_COMING_STATES
    )
    rows = seen.select_related("body", "presider").distinct().order_by("starts_at")
    running = [row for row in rows if row.state != Sitting.State.CALLED]
    coming = [row for row in rows if row.state == Sitting.State.CALLED and row.day >= row.body.today()]
    return next(iter(running), None) or next(iter(coming), None)


def read_for(user: Any, sittings: Iterable[Sitting]) -> dict[UUID, list[str]]:
    """`{sitting id: posts}` of those the user reads for by mandate today; not where the user has an own place."""
    sittings = list(sittings)
    bodies = {row.body_id: row.body for row in sittings}
    given = {
        (body_id, mandate.principal_id)
        for body_id, body in bodies.items()
        for mandate in mandates_of(user, body, Mandate.Scope.READ)
    }
    if not given:
        return {}
    entries = RosterEntry.objects.filter(sitting__in=sittings, removed_at=None).order_by("order", "name")
    own = set(entries.filter(person_id=user.person_id).values_list("sitting_id", flat=True))
    rows = entries.filter(person_id__in=[person for _body, person in given], role__in=READ_FOR)
    found: dict[UUID, list[str]] = {}
    for row in rows.select_related("sitting"):
        if row.sitting_id not in own and (row.sitting.body_id, row.person_id) in given:
            found.setdefault(row.sitting_id, []).append(row.post_title)
    return found


def sittings_for_desk(user: Any, body: Body | None = None) -> QuerySet[Sitting]:
    """The sittings on the desk of a secretariat, newest first, with replies counted."""
    office = user.groups.filter(name__endswith=f":{streams.SECRETARIAT}").values_list("name", flat=True)
    rows = Sitting.objects.filter(pk__in={streams.id_of(name) for name in office})
    rows = rows.filter(body=body) if body else rows
    member = Q(roster__role=RosterEntry.Role.MEMBER, roster__removed_at=None)
    return (
        rows.select_related("body", "presider")
        .annotate(
            members_count=Count("roster", filter=member),
            unanswered=Count("roster", filter=member & Q(roster__mode=RosterEntry.Mode.UNKNOWN)),
        )
        .order_by("-starts_at", "pk")
    )


def mailed_counts(sitting: Sitting) -> tuple[int, int]:
    """`(mails gone out, mails in all)` of the letters of a sitting."""
    letters = Notice.objects.filter(kind__startswith="meetings.", facts__sitting=str(sitting.pk)).exclude(
        address=""
    )
    counts = letters.aggregate(done=Count("pk", filter=Q(mailed_at__isnull=False)), total=Count("pk"))
    return counts["done"], counts["total"]
