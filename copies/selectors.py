"""Reads of copies, always for a viewer."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from agendas.access import can_read_script
from copies.models import IssuedCopy
from papers.models import PaperVersion

# The kind of thing a download is about.
COPY = "issued_copy"


def may_fetch(user: Any, copy: IssuedCopy) -> bool:
    """Is it the user's own, and may everything in it still be read? The presider's set ends with the chair: it holds
    the script.
    """
    if copy.user_id != user.pk or not may_have(user, copy):
        return False
    wanted = {UUID(one) for one in copy.versions}
    found = PaperVersion.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True)
    return wanted <= set(found)


def may_have(user: Any, copy: IssuedCopy) -> bool:
    """Has the user, now, the right to a set of this kind of its sitting?"""
    if copy.subject != IssuedCopy.Subject.CHAIR_SET:
        return True
    return copy.sitting is not None and can_read_script(user, copy.sitting)


def still_fetchable(pairs: set[tuple[int, Any]]) -> set[tuple[int, Any]]:
    """Those of these `(user id, copy id)` that may still be fetched."""
    users = get_user_model()._default_manager.in_bulk({user for user, _copy in pairs})
    copies = IssuedCopy.objects.select_related("sitting__body").in_bulk({copy for _user, copy in pairs})
    return {
        (user, copy)
        for user, copy in pairs
        if user in users and copy in copies and may_fetch(users[user], copies[copy])
    }
