"""What of papers can be found: titles, numbers, and the texts of the pages of the version one reads."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.bulk import document, given
from core.readings import many, planned_once, question, question_about
from core.registries import ADDRESSES, SEARCHABLES
from core.text import citation_key
from papers.models import Classification, Paper, PaperPage, PaperVersion
from papers.rights import Rights
from search.facets import PLACINGS, Placing
from search.legacy import readable
from search.registering import LONGEST, Entry, InPages, Place, Searchable, Shown
from search.visible import Visible, audiences_of
from search.watching import Watch

# Of the places given; the text is long, and of several pages of a version only one is shown with a piece of it.
PAGES = """SELECT one.version_id, one.number, CASE WHEN given.is_read THEN one.text ELSE '' END, one.text_source
    FROM given JOIN papers_paperpage one ON one.version_id = given.ref AND one.number = given.page"""
# What a hit says of its paper.
FACTS = (
    "paper",
    "paper__title",
    "paper__document_number",
    "paper__kind",
    "paper__organisation__name",
    "paper__organisation__short_name",
)


def entries_of(papers: list[UUID]) -> dict[UUID, list[Entry]]:
    """Title and pages of every version: which one somebody reads is asked when he searches."""
    found: dict[UUID, list[Entry]] = {}
    for version in PaperVersion.objects.filter(paper__in=papers).select_related("paper"):
        found.setdefault(version.paper_id, []).extend(_entries(version))
    return found


def places_of(papers: list[UUID]) -> set[Place]:
    """The title and the pages of every version."""
    pages = PaperPage.objects.filter(version__paper__in=papers).values_list("version", "number")
    return {*pages, *heads_of(papers)}


def heads_of(papers: list[UUID]) -> set[Place]:
    """The title of every version."""
    versions = PaperVersion.objects.filter(paper__in=papers).values_list("pk", flat=True)
    return {(pk, 0) for pk in versions}


def places_in(versions: list[UUID]) -> set[Place]:
    """The title and the pages of these versions."""
    there = PaperVersion.objects.filter(pk__in=versions).values_list("pk", flat=True)
    pages = PaperPage.objects.filter(version__in=versions).values_list("version", "number")
    return {*pages, *((pk, 0) for pk in there)}


def entries_at(places: list[Place]) -> dict[UUID, list[Entry]]:
    """As `entries_of`, of these places alone."""
    wanted: dict[UUID, list[int]] = {}
    for ref, page in places:
        wanted.setdefault(ref, []).append(page)
    found: dict[UUID, list[Entry]] = {}
    for version in PaperVersion.objects.filter(pk__in=wanted).select_related("paper"):
        found.setdefault(version.paper_id, []).extend(_entries(version, wanted[version.pk]))
    return found


def _entries(version: PaperVersion, wanted: list[int] | None = None) -> Iterator[Entry]:
    paper = version.paper
    same: dict[str, Any] = {
        "ref": version.pk,
        "moment": _moment(paper, version),
        "classification": paper.classification,
        "organisation": paper.organisation_id,
        "sort": paper.kind,
    }
    if wanted is None or 0 in wanted:
        yield Entry(page=0, text=f"{paper.document_number} {paper.title}".strip(), **same)
    pages = version.pages.order_by("number") if version.is_readable else version.pages.none()
    if wanted is not None:
        pages = pages.filter(number__in=wanted)
    for number, text in pages.values_list("number", "text"):
        if text.strip():
            yield Entry(page=number, text=readable(text[:LONGEST]), **same)


def _moment(paper: Paper, version: PaperVersion) -> datetime:
    """The day on the paper; without one, when the version came."""
    if paper.document_date is None:
        return version.created_at
    return datetime.combine(paper.document_date, time(12), tzinfo=clock.HANOI)


def _there(user_id: int, audiences: tuple[str, ...], *, each: bool = False) -> QuerySet:
    """The versions this user may read, of papers that weren't withdrawn.

    What holds of a paper holds of all its versions, so that the newest is counted among those left.
    """
    readable = PaperVersion.objects.filter(Rights(user_id, audiences, each=each).to_read())
    return readable.exclude(paper__state=Paper.State.WITHDRAWN).filter(paper__current__isnull=False)


def _readable_by(user_id: int, audiences: tuple[str, ...]) -> QuerySet:
    """The one version of each paper this user reads."""
    place = Window(RowNumber(), partition_by=[F("paper")], order_by=F("number").desc())
    return _there(user_id, audiences).annotate(place=place).filter(place=1).values("pk")


def _known_of(user: Any) -> tuple[int, tuple[str, ...]]:
    """What decides which papers the user reads; nobody has the number 0."""
    return user.pk or 0, audiences_of(user)


visible_to = Visible(_known_of, _readable_by)


def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
    """Title, address and page text, as far as they may be seen now; of several pages of one the first has its text."""
    rows = _open(*_known_of(user))(refs={ref for ref, _page in places}).rows()
    versions = {ref: _facts(*facts) for ref, *facts in rows}
    found = _pages([place for place in places if place[0] in versions])
    words = _("Trang %(page)d"), _("văn bản nhận dạng, có thể sai")  # looked up once, not for each page
    return {
        (ref, page): _shown(versions[ref], page, found.get((ref, page)), *words)
        for ref, page in places
        if ref in versions and (not page or (ref, page) in found)
    }


@question_about
def _open(user_id: int, audiences: tuple[str, ...]) -> QuerySet:
    """What a hit says of those of these versions that this user reads now: as `_readable_by`, asked of each."""
    there = _there(user_id, audiences, each=True)
    newer = there.filter(paper=OuterRef("paper"), number__gt=OuterRef("number"))
    wanted = there.filter(pk__in=many("refs", PaperVersion.id))
    return wanted.filter(~Exists(newer)).values_list("pk", *FACTS)


def _pages(places: list[Place]) -> dict[Place, tuple[str, str]]:
    """(text, where it is from) of these pages and of no others."""
    first = {ref: page for ref, page in reversed(places) if page}
    found = _read(places, first)
    if set(first.items()) - found.keys():  # gone since it was found: the next one stands for the version
        return _read(places, {ref: page for ref, page in reversed(places) if (ref, page) in found})
    return found


def _read(places: list[Place], with_text: Mapping[UUID, int]) -> dict[Place, tuple[str, str]]:
    fields: list[Any] = [PaperPage._meta.get_field(name) for name in ("version", "number", "is_tiled")]
    asked = [(ref, page, with_text.get(ref) == page) for ref, page in places if page]
    with planned_once() as cursor:
        cursor.execute(f"{given(('ref', 'page', 'is_read'), fields)} {PAGES}", [document(fields, asked)])
        rows = cursor.fetchall()
    return {(ref if isinstance(ref, UUID) else UUID(ref), page): of_it for ref, page, *of_it in rows}


def _facts(
    paper: UUID, title: str, number: str, kind: str, name: str | None, short_name: str | None
) -> Shown:
    """Title, address, the words about it and where it is told who cites it: the same on each of its pages."""
    words = (number, str(Paper.Kind(kind).label), short_name or name or "")
    return Shown(
        title=title,
        url=ADDRESSES["paper"](paper),
        place=" · ".join(word for word in words if word),
        comes_back=True,
        cited_url=ADDRESSES["cited"](paper) if number else "",
    )


def _shown(facts: Shown, page: int, found: tuple[str, str] | None, on_page: str, recognised: str) -> Shown:
    text, source = found or ("", "")
    words = [on_page % {"page": page}, facts.place] if page else [facts.place]
    if source == PaperPage.TextSource.RECOGNISED:
        words = [*words, recognised]
    return replace(
        facts,
        url=facts.url + (f"#page={page}" if page > 1 else ""),
        place=" · ".join(word for word in words if word),
        text=readable(text),
        marks_words=bool(page),
    )


def of(watch: str, ids: set[UUID]) -> set[UUID]:
    """The papers of what was noted: a page and a laying name their version, the others their paper."""
    if watch not in ("paper_page", "paper_laying"):
        return ids
    return set(PaperVersion.objects.filter(pk__in=ids).values_list("paper_id", flat=True))


def things_of(refs: list[UUID]) -> dict[UUID, UUID]:
    """The paper of each version."""
    return dict(PaperVersion.objects.filter(pk__in=refs).values_list("pk", "paper_id"))


def _numbered(_user: Any, kind: str, number: str) -> QuerySet | None:
    """The versions of the papers with this number."""
    if kind != "paper":
        return None
    return PaperVersion.objects.filter(paper__citation_key=citation_key(number)).values("pk")


def _numbers(_user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """The number of each, of versions the user sees."""
    if kind != "paper":
        return {}
    return {pk: [(key, number)] for pk, key, number in _numbers_of(refs=refs).rows()}


@question
def _numbers_of() -> QuerySet:
    rows = PaperVersion.objects.filter(pk__in=many("refs", PaperVersion.id)).exclude(
        paper__document_number=""
    )
    return rows.values_list("pk", "paper__citation_key", "paper__document_number")


PLACINGS.add("number", Placing(_numbered, _numbers))
SEARCHABLES.add(
    "paper",
    Searchable(
        kind="paper",
        label=gettext_lazy("Tài liệu"),
        watches=(
            Watch(
                "paper",
                "papers.Paper",
                of=("kind", "classification", "document_date", "organisation_id"),
            ),
            Watch("paper_title", "papers.Paper", of=("title", "document_number"), part="head"),
            Watch("paper_version", "papers.PaperVersion", of=("preparation",), part="ref"),
            Watch("paper_page", "papers.PaperPage", "version_id", of=("text",), page="number"),
        ),
        openings=(
            Watch("paper_state", "papers.Paper", of=("state", "current_id")),
            Watch("paper_laying", "papers.PaperLaying", "version_id"),
            Watch("paper_grant", "papers.PaperGroupObjectPermission", "content_object_id"),
        ),
        entries_of=entries_of,
        visible_to=visible_to,
        show=show,
        of=of,
        things_of=things_of,
        pages=InPages(places_of, places_in, heads_of, entries_at),
        sorts=dict(Paper.Kind.choices),
        classifications=dict(Classification.choices),
    ),
)
