"""What a pack holds for one viewer, and who holds one."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import Sum
from django.db.models.functions import Length

from agendas.models import AgendaItem, ItemPaper
from core import clock
from core.registries import ADDRESSES
from meetings.models import Sitting
from meetings.selectors import next_sitting_for
from packs import rules
from packs.models import Pack
from papers.models import PaperPage, PaperVersion, classifications_up_to

# What of pdf.js a reader without a network needs, by folder; an empty tuple is all of it.
READER = {"": ("pdf.min.mjs", "pdf.worker.min.mjs"), "standard_fonts": (), "wasm": ()}
READABLE = (PaperVersion.Preparation.READY, PaperVersion.Preparation.QUICK_VIEW)


def kept_from(sitting: Sitting) -> datetime:
    """From when an allowed pack of the sitting is taken by itself, by the true clock."""
    return rules.kept_up_from(sitting.starts_at, sitting.body.clock_offset, settings.PACK_EVENING_HOUR)


def coming_for(user: Any) -> dict[str, Any] | None:
    """`{sitting, page, from, is_on}` of the sitting this user comes to next, or that is on; None without one."""
    sitting = next_sitting_for(user)
    if sitting is None:
        return None
    from_ = kept_from(sitting).isoformat()
    return {
        "sitting": str(sitting.pk),
        "page": ADDRESSES["sitting"](sitting.pk),
        "from": from_,
        "is_on": sitting.state != Sitting.State.CALLED,
    }


def papers_to_keep(user: Any, sitting: Sitting) -> list[ItemPaper]:
    """The laid papers this user may read now and keep: nothing above the level for devices, nothing that was handed
    out in an internal part, nothing of items whose papers are given on paper alone.
    """
    return list(
        ItemPaper.objects.filter(
            item__in=AgendaItem.objects.visible_to(user).filter(
                agenda__sitting=sitting, published_at__isnull=False, paper_copies_only=False
            ),
            version__in=PaperVersion.objects.visible_to(user),
            version__preparation__in=READABLE,
            version__pdf__isnull=False,
            internal_part__isnull=True,
            paper__classification__in=classifications_up_to(settings.PACK_CLASSIFICATION_CEILING),
        )
        .exclude(paper__state="withdrawn")
        .select_related("item", "paper", "version__pdf")
        .order_by("item__order", "order")
    )


def contents_for(user: Any, sitting: Sitting) -> dict[str, Any]:
    """`{sitting, title, until, last, bytes, papers: [{version, paper, item, number, title, pages, size, text_size,
    sha256}]}`; sizes in bytes, `until` and `last` by the true clock. A constant number of queries.
    """
    laid = papers_to_keep(user, sitting)
    texts = dict(
        PaperPage.objects.filter(version__in=[row.version_id for row in laid])
        .values("version")
        .annotate(letters=Sum(Length("text")))
        .values_list("version", "letters")
    )
    papers = [_facts(row, (texts.get(row.version_id) if row.version_id else 0) or 0) for row in laid]
    last = last_moment_of(sitting)
    shell = reader_files()
    return {
        "sitting": str(sitting.pk),
        "title": sitting.short_title or sitting.title,
        "until": rules.lease(clock.real(), last, settings.PACK_LEASE_HOURS).isoformat(),
        "last": last.isoformat(),
        "bytes": sum(paper["size"] + paper["text_size"] for paper in papers),
        "reader_bytes": sum(size for _path, size in shell),
        "reader": [path for path, _size in shell],
        "papers": papers,
    }


@cache
def reader_files() -> list[tuple[str, int]]:
    """`[(address, size in bytes)]` of the reader's own files that no page names: pdf.js with its fonts and decoders."""
    found = []
    for folder, files in READER.items():
        place = finders.find(f"dist/pdfjs/{folder}" if folder else "dist/pdfjs")
        root = Path(place) if place else None
        for path in sorted(root.iterdir()) if root else []:
            if path.is_file() and (path.name in files or not files):
                name = f"{folder}/{path.name}" if folder else path.name
                found.append((f"{settings.STATIC_URL}dist/pdfjs/{name}", path.stat().st_size))
    return found


def _facts(row: ItemPaper, letters: int) -> dict[str, Any]:
    version = row.version
    assert version is not None and version.pdf is not None
    return {
        "version": str(version.pk),
        "paper": str(row.paper_id),
        "item": str(row.item_id),
        "number": row.item.number,
        "title": row.paper.title,
        "pages": version.page_count,
        "size": version.pdf.size,
        # Vietnamese in UTF-8 takes some 1.4 bytes a letter.
        "text_size": letters * 7 // 5,
        "sha256": version.pdf.sha256,
    }


def last_moment_of(sitting: Sitting) -> Any:
    """The latest moment, by the true clock, a pack of this sitting may be kept until."""
    return rules.last_moment(sitting.starts_at, sitting.body.clock_offset, settings.PACK_DAYS_AFTER)


def texts_of(version: PaperVersion) -> dict[str, Any]:
    """The words of all pages: `{version, pages: [[number, text]]}`."""
    rows = version.pages.order_by("number").values_list("number", "text")
    return {"version": str(version.pk), "pages": [[number, text] for number, text in rows]}


def still_kept(pack: Pack) -> set[str]:
    """Of the versions in the pack those its reader may still keep."""
    if not pack.user.is_active:
        return set()
    wanted = {UUID(pk) for pk in pack.versions}
    return {str(row.version_id) for row in papers_to_keep(pack.user, pack.sitting)} & {
        str(pk) for pk in wanted
    }


def is_being_kept(user: Any, version_id: UUID) -> bool:
    """Does a pack of this user's stand that holds the version?"""
    rows = Pack.objects.filter(user=user.pk, ended_at__isnull=True, keep_until__gt=clock.real())
    return any(str(version_id) in versions for versions in rows.values_list("versions", flat=True))


def packs_of(sitting: Sitting) -> list[Pack]:
    """Every pack ever taken of the sitting, those that stand first."""
    rows = Pack.objects.filter(sitting=sitting).select_related("user__person")
    return sorted(rows, key=lambda pack: (not pack.stands(clock.real()), -pack.created_at.timestamp()))
