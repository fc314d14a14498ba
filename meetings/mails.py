"""What the notices of meetings say and carry."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.text import safe_file_name, vi_moment
from layouts.pdf import render_pdf
from meetings.calendar import calendar_of, method_of
from meetings.letter import letter_of
from meetings.models import Invitation
from meetings.services.letters import CANCELLED, CHANGED, INVITATION, REMINDER
from notices.kinds import Attachment, NoticeKind
from notices.models import Notice


def _at(facts: dict[str, Any]) -> dict[str, Any]:
    return {"title": facts["title"], "at": vi_moment(datetime.fromisoformat(facts["starts_at"]))}


def _invited(facts: dict[str, Any]) -> str:
    return _("Giấy mời: %(title)s, %(at)s") % _at(facts)


def _changed(facts: dict[str, Any]) -> str:
    return _("Thay đổi giấy mời: %(title)s, %(at)s") % _at(facts)


def _cancelled(facts: dict[str, Any]) -> str:
    return _("Hủy giấy mời: %(title)s, %(at)s") % _at(facts)


def _reminded(facts: dict[str, Any]) -> str:
    return _("Đề nghị trả lời giấy mời: %(title)s, %(at)s") % _at(facts)


def _context(notice: Notice) -> dict[str, Any]:
    facts = notice.facts
    return {**facts, "starts_at": datetime.fromisoformat(facts["starts_at"])}


def _files(notice: Notice) -> list[Attachment]:
    """The letter as PDF (not with a cancellation) and the calendar file."""
    letter_id = notice.facts.get("invitation")
    invitation = Invitation.objects.filter(pk=letter_id).first() if letter_id else None
    if invitation is None:
        return []
    method = method_of(invitation)
    calendar = calendar_of(invitation, notice.address)
    files = [Attachment("moi-hop.ics", calendar, f"text/calendar; method={method}")]
    if method == "REQUEST":
        name = safe_file_name(f"Giấy mời {invitation.facts['title']}.pdf")
        files.insert(0, Attachment(name, render_pdf(letter_of(invitation)), "application/pdf"))
    return files


KINDS = {
    INVITATION: NoticeKind(_invited, "meetings/invitation", _context, _files),
    CHANGED: NoticeKind(_changed, "meetings/invitation_changed", _context, _files),
    CANCELLED: NoticeKind(_cancelled, "meetings/sitting_cancelled", _context, _files),
    REMINDER: NoticeKind(_reminded, "meetings/reminder", _context),
}
