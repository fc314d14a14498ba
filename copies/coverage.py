"""Who has opened which paper of a sitting: opened or not, never a page, never a note. For its secretariat alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from accounts.selectors import users_of
from agendas.models import AgendaItem, ItemInvitee, ItemPaper, ItemRecusal
from meetings.models import RosterEntry, Sitting
from papers.models import Paper, PaperOpening

Role, Mode = RosterEntry.Role, RosterEntry.Mode
# Who reads the whole sitting; invitees read their own items.
READERS = (Role.MEMBER, Role.SUBSTITUTE, Role.STANDING_INVITEE)


@dataclass
class PaperReading:
    """One paper: who should read it, and who of them opened the version laid, an earlier one, or none."""

    row: ItemPaper
    opened: list[RosterEntry] = field(default_factory=list)
    earlier: list[RosterEntry] = field(default_factory=list)
    unopened: list[RosterEntry] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many should read it."""
        return len(self.opened) + len(self.earlier) + len(self.unopened)


@dataclass
class Reading:
    """The papers of a sitting, and for each reader those he hasn't opened as they are laid now."""

    papers: list[PaperReading]
    waiting: dict[UUID, list[ItemPaper]]
    entries: dict[UUID, RosterEntry]
    users: dict[UUID, User]

    @property
    def people(self) -> list[tuple[RosterEntry, list[ItemPaper], bool]]:
        """`[(entry, papers not opened, can sign in)]` of those who lack some, in the order of the roster."""
        found = [(self.entries[pk], rows) for pk, rows in self.waiting.items() if rows]
        found.sort(key=lambda one: (one[0].order, one[0].name))
        return [(entry, rows, entry.person_id in self.users) for entry, rows in found]


def laid_papers(sitting: Sitting) -> list[ItemPaper]:
    """The published papers of a sitting in order; those of internal parts belong to other readers and aren't told."""
    rows = ItemPaper.objects.filter(
        item__agenda__sitting=sitting, item__published_at__isnull=False, version__isnull=False
    )
    rows = rows.filter(internal_part=None).exclude(item__state=AgendaItem.State.WITHDRAWN)
    rows = rows.exclude(paper__state=Paper.State.WITHDRAWN)
    related = ("item__organisation", "paper__organisation", "paper__dossier_paper__dossier", "version")
    return list(rows.select_related(*related).order_by("item__order", "order"))


def reading_of(sitting: Sitting) -> Reading:
    """The whole picture, in a fixed number of queries."""
    rows = laid_papers(sitting)
    entries = {entry.pk: entry for entry in _readers(sitting)}
    users = users_of([entry.person_id for entry in entries.values()])
    invited = _pairs(ItemInvitee.objects.filter(entry__in=list(entries)).values_list("item_id", "entry_id"))
    excused = _pairs(ItemRecusal.objects.filter(entry__in=list(entries)).values_list("item_id", "entry_id"))
    opened = _openings(rows, users.values())
    reading = Reading([], {pk: [] for pk in entries}, entries, users)
    for row in rows:
        one = PaperReading(row)
        for entry in entries.values():
            key = (row.item_id, entry.pk)
            if key in excused or (entry.role == Role.INVITEE and key not in invited):
                continue
            user = users.get(entry.person_id)
            seen = opened.get((user.pk, row.paper_id), set()) if user else set()
            if row.version_id in seen:
                one.opened.append(entry)
                continue
            (one.earlier if seen else one.unopened).append(entry)
            reading.waiting[entry.pk].append(row)
        reading.papers.append(one)
    return reading


def _readers(sitting: Sitting) -> list[RosterEntry]:
    """Who takes part: a member who is away has his substitute read instead."""
    away = Q(role=Role.MEMBER) & (Q(mode=Mode.SUBSTITUTED) | Q(leave_approved_at__isnull=False))
    rows = sitting.roster.filter(removed_at=None, role__in=(*READERS, Role.INVITEE)).exclude(away)
    return list(rows.select_related("person").order_by("order", "name"))


def _pairs(rows: Iterable[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    return set(rows)


def _openings(rows: list[ItemPaper], users: Iterable[User]) -> dict[tuple[int, UUID], set[UUID]]:
    """`{(user, paper): versions opened}`."""
    found: dict[tuple[int, UUID], set[UUID]] = {}
    openings = PaperOpening.objects.filter(
        version__paper__in=[row.paper_id for row in rows], user__in=[user.pk for user in users]
    )
    for user, paper, version in openings.values_list("user_id", "version__paper_id", "version_id"):
        found.setdefault((user, paper), set()).add(version)
    return found
