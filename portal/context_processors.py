"""What the frame of every page shows: who is here, where one can go, how the pages look."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from core.build import build_of_now
from portal import navigation
from realtime import confinement


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names and links are worked out only if the page draws them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo_url": settings.DEMO_URL, "prefs": {}}
    on_loan = bool(confinement.within_of(request))
    return {
        "demo_url": settings.DEMO_URL,
        "on_loan": on_loan,
        "build": build_of_now(),
        "who": str(user.person_id or user.pk),
        "prefs": {"theme": user.theme, "step": user.text_step, "hand": user.hand, "spread": user.spread},
        "me_name": user.get_full_name(),
        "me_post": SimpleLazyObject(lambda: navigation.standing_of(request).post),
        "face_nav": [] if on_loan else SimpleLazyObject(lambda: navigation.links_for(request)),
        "home_url": reverse("portal:home"),
        "signed_in_label": _("Đang đăng nhập"),
    }
