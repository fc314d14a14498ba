"""The internal part at the desk: who stays, the one press that begins it, who is inside, the one that ends it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings import access, inner, services
from meetings.models import RosterEntry, Sitting
from meetings.views.desk.shared import desk_deed, do, page


@require_http_methods(["GET", "POST"])
def internal_part(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The list of who stays; POST begins the part with the persons ticked."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    if request.method == "POST":
        deed, persons = desk_deed(request, sitting), request.POST.getlist("person")
        return do(
            request,
            lambda: services.start_internal_part(deed, sitting, persons),
            _("Đã bắt đầu phần họp nội bộ."),
            "meetings:internal_part",
            sitting.pk,
        )
    context = page(request, sitting, "", _("Phần họp nội bộ"))
    return render(request, "meetings/desk/internal.html", {**context, **_people(request, sitting)})


def _people(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    person = getattr(request.user, "person_id", None)
    part = inner.part_now(sitting)
    named = {str(row.person_id) for row in part.persons.all()} if part else set()
    ticked = named or {*services.usually_named(sitting, person), str(sitting.presider_id)}
    roles = dict(sitting.roster.filter(removed_at=None).values_list("person_id", "role"))
    labels = {str(pk): RosterEntry.Role(role).label for pk, role in roles.items()}
    rows = [
        {
            "person": pk,
            "name": name,
            "post": post,
            "role": labels.get(pk, _("Ban thư ký")),
            "order": order,
            "ticked": pk in ticked,
        }
        for pk, (name, post, order) in services.candidates(sitting).items()
    ]
    rows.sort(key=lambda row: (not row["ticked"], row["order"], row["name"]))
    return {
        "part": part,
        "rows": rows,
        "inside": [row for row in rows if row["ticked"]],
        "outside": [row for row in rows if not row["ticked"]],
        "can_start": part is None and sitting.state == Sitting.State.OPEN,
    }


@require_POST
def admit_inside(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Name one or more further persons."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    deed, persons = desk_deed(request, sitting), request.POST.getlist("person")
    return do(
        request,
        lambda: services.admit_inside(deed, sitting, persons),
        _("Đã mời vào."),
        "meetings:internal_part",
        sitting.pk,
    )


@require_POST
def end_internal_part(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Call everybody back."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    deed = desk_deed(request, sitting)
    return do(
        request,
        lambda: services.end_internal_part(deed, sitting),
        _("Đã kết thúc phần họp nội bộ."),
        "meetings:internal_part",
        sitting.pk,
    )
