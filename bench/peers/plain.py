"""The peer of P1: the same rows in one plain template behind the sign-in check alone, in the same server."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from agendas.models import AgendaItem

PLAIN = Template(
    "<!doctype html><title>Agenda</title><table>{% for item in items %}<tr><td>{{ item.number }}</td>"
    "<td>{{ item.title }}</td><td>{{ item.presenter.full_name }}</td><td>{{ item.minutes_allowed }}</td><td>"
    "{% for row in item.item_papers.all %}<p>{{ row.paper.title }} ({{ row.version.page_count }})</p>{% endfor %}"
    "</td></tr>{% endfor %}</table>",
)


@login_required
def plain(request: HttpRequest, sitting_id: object) -> HttpResponse:
    """The bare page."""
    items = (
        AgendaItem.objects.filter(agenda__sitting=sitting_id)
        .select_related("presenter")
        .prefetch_related("item_papers__paper", "item_papers__version")
    )
    return HttpResponse(PLAIN.render(Context({"items": items})))


urlpatterns = [path("plain/<uuid:sitting_id>/", plain), path("", include("config.urls"))]
