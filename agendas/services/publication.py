"""Publishing, and what may still happen to a published agenda."""

from typing import Any

from django.db import transaction

from accounts.models import Organisation, Person
from agendas import checks, facts, granting, lines, rules
from agendas.errors import AlreadyPublished, NotReadyToPublish
from agendas.events import AgendaWasPublished, ItemWithdrawn, LateItemInserted
from agendas.lateness import is_late_now
from agendas.models import Agenda, AgendaItem, AgendaLine, ItemPaper
from agendas.services.freezing import freeze
from agendas.services.items import lay_dossier_papers, new_item
from agendas.services.locking import ensure_published, lock_agenda_to_change, lock_item_to_change, renumber
from agendas.services.papers import publish_papers
from agendas.states import ITEM
from agendas.telling import tell_items
from audit.services import record
from core import jobs
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ensure_step_allowed, step_taken
from core.states import ensure_step
from core.text import vi_moment
from dossiers.models import Dossier
from meetings.errors import InternalPartIsOn


@transaction.atomic
def publish_agenda(deed: Deed, agenda: Agenda, *, version: int | None = None) -> dict[str, Any]:
    """Freeze the first revision, pin the papers' versions, let the audiences in, tell everybody.

    Answers `{"revision", "published_at"}`. The cost doesn't grow with readers: grants are per audience, notices
    go out by a job. Raises `NotReadyToPublish` with the check list, `AlreadyPublished`, `EditedMeanwhile`.
    """
    agenda = lock_agenda_to_change(agenda.pk)
    args = {"agenda": str(agenda.pk)}
    if (first := first_answer(deed, "agendas.publish_agenda", args)) is not None:
        return first
    if agenda.state == Agenda.State.PUBLISHED:
        went_out = vi_moment(agenda.published_at) if agenda.published_at else ""
        raise AlreadyPublished(at=went_out, revision=agenda.published_revision)
    agenda.ensure_version(version)
    if blockers := checks.publication_blockers(agenda):
        raise NotReadyToPublish([blocker.sentence for blocker in blockers])
    agenda.state = Agenda.State.PUBLISHED
    agenda.published_at = agenda.sitting.body.now()
    agenda.save(update_fields=["state", "published_at"])
    items = let_out(agenda, facts.items_of(agenda.pk))
    freeze(deed, agenda)
    step_taken("publish_agenda", agenda)
    tell_items(AgendaWasPublished, agenda, [item.pk for item in items], with_agenda=True, is_new=True)
    if not agenda.sitting.is_rehearsal:
        jobs.enqueue("agendas.notify_published", agenda=agenda.pk, revision=agenda.published_revision)
    record(
        deed,
        "agenda.published",
        chain=agenda.sitting.chain,
        sitting=str(agenda.sitting_id),
        title=agenda.sitting.title,
        revision=agenda.published_revision,
        items=len(items),
    )
    answer = {"revision": agenda.published_revision, "published_at": facts.moment(agenda.published_at)}
    return keep_answer(deed, "agendas.publish_agenda", args, answer)


def let_out(agenda: Agenda, items: list[AgendaItem]) -> list[AgendaItem]:
    """Publish these items: pin versions, mark lateness, grant papers, admit invitees; in a fixed number of
    queries, plus the memberships of invitees.
    """
    is_late = is_late_now(agenda.sitting)
    rows: list[ItemPaper] = [row for item in items for row in item.item_papers.all()]
    for row in rows:
        row.version = row.paper.current
        row.is_late = row.is_late or is_late
    ItemPaper.objects.bulk_update(rows, ["version", "is_late"])
    AgendaItem.objects.filter(pk__in=[item.pk for item in items]).update(
        published_at=agenda.sitting.body.now()
    )
    publish_papers(items, {item.pk: list(item.item_papers.all()) for item in items}, agenda)
    granting.admit_invitees(items)
    return items


@transaction.atomic
def insert_late_item(
    deed: Deed,
    agenda: Agenda,
    after: AgendaItem,
    reason: str,
    *,
    title: str = "",
    short_title: str = "",
    kind: str = AgendaItem.Kind.DECISION,
    organisation: Organisation | None = None,
    presenter: Person | None = None,
    presenter_title: str = "",
    minutes_allowed: int = 15,
    paper_copies_only: bool = False,
    dossier: Dossier | None = None,
) -> AgendaItem:
    """Add an item to a published agenda: 3a behind 3, marked late with the reason; no number shifts.

    Raises `AgendaNotPublished`, `InternalPartIsOn`, `ReasonMissing`, `NotReadyToPublish` with what the item lacks.
    """
    agenda = lock_agenda_to_change(agenda.pk)
    ensure_published(agenda)
    if agenda.sitting.internal_part is not None:  # it would be let out to those outside
        raise InternalPartIsOn
    reason = rules.ensure_reason(reason)
    item = new_item(
        agenda,
        title=title,
        short_title=short_title,
        kind=kind,
        organisation=organisation,
        presenter=presenter,
        presenter_title=presenter_title,
        minutes_allowed=minutes_allowed,
        paper_copies_only=paper_copies_only,
        dossier=dossier,
    )
    present = list(agenda.items.order_by("order").values_list("pk", "number"))
    numbers = [number for _pk, number in present]
    item.number = rules.next_late_number(numbers, after.number)
    item.is_late, item.late_reason, item.edited_by = True, reason[:300], deed.name[:200]
    item.save()
    lay_dossier_papers(item)
    order = [pk for pk, _number in present]
    order.insert(rules.place_after_siblings(numbers, after.number), item.pk)
    changed = renumber(agenda, order)
    [loaded] = facts.items_of(agenda.pk, [item.pk])
    # Papers may still be on their way: they are handed out later. A late item needs a name and a presenter.
    lacking = [one.sentence for one in checks.blockers_of_item(loaded) if one.code != "papers_missing"]
    if lacking:
        raise NotReadyToPublish(lacking)
    let_out(agenda, [loaded])
    freeze(deed, agenda, f"{item.number}: {reason}")
    step_taken("insert_late_item", item)
    loaded.agenda = agenda
    line = lines.add_line(loaded, AgendaLine.Kind.ITEM_ADDED, title=facts.shown_title(loaded), reason=reason)
    tell_items(LateItemInserted, agenda, {*changed, item.pk}, with_agenda=True, is_new=True, said=[line])
    record(
        deed,
        "agenda.late_item_inserted",
        chain=agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        title=item.title,
        reason=reason,
    )
    item.refresh_from_db()
    return item


@transaction.atomic
def withdraw_item(deed: Deed, item: AgendaItem, reason: str) -> AgendaItem:
    """Strike an item of a published agenda through, with the reason; number and place stay.

    Raises `AgendaNotPublished` (a draft's item is removed), `ReasonMissing`, `WrongStep` once it has ended, and
    what others say to the step "withdraw_item".
    """
    item = lock_item_to_change(item.pk)
    agenda = item.agenda
    ensure_published(agenda)
    reason = rules.ensure_reason(reason)
    ensure_step(ITEM, item.state, AgendaItem.State.WITHDRAWN)
    ensure_step_allowed("withdraw_item", item)
    was_current = item.state == AgendaItem.State.CURRENT
    item.state = AgendaItem.State.WITHDRAWN
    item.ending = AgendaItem.Ending.WITHDRAWN
    item.withdrawn_reason = reason[:300]
    item.ended_at = agenda.sitting.body.now()
    item.touch(deed.name)
    item.save()
    freeze(deed, agenda, f"{item.number}: {reason}")
    step_taken("end_item", item, was_current)
    title = facts.shown_title(item)
    line = lines.add_line(item, AgendaLine.Kind.ITEM_WITHDRAWN, title=title, reason=reason)
    tell_items(
        ItemWithdrawn,
        agenda,
        [item.pk],
        with_agenda=True,
        room={"item": None, "paper": None} if was_current else None,
        clears_item_room=was_current,
        said=[line],
    )
    record(
        deed,
        "agenda.item_withdrawn",
        chain=agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        title=item.title,
        reason=reason,
    )
    return item
