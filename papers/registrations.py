"""What papers leaves in the registries of the house (read once at start)."""

from typing import Any

from django.utils.translation import gettext as _

from core.registries import AUDIT_VERBS, SNAPSHOT_PARTS, STILL_ALLOWED, SWEEPS
from papers import checks, events, indexes, jobs, sandbox, selectors, services
from papers.models import Paper
from realtime import streams

__all__ = ["checks", "events", "indexes", "jobs"]

STILL_ALLOWED.add(selectors.VERSION, selectors.still_readable)
SWEEPS.add("minute", services.sweep_uploads)
SWEEPS.add("minute", services.sweep_partial_uploads)
SWEEPS.add("minute", sandbox.sweep_work_folders)


@SNAPSHOT_PARTS.under("person")
def own_uploads(stream: str) -> dict[str, Any]:
    """How far the conversions of one's own files are."""
    return selectors.preparing_for_person(streams.id_of(stream))


AUDIT_VERBS.add(
    "paper.upload_staged", lambda f: _("Tải lên tệp “%(name)s” (%(size)s byte)") % _all(f, "name", "size")
)
AUDIT_VERBS.add(
    "paper.attached",
    lambda f: _("Đưa tệp “%(name)s” vào hệ thống thành tài liệu “%(title)s”") % _all(f, "name", "title"),
)
AUDIT_VERBS.add(
    "paper.version_added",
    lambda f: _("Thêm bản %(version)s của tài liệu “%(title)s”") % _all(f, "version", "title"),
)
AUDIT_VERBS.add(
    "paper.recognition_asked",
    lambda f: (
        _("Nhận dạng chữ %(pages)s trang ảnh quét của tài liệu “%(title)s”, bản %(version)s")
        % _all(f, "pages", "title", "version")
    ),
)
AUDIT_VERBS.add("paper.edited", lambda f: _("Sửa thông tin tài liệu “%(title)s”") % _all(f, "title"))
AUDIT_VERBS.add(
    "paper.moved",
    lambda f: (
        _("Chuyển tài liệu “%(title)s” sang trạng thái: %(state)s")
        % {**_all(f, "title"), "state": Paper.State(f["state"]).label if f.get("state") else "–"}
    ),
)
AUDIT_VERBS.add(
    "paper.withdrawn",
    lambda f: _("Rút tài liệu “%(title)s”. Lý do: %(reason)s") % _all(f, "title", "reason"),
)


def _all(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    """These facts; one an old record lacks reads as a dash."""
    return {name: facts.get(name, "–") for name in names}
