"""Who is ready for a sitting: one line per person, in a fixed number of queries.

Of reading only counts are told: how many papers somebody opened, never which, nor how far.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, ItemInvitee, ItemPaper
from core import clock
from core.build import build_of_now
from meetings.models import RosterEntry, Sitting
from meetings.selectors import roster
from notices.models import Notice
from papers.models import PaperOpening
from realtime.presence import SILENCE, builds_of, heard_of
from voting import trials
from voting.models import TrialVote

Role = RosterEntry.Role
EXPECTED = (Role.MEMBER, Role.SUBSTITUTE, Role.STANDING_INVITEE, Role.INVITEE)
NOT_COMING = (RosterEntry.Mode.LEAVE, RosterEntry.Mode.SUBSTITUTED)


@dataclass(frozen=True, slots=True)
class Line:
    """How far one person's device is. `answered` is None where there is nothing to answer."""

    entry: RosterEntry
    has_account: bool
    signed_in_today: bool
    seen_at: datetime | None
    is_old_build: bool
    is_connected: bool
    answered: bool | None
    opened: int
    papers: int
    unread: int

    @property
    def lacks(self) -> list[str]:
        """What isn't ready, in words; reading isn't among it."""
        if not self.has_account:
            return [_("chưa có tài khoản")]
        found = []
        if not self.signed_in_today and not self.is_connected:
            found.append(_("chưa đăng nhập hôm nay"))
        if self.seen_at is None:
            found.append(_("chưa mở trang phiên họp"))
        if self.is_old_build:
            found.append(_("phiên bản cũ, cần tải lại trang"))
        if self.answered is False:
            found.append(_("chưa trả lời biểu quyết thử"))
        return found

    @property
    def is_ready(self) -> bool:
        """Lacks nothing."""
        return not self.lacks


def readiness_of(sitting: Sitting) -> list[Line]:
    """A line for everybody who is expected, by precedence; who takes leave isn't."""
    rows = roster(sitting).filter(role__in=EXPECTED).exclude(mode__in=NOT_COMING)
    entries = list(rows.select_related("person__user", "seat"))
    seen, builds = heard_of(sitting.pk), builds_of(sitting.pk)
    asked, answered = _trial_of(sitting)
    papers, opened = _papers_of(sitting, entries)
    users = [user.pk for entry in entries if (user := _user(entry)) is not None]
    unread = dict(
        Notice.objects.filter(user__in=users, read_at=None)
        .values("user")
        .annotate(count=Count("pk"))
        .values_list("user", "count")
    )
    now = clock.real()
    return [
        Line(
            entry=entry,
            has_account=bool(user and user.is_active),
            signed_in_today=bool(user and _is_today(user.last_login, now)),
            seen_at=seen.get(entry.person_id),
            is_old_build=builds.get(entry.person_id, build_of_now()) != build_of_now(),
            is_connected=now - seen.get(entry.person_id, now - timedelta(days=1)) <= SILENCE,
            answered=entry.pk in answered if entry.pk in asked else None,
            opened=opened[entry.pk],
            papers=papers[entry.pk],
            unread=unread.get(user.pk, 0) if user else 0,
        )
        for entry in entries
        for user in [_user(entry)]
    ]


def _user(entry: RosterEntry) -> Any:
    return getattr(entry.person, "user", None)


def _is_today(at: datetime | None, now: datetime) -> bool:
    """Sign-ins are on the true clock."""
    return at is not None and clock.local_day(at) == clock.local_day(now)


def _trial_of(sitting: Sitting) -> tuple[set[UUID], set[UUID]]:
    """The entries the newest trial asked, and those that answered."""
    trial = TrialVote.objects.filter(sitting=sitting).first()
    if trial is None:
        return set(), set()
    asked = set(trials.members_of(sitting).values_list("pk", flat=True))
    return asked, set(trial.answers.values_list("entry_id", flat=True))


def _papers_of(sitting: Sitting, entries: list[RosterEntry]) -> tuple[Counter[UUID], Counter[UUID]]:
    """How many papers each may read, and how many of these in their present version each has opened."""
    laid = ItemPaper.objects.filter(
        item__agenda__sitting=sitting, item__published_at__isnull=False, version__isnull=False
    ).exclude(item__state=AgendaItem.State.WITHDRAWN)
    versions: dict[UUID, set[Any]] = {}
    for item, version in laid.values_list("item_id", "version_id"):
        versions.setdefault(item, set()).add(version)
    own: dict[UUID, set[Any]] = {}
    for entry_id, item in ItemInvitee.objects.filter(item__in=versions).values_list("entry_id", "item_id"):
        own.setdefault(entry_id, set()).update(versions[item])
    every = set().union(*versions.values()) if versions else set()
    users = {user.pk: entry for entry in entries if (user := _user(entry)) is not None}
    read: dict[int, set[Any]] = {}
    openings = PaperOpening.objects.filter(user__in=users, version__in=every)
    for user, version in openings.values_list("user_id", "version_id"):
        read.setdefault(user, set()).add(version)
    papers, opened = Counter[UUID](), Counter[UUID]()
    for entry in entries:
        may = own.get(entry.pk, set()) if entry.role == Role.INVITEE else every
        papers[entry.pk] = len(may)
        opened[entry.pk] = len(may & read.get(getattr(_user(entry), "pk", 0), set()))
    return papers, opened
