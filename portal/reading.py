"""What a reader's pages say of the papers on them: what he read of each, and by whose clock."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.models import Body
from agendas.models import ItemPaper
from papers.models import Paper
from papers.versions import last_read


def body_of(paper: Paper) -> Body | None:
    """The body before which a paper lies; its clock is the one its readers go by."""
    rows = ItemPaper.objects.filter(paper=paper).select_related("item__agenda__sitting__body")
    row = rows.order_by("-created_at").first()
    return row.item.agenda.sitting.body if row else None


def last_read_in(user: Any, documents: dict[str, Any]) -> dict[str, int]:
    """`{paper id: highest version number read}` of the papers of these documents; the user's own, in one query."""
    items = [item for one in documents.values() for item in one["doc"].get("items", {}).values()]
    papers = {UUID(pk) for item in items for pk in item.get("papers", {})}
    return {str(paper): number for paper, number in last_read(user, papers).items()}


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where "back" leads: to the sitting, paper or search named by `?back=`, a path of this house and nothing else."""
    asked = request.GET.get("back", "")
    is_ours = asked.startswith(("/sitting/", "/paper/", "/search/")) and url_has_allowed_host_and_scheme(
        asked, None
    )
    return asked if is_ours and len(asked) <= 2_000 else otherwise


def back_words(back: str) -> str:
    """What the way back is called."""
    if back == reverse("portal:home"):
        return _("Về trang đầu")
    return _("Về kết quả tra cứu") if back.startswith(reverse("portal:search")) else _("Về chỗ đã đọc")
