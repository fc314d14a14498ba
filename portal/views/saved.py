"""Saving a search, giving it another name, deleting it and bringing it back: plain forms of the search page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.deeds import deed_of
from core.errors import DomainError, NotFound
from search import facets, saved, services
from search.models import SavedSearch


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the form."""
    if getattr(request.user, "within", ""):  # in by a pass for one sitting: nothing is kept for later
        raise NotFound
    filters = {name: request.POST[name] for name in facets.NAMES if request.POST.get(name)}
    text = request.POST.get("q", "")

    def keep() -> str:
        row = services.save_search(
            deed_of(request.user), request.user, text, filters, request.POST.get("name", "")
        )
        messages.success(request, _("Đã lưu tra cứu “%(name)s”.") % {"name": row.name})
        return saved.address_of(row)

    return _done(request, keep, f"{reverse('portal:search')}?{urlencode({'q': text, **filters})}")


@require_POST
def rename(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Another name."""
    return _done(
        request, lambda: _to(services.rename_search(_deed(request), search_id, request.POST.get("name", "")))
    )


@require_POST
def delete(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Delete; the page that comes offers to undo it."""

    def gone() -> str:
        row = services.delete_search(_deed(request), search_id)
        return f"{reverse('portal:search')}?deleted={row.pk}"

    return _done(request, gone)


@require_POST
def restore(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Undo a deletion."""
    return _done(request, lambda: _to(services.restore_search(_deed(request), search_id)))


def _deed(request: HttpRequest) -> Any:
    return deed_of(request.user)


def _to(row: SavedSearch) -> str:
    return saved.address_of(row)


def _done(request: HttpRequest, do: Callable[[], str], otherwise: str = "") -> HttpResponse:
    """Where it leads; a refusal is said on the page one comes from."""
    try:
        return redirect(do())
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(otherwise or reverse("portal:search"))
