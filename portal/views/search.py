"""Search over everything the person may see."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import BodyRole
from core.errors import NotFound
from core.ids import as_id
from core.text import whole_number
from portal.hits import leading_back, with_news
from portal.navigation import standing_of
from search import door, facets, saved, setting_aside
from search.models import SavedSearch


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q`, or of the saved search named, narrowed by the filters in the address; with or without tones."""
    row = _saved(request, "saved") if "q" not in request.GET else None
    asked = {**row.filters, "q": row.text} if row else request.GET
    text = asked.get("q", "")
    filters = {name: str(asked[name]) for name in facets.NAMES if asked.get(name)}
    around = cache(lambda: _around(request, row, text))
    page = whole_number(request.GET.get("page", ""), 10_000) or 1
    answer = door.find(request.user, text, filters, page, meanwhile=around)
    kept = {"saved": str(row.pk)} if row else {"q": text, **filters}
    context = {
        "q": text,
        "filters": filters,
        "answer": answer,
        "groups": leading_back(with_news(answer.groups, row), request.get_full_path()),
        "meant": [(number, _address({"q": number})) for number in answer.meant],
        "everywhere": _address({"q": text}),
        "before": _address(kept, answer.page - 1) if answer.page > 1 else "",
        "after": _address(kept, answer.page + 1) if answer.page < answer.pages else "",
        "chosen": [
            {"facet": facet, "without": _address({"q": text, **filters, facet.name: ""})}
            for facet in answer.facets
            if facet.chosen
        ],
        **around(),
    }
    return render(request, "portal/search.html", context)


def _around(request: HttpRequest, row: SavedSearch | None, text: str) -> dict[str, Any]:
    """What stands on the page whatever is found."""
    standing = standing_of(request)
    return {
        "face": face_of(request),
        "body": standing.main_body,
        "me_post": standing.post,
        "set_aside": _set_aside(request),
        **_saved_ones(request, row, text),
    }


def _set_aside(request: HttpRequest) -> list[tuple[str, int]]:
    """What keeps something out of the index, told to administrators: how much, of what error, and nothing of it."""
    is_told = BodyRole.Role.ADMINISTRATOR in standing_of(request).roles
    return setting_aside.told() if is_told else []


def _saved(request: HttpRequest, name: str) -> SavedSearch | None:
    """The own saved search the address names: one to look at, or one just deleted."""
    try:
        return saved.get_saved(request.user, as_id(request.GET[name]), is_deleted=name == "deleted")
    except (KeyError, NotFound):
        return None


def _saved_ones(request: HttpRequest, row: SavedSearch | None, text: str) -> dict[str, Any]:
    if getattr(request.user, "within", ""):
        return {}
    own = saved.of_user(request.user)
    return {
        "saved": row,
        "deleted": _saved(request, "deleted"),
        "may_save": bool(text) and row is None,
        "saved_ones": [(one, saved.address_of(one)) for one in own],
    }


def _address(kept: dict[str, str], page: int = 1) -> str:
    values = {name: value for name, value in kept.items() if value}
    return "?" + urlencode({**values, "page": page} if page > 1 else values)


def face_of(request: HttpRequest) -> str:
    """The base template of the face the person works on."""
    standing = standing_of(request)
    desk = standing.works_at_the_desk and not standing.has_seat
    return "faces/desk/base.html" if desk else "faces/tablet/base.html"
