"""How long recordings are kept: their readers are warned days before, then the sound is destroyed by itself."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import selectors as people
from core.deed import by_system
from core.text import vi_date
from notices.services import Recipient, notify
from recordings import rules
from recordings.models import Recording, RecordingReader
from recordings.services import base
from recordings.services.destroying import destroy_recording

NOTICE = "recordings.destruction_near"


def destroy_expired() -> int:
    """Warn of and destroy what is past `RECORDING_KEEP_DAYS`; answers how many were destroyed. 0 days keep for good.

    What was never warned of is warned of first, so that a shorter setting destroys nothing by surprise.
    """
    if not settings.RECORDING_KEEP_DAYS:
        return 0
    rows = Recording.objects.filter(state=Recording.State.ENDED).select_related("sitting__body")
    return sum([_look_at(row) for row in rows])


def _look_at(recording: Recording) -> bool:
    """Was it destroyed?"""
    today, until = recording.sitting.body.today(), rules.kept_until(recording)
    if until is None or today <= until - timedelta(days=settings.RECORDING_WARN_DAYS):
        return False
    if recording.warned_on is None:
        _warn(recording, today)
        return False
    if today <= max(until, recording.warned_on + timedelta(days=settings.RECORDING_WARN_DAYS)):
        return False
    reason = _("Hết thời hạn lưu %(days)s ngày") % {"days": settings.RECORDING_KEEP_DAYS}
    destroy_recording(by_system(_("Thời hạn lưu ghi âm")), recording, reason)
    return True


@transaction.atomic
def _warn(recording: Recording, today: date) -> None:
    recording = base.lock(recording)
    if recording.warned_on is not None or recording.state != Recording.State.ENDED:
        return
    recording.warned_on = today
    recording.save(update_fields=["warned_on"])
    last = vi_date(rules.destroyed_after(recording, today))
    sitting = recording.sitting
    readers = RecordingReader.objects.standing(today).filter(recording=recording)
    users = people.users_of(readers.values_list("person", flat=True))
    told = [Recipient(user_id=user.pk, person_id=person) for person, user in users.items()]
    facts = {"sitting": str(sitting.pk), "title": sitting.short_title or sitting.title, "last": last}
    notify(told, NOTICE, facts, reverse("recordings:list", args=[sitting.pk]))
    base.note(by_system(_("Thời hạn lưu ghi âm")), "recordings.destruction_warned", recording, last=last)
