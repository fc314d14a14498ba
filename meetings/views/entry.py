"""The doors for those without a sign-in of their own on this device: a guest's link, a seat code, and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.deeds import deed_of
from accounts.limits import count_wrong, ensure_not_too_many
from accounts.middleware import open_to_all
from core.errors import DomainError
from core.forms import add_refusal
from core.registries import ADDRESSES
from meetings import letting_in, services
from meetings import pass_words as words
from meetings.errors import PassUnknown, PassUsed
from meetings.forms import LinkForm, SeatCodeForm
from meetings.models import OneTimePass

Kind = OneTimePass.Kind
DOOR = "pass"


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest) -> HttpResponse:
    """A tablet of the room asks for seat code and PIN."""
    form = SeatCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        answer = _enter(request, form, Kind.SEAT, words.as_code(typed["code"]), typed["pin"])
        if answer is not None:
            return answer
    context = {"form": form, "heading": _("Mời đại biểu vào phiên họp"), "submit": _("Vào phiên họp")}
    return render(request, "meetings/entry/door.html", {**context, "is_seat": True, "ended": _ended(request)})


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's link asks for its PIN; one that was used says so. Raises `PassUnknown`."""
    ensure_not_too_many(request, DOOR)
    row = OneTimePass.objects.filter(kind=Kind.LINK, token_hash=words.token_hash(Kind.LINK, token)).first()
    if row is None:
        count_wrong(request, DOOR)
        raise PassUnknown
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _enter(request, form, Kind.LINK, token, form.cleaned_data["pin"])
        if answer is not None:
            return answer
    elif (refusal := services.why_not(row)) is not None:
        raise refusal
    context = {"form": form, "heading": _("Mời đại biểu vào phiên họp"), "submit": _("Vào phiên họp")}
    return render(request, "meetings/entry/door.html", context)


@open_to_all
@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """“Trả máy”: signed out, and the tablet keeps nothing."""
    row = letting_in.pass_of(request)
    if row is not None:
        deed = deed_of(request.user, row.entry.sitting.body)
        services.end_pass(deed, row, OneTimePass.Ending.RETURNED)
        request.session.flush()
    return letting_in.wiped(redirect("entry:seat"))


def _enter(
    request: HttpRequest, form: LinkForm | SeatCodeForm, kind: str, secret: str, pin: str
) -> HttpResponse | None:
    """In, or None with the refusal in the form."""
    try:
        ensure_not_too_many(request, DOOR)
        row = services.use_pass(
            kind, secret, words.as_pin(pin), letting_in.device_of(request), letting_in.signs_in(request)
        )
    except DomainError as refusal:
        if not isinstance(refusal, PassUsed):
            count_wrong(request, DOOR)
        add_refusal(form, refusal)
        return None
    response = redirect(ADDRESSES["sitting"](row.entry.sitting_id))
    response.set_cookie(
        letting_in.ON_LOAN, "1", max_age=2 * 86400, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _ended(request: HttpRequest) -> bool:
    return request.GET.get("ended") == "1"
