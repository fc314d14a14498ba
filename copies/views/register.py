"""The register of numbered paper copies of state secrets at the desk."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agendas.facts import shown_title
from copies import access, printing, services
from copies.errors import HolderMissing
from copies.models import PaperCopy, PaperStub
from copies.register import holders_of, stubs_of
from copies.views.desk import made_file
from core.text import whole_number
from meetings.models import Sitting
from meetings.views.desk.shared import desk_deed, do, page


@never_cache
@require_safe
def register(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Every copy: who has it, what came back, what is missing."""
    sitting = access.get_sitting_of_desk(request.user, sitting_id)
    stubs = stubs_of(sitting)
    context = {
        **page(request, sitting, "copies:register", _("Sổ bản giấy")),
        "stubs": stubs,
        "missing": sum(len(stub.missing) for stub in stubs),
        "may_keep": access.keeps_register(request.user, sitting),
        "items": [(item, shown_title(item)) for item in access.items_at_desk(sitting)],
        "classes": PaperStub.CLASSES,
        "holders": holders_of(sitting),
    }
    return render(request, "copies/desk/register.html", context)


@never_cache
@require_safe
def printed(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The register as a form to print."""
    sitting = access.get_sitting_of_desk(request.user, sitting_id)
    content = printing.register_pdf(sitting, [one.stub for one in stubs_of(sitting)])
    return made_file(content, "application/pdf", f"so-ban-giay-{sitting.day:%Y-%m-%d}.pdf")


@require_POST
def add(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A stub on an item (`item`, `number`, `classification`, `responsible`)."""
    sitting = access.get_sitting_of_register(request.user, sitting_id)
    item = access.get_item_at_desk(sitting, request.POST.get("item", ""))
    sent = {name: request.POST.get(name, "") for name in ("number", "classification", "responsible")}
    deed = desk_deed(request, sitting)
    return _do(request, sitting, lambda: services.add_stub(deed, item, **sent), _("Đã ghi văn bản vào sổ."))


@require_POST
def count(request: HttpRequest, sitting_id: UUID, stub_id: UUID) -> HttpResponse:
    """So many more copies of a stub (`count`)."""
    sitting = access.get_sitting_of_register(request.user, sitting_id)
    stub = access.get_stub(sitting, stub_id)
    wanted, deed = whole_number(request.POST.get("count", "")) or 0, desk_deed(request, sitting)
    return _do(request, sitting, lambda: services.print_copies(deed, stub, wanted), _("Đã ghi số bản in."))


@require_POST
def hand_out(request: HttpRequest, sitting_id: UUID, paper_copy_id: UUID) -> HttpResponse:
    """Hand a copy to somebody of the roster (`entry`)."""
    sitting, copy = _copy(request, sitting_id, paper_copy_id)
    deed = desk_deed(request, sitting)

    def act() -> None:
        entry = access.get_holder(sitting, request.POST.get("entry", ""))
        if entry is None:
            raise HolderMissing
        services.hand_out_copy(deed, copy, entry)

    return _do(request, sitting, act, _("Đã giao bản số %(number)s.") % {"number": copy.number})


@require_POST
def take_back(request: HttpRequest, sitting_id: UUID, paper_copy_id: UUID) -> HttpResponse:
    """A copy came back."""
    sitting, copy = _copy(request, sitting_id, paper_copy_id)
    deed = desk_deed(request, sitting)
    said = _("Đã thu hồi bản số %(number)s.") % {"number": copy.number}
    return _do(request, sitting, lambda: services.take_back_copy(deed, copy), said)


@require_POST
def destroy(request: HttpRequest, sitting_id: UUID, paper_copy_id: UUID) -> HttpResponse:
    """A copy is destroyed before a witness (`witness`)."""
    sitting, copy = _copy(request, sitting_id, paper_copy_id)
    deed, witness = desk_deed(request, sitting), request.POST.get("witness", "")
    said = _("Đã hủy bản số %(number)s.") % {"number": copy.number}
    return _do(request, sitting, lambda: services.destroy_copy(deed, copy, witness), said)


def _copy(request: HttpRequest, sitting_id: UUID, copy_id: UUID) -> tuple[Sitting, PaperCopy]:
    sitting = access.get_sitting_of_register(request.user, sitting_id)
    return sitting, access.get_paper_copy(sitting, copy_id)


def _do(request: HttpRequest, sitting: Sitting, act: Callable[[], Any], said: str) -> HttpResponse:
    return do(request, act, said, "copies:register", sitting.pk)
