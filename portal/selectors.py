"""What the pages that show several apps read, always for a viewer."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agendas.awaiting import agendas_awaiting_approval
from agendas.awaiting_positions import items_awaiting_position
from agendas.lines import news_count
from agendas.models import AgendaItem, ItemPaper
from agendas.rules import minutes_to_read
from core.errors import NotFound
from core.text import vi_moment
from meetings.access import get_own_entry
from meetings.models import RosterEntry, Sitting
from meetings.selectors import read_for
from papers.models import Paper, PaperOpening
from papers.selectors import last_pages
from realtime import keeping, streams
from realtime.confinement import snapshot_within
from realtime.selectors import snapshot

PLACEHOLDER = UUID(int=0)
LIVE = (Sitting.State.OPEN, Sitting.State.SUSPENDED)


def streams_for(user: Any, sitting: Sitting) -> list[str]:
    """The streams this user's page of the sitting follows, widest view first; empty if none is open to him."""
    names = set(user.groups.values_list("name", flat=True))
    found = []
    for audience in (streams.SECRETARIAT, streams.MEMBERS, streams.OBSERVERS, streams.ROOM):
        if sitting.stream(audience) in names:
            found.append(sitting.stream(audience))
            break
    else:
        items = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
        found += [streams.item(pk) for pk in items.values_list("pk", flat=True) if streams.item(pk) in names]
    if sitting.stream(streams.CHAIR) in names:
        found.append(sitting.stream(streams.CHAIR))
    return found + own_streams(user)


def streams_of_paper(user: Any, paper: Paper) -> list[str]:
    """What the page of one paper follows: the sitting that is on, and those it is laid in, to hear of a recall."""
    laid = Sitting.objects.filter(agenda__items__item_papers__paper=paper).distinct()
    live = live_sitting_of(user)
    if within := getattr(user, "within", ""):  # a pass is for one sitting, wherever else the paper is laid
        laid = laid.filter(pk=within)
        live = live if live and str(live.pk) == within else None
    names = dict.fromkeys(streams_for(user, live) if live else own_streams(user))
    for sitting in laid:
        names |= dict.fromkeys(streams_for(user, sitting))
    return list(names)


def own_streams(user: Any) -> list[str]:
    """The person's own stream, if there is a person behind the user."""
    return [streams.person(user.person_id)] if user.person_id else []


def live_sitting_of(user: Any) -> Sitting | None:
    """The sitting going on that this user attends; a rehearsal only while no real one is on."""
    return _sittings_of(user).filter(state__in=LIVE).order_by("is_rehearsal", "-starts_at").first()


def documents(names: list[str], within: str = "") -> dict[str, Any]:
    """The snapshots a page starts from: `{stream: {"n", "doc"}}`. A person's own is always read anew, and cut to the
    sitting a sign-in is good for (`within`).
    """
    found = {
        name: snapshot(name) if streams.kind_of(name) == streams.PERSON else keeping.snapshot(name)
        for name in names
    }
    return {name: snapshot_within(within, name, one) for name, one in found.items()}


def last_pages_in(user: Any, documents: dict[str, Any]) -> dict[str, int]:
    """`{version id: page}` where the user left off in the papers of these documents, on whatever device."""
    items = [item for one in documents.values() for item in one["doc"].get("items", {}).values()]
    laid = [paper.get("version_id") for item in items for paper in item.get("papers", {}).values()]
    found = last_pages(user, {UUID(pk) for pk in laid if pk})
    return {str(version): page for version, page in found.items()}


def page_urls() -> dict[str, str]:
    """Addresses for the scripts, with `{version}` in place of the id."""
    return {
        "ws": "/ws/",
        "command": reverse("realtime:command"),
        "events": "/realtime/events/",
        "snapshot": "/realtime/snapshot/",
        "version_pdf": pattern("papers:file", "version", "file.pdf"),
        "opened": pattern("papers:opened", "version"),
        "changes": pattern("papers:changes", "version"),
        "citations": pattern("papers:citations", "version"),
        "seen": pattern("agendas:seen", "sitting"),
        "versions": pattern("portal:versions", "paper"),
        "compare": pattern("portal:compare", "paper"),
        "paper": pattern("portal:paper", "paper"),
        "stubs": pattern("copies:stubs", "sitting"),
        "copy_opened": pattern("copies:opened", "version"),
        "marks": pattern("annotations:marks", "version"),
        "mark_readers": pattern("annotations:readers", "version"),
        "my_ballot": pattern("voting:my_ballot", "poll"),
        "pack_coming": reverse("packs:coming"),
        "pack": pattern("packs:contents", "sitting"),
        "take_pack": pattern("packs:take", "sitting"),
        "pack_texts": pattern("packs:texts", "version"),
        "home": reverse("portal:home"),
    }


def copy_urls(user: Any) -> dict[str, str]:
    """Where a reader takes a stamped copy along; nothing on a tablet that is lent."""
    return {} if getattr(user, "within", "") else {"copy_take": pattern("copies:take", "version")}


def pattern(route: str, name: str, *more: str) -> str:
    """The address of a route for the scripts, with `{name}` in place of its id."""
    return reverse(route, args=[PLACEHOLDER, *more]).replace(str(PLACEHOLDER), f"{{{name}}}")


def home_of(user: Any) -> dict[str, Any]:
    """The next or open sitting as one block, the past ones, and apart from them rehearsals that wait or run."""
    every = list(_sittings_of(user))
    sittings = [s for s in every if not s.is_rehearsal]
    live = next((s for s in sittings if s.state in LIVE), None)
    called = [s for s in sittings if s.state == Sitting.State.CALLED]
    upcoming = [s for s in called if s.starts_at.date() >= s.body.today()] or called[:1]
    chosen = live or next(iter(sorted(upcoming, key=lambda s: s.starts_at)), None)
    closed = [s for s in sittings if s.state == Sitting.State.CLOSED][:10]
    aided = read_for(user, [*closed, chosen] if chosen else closed)
    return {
        "sitting": _block(user, chosen, aided.get(chosen.pk, [])) if chosen else None,
        "outside": outside_of(user),
        "waiting": waiting_for(user),
        "rehearsals": [
            {"title": s.title, "state": s.get_state_display(), "url": reverse("portal:sitting", args=[s.pk])}
            for s in every
            if s.is_rehearsal and not s.is_over
        ],
        "past": [
            {
                "title": s.title,
                "on": s.starts_at,
                "url": reverse("portal:sitting", args=[s.pk]),
                "note": reading_words(aided.get(s.pk, [])),
            }
            for s in closed
        ],
    }


def outside_of(user: Any) -> list[dict[str, Any]]:
    """The sittings this user waits outside of: `{"title", "url", "is_internal"}`."""
    names = user.groups.filter(name__startswith="waiting:").values_list("name", flat=True)
    rows = Sitting.objects.filter(pk__in={streams.id_of(name) for name in names}, state__in=LIVE)
    return [
        {
            "title": row.title,
            "url": reverse("portal:sitting", args=[row.pk]),
            "is_internal": row.internal_part is not None,
        }
        for row in rows
    ]


def waiting_for(user: Any) -> list[dict[str, Any]]:
    """What waits for this person: `{"kind", "title", "due", "is_overdue", "url"}`."""
    return [
        {
            "kind": _("Chương trình trình phê duyệt"),
            "title": agenda.sitting.title,
            "due": _("họp ngày %(day)s") % {"day": f"{agenda.sitting.day:%d/%m/%Y}"},
            "is_overdue": False,
            "url": reverse("agendas:approve", args=[agenda.sitting_id]),
        }
        for agenda in agendas_awaiting_approval(user)
    ] + [
        {
            "kind": _("Ý kiến trước phiên họp"),
            "title": _("Nội dung %(numbers)s chờ ý kiến của đồng chí")
            % {"numbers": ", ".join(item.number for item in items)},
            "due": _("họp ngày %(day)s") % {"day": f"{agenda.sitting.day:%d/%m/%Y}"},
            "is_overdue": False,
            "url": reverse("portal:sitting", args=[agenda.sitting_id]) + f"#item={items[0].pk}",
        }
        for agenda, items in items_awaiting_position(user)
    ]


def _sittings_of(user: Any) -> QuerySet[Sitting]:
    names = user.groups.values_list("name", flat=True)
    items = [UUID(streams.id_of(name)) for name in names if name.startswith("item:")]
    by_item = Sitting.objects.filter(agenda__items__in=items, agenda__items__published_at__isnull=False)
    visible = Sitting.objects.visible_to(user) | by_item
    if within := getattr(user, "within", ""):  # came in by a pass for one sitting
        visible = visible.filter(pk=within)
    return visible.exclude(state=Sitting.State.DRAFT).select_related("body").distinct().order_by("-starts_at")


def reading_words(posts: list[str]) -> str:
    """ "Đọc giúp Bộ trưởng Bộ Tài chính", or nothing for who reads for oneself."""
    return _("Đọc giúp %(posts)s") % {"posts": ", ".join(posts)} if posts else ""


def _entry_to_answer(user: Any, sitting: Sitting) -> RosterEntry | None:
    """The invitation this user may answer: the own one, or the principal's under a mandate to prepare."""
    try:
        return get_own_entry(user, sitting.pk)
    except NotFound:
        return None


def _block(user: Any, sitting: Sitting, reads_for: list[str]) -> dict[str, Any]:
    items = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting).order_by("order")
    papers = list(
        ItemPaper.objects.filter(item__in=items, version__isnull=False)
        .select_related("version")
        .exclude(paper__state="withdrawn")
    )
    opened: dict[Any, set[Any]] = {}
    rows = PaperOpening.objects.filter(user=user, version__paper__in=[p.paper_id for p in papers])
    for paper_id, version_id in rows.values_list("version__paper_id", "version_id"):
        opened.setdefault(paper_id, set()).add(version_id)
    entry = _entry_to_answer(user, sitting)
    return {
        "title": sitting.title,
        "state": sitting.state,
        "starts_at": sitting.starts_at,
        "place": sitting.place,
        "in_words": in_words(sitting),
        "url": reverse("portal:sitting", args=[sitting.pk]),
        "sets_url": reverse("copies:sets", args=[sitting.pk]),
        "papers": len(papers),
        "minutes_to_read": sum(minutes_to_read(p.version.page_count) for p in papers if p.version),
        "new": sum(1 for p in papers if p.paper_id not in opened),
        "changed": sum(1 for p in papers if p.paper_id in opened and p.version_id not in opened[p.paper_id]),
        "news": news_count(user, sitting),
        "items": [
            {
                "number": item.number,
                "title": item.title,
                "presenter": item.presenter_title,
                "asked": item.get_kind_display(),
                "minutes": item.minutes_allowed,
            }
            for item in items
        ],
        "reply": entry.get_mode_display() if entry and entry.replied_at else "",
        "reply_url": reverse("meetings:reply", args=[sitting.pk]) if entry else "",
        "by_mandate": bool(entry and entry.person_id != user.person_id),
        "reads_for": reading_words(reads_for),
    }


def in_words(sitting: Sitting) -> str:
    """How long until it begins, by the body's own clock, in words."""
    left = sitting.starts_at - sitting.body.now()
    if left.total_seconds() < 0:
        return vi_moment(sitting.starts_at)
    if left.days:
        return ngettext("còn %(n)d ngày", "còn %(n)d ngày", left.days) % {"n": left.days}
    hours, minutes = left.seconds // 3600, left.seconds % 3600 // 60
    if hours:
        return _("còn %(hours)d giờ %(minutes)d phút") % {"hours": hours, "minutes": minutes}
    return _("còn %(minutes)d phút") % {"minutes": minutes}
