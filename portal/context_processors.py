"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The person's reading preferences and whether this is the demonstration."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "demo": settings.DEMO,
        "theme": user.theme if signed_in else "auto",
        "text_step": user.text_step if signed_in else 1,
        "hand": user.hand if signed_in else "right",
    }
