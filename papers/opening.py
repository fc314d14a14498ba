"""Pages of a version go out to a reader: in a file, a picture, a tile, as words. Whichever way, it is an opening."""

from django.http import HttpRequest

from core.registries import PUT_BY
from papers import services
from papers.models import PaperVersion


def went_out(request: HttpRequest, version: PaperVersion) -> None:
    """Note that this reader reads the version, unless a device of the reader's is only putting it by."""
    if request.method == "GET" and not is_put_by(request, version):
        services.note_reading(request.user, version)


def is_put_by(request: HttpRequest, version: PaperVersion) -> bool:
    """Is it fetched into a pack (`?keep`) that stands and holds it? That is no reading."""
    return "keep" in request.GET and any(may(request.user, version.pk) for may in PUT_BY.all("version"))
