"""Reading the lines that wait for a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Body
from core.registries import NOTICE_KINDS
from notices.events import line_facts
from notices.models import Notice


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in words."""

    notice: Notice
    text: str
    at: datetime

    @property
    def url(self) -> str:
        """Where it leads."""
        return self.notice.url


def lines_for(user: Any, limit: int = 50, only_unread: bool = False) -> list[Line]:
    """The user's newest lines, in the language of now; kinds of an app that is gone are left out."""
    rows = Notice.objects.filter(user=user).order_by("-created_at", "-pk")
    rows = rows.filter(read_at=None) if only_unread else rows
    body = _body_of(user)
    return [
        Line(
            row,
            str(NOTICE_KINDS[row.kind].line(row.facts)),
            body.time_of(row.created_at) if body else row.created_at,
        )
        for row in rows[:limit]
        if row.kind in NOTICE_KINDS
    ]


def _body_of(user: Any) -> Body | None:
    """The body whose clock the reader lives by; a demonstration lives in another season."""
    person = getattr(user, "person_id", None)
    mine = Body.objects.filter(Q(seats__person=person) | Q(roles__person=person), is_practice=False)
    return mine.first()


def unread_count(user: Any) -> int:
    """How many lines wait."""
    return Notice.objects.filter(user=user, read_at=None).count()


def unread_of_person(person_id: str) -> dict[str, Any]:
    """The "notices" block of a person's stream."""
    rows = Notice.objects.filter(user__person_id=person_id, read_at=None)
    return {str(row.batch): line_facts(row.kind, row.url, row.facts) for row in rows}
