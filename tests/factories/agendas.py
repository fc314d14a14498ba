"""Papers that can be read, and agendas as far as one needs them."""

from hashlib import sha256
from itertools import count
from typing import Any

from accounts.models import Body
from agendas import services
from agendas.models import Agenda, AgendaItem
from meetings.models import Sitting
from papers.models import Paper, PaperFile, PaperVersion
from tests.factories import sittings
from tests.factories.kept import kept
from tests.factories.people import members_of

_number = count(1)


def paper(title: str = "", pages: int = 12, **values: Any) -> Paper:
    """A paper whose first version is ready to be read."""
    made = Paper.objects.create(
        title=title or f"Tờ trình {next(_number)}", kind=Paper.Kind.SUBMISSION, **values
    )
    version(made, pages=pages)
    return made


def version(of: Paper, pages: int = 12, preparation: str = PaperVersion.Preparation.READY) -> PaperVersion:
    """The next version of a paper, and the current one from now on."""
    number = of.versions.count() + 1
    digest = sha256(f"{of.pk}{number}".encode()).hexdigest()
    file = PaperFile.objects.create(
        sha256=digest, size=1000, mime="application/pdf", name="to-trinh.pdf", storage_path=f"files/{digest}"
    )
    made = PaperVersion.objects.create(
        paper=of, number=number, original=file, pdf=file, preparation=preparation, page_count=pages
    )
    of.current = made
    of.save(update_fields=["current"])
    return made


def item(agenda: Agenda, title: str = "", papers: int = 1, **values: Any) -> AgendaItem:
    """An item of the draft that lacks nothing: presenter, short title, papers."""
    body = agenda.sitting.body
    number = next(_number)
    values = {
        "short_title": f"Nội dung {number}",
        "presenter": members_of(body)[2].person,
        **values,
    }
    deed = sittings.deed_in(body)
    made = services.add_item(deed, agenda, title=title or f"Dự thảo Nghị quyết số {number}", **values)
    for _each in range(papers):
        services.attach_paper(deed, made, paper())
    return made


@kept
def draft(of: Sitting | None = None, items: int = 3, papers: int = 1) -> Agenda:
    """A draft agenda with complete items."""
    agenda = services.agenda_of(of or sittings.called_sitting())
    for _each in range(items):
        item(agenda, papers=papers)
    agenda.refresh_from_db()
    return agenda


@kept
def approved(of: Sitting | None = None, items: int = 3, papers: int = 1) -> Agenda:
    """A draft the head of the body approved."""
    return approve(draft(of, items, papers))


def approve(agenda: Agenda) -> Agenda:
    """The head approves the draft as it is."""
    services.approve_agenda(head_deed(agenda.sitting.body), agenda)
    agenda.refresh_from_db()
    return agenda


@kept
def published(of: Sitting | None = None, items: int = 3, papers: int = 1) -> Agenda:
    """An agenda that went out in time."""
    agenda = approved(of, items, papers)
    services.publish_agenda(sittings.deed_in(agenda.sitting.body), agenda)
    agenda.refresh_from_db()
    return agenda


@kept
def in_session(items: int = 3, body: Body | None = None, papers: int = 1) -> Agenda:
    """A published agenda in an open sitting."""
    return open_now(published(sittings.called_sitting(body), items, papers))


def open_now(agenda: Agenda) -> Agenda:
    """All members come in and the sitting opens."""
    from meetings import services as meetings

    sitting = agenda.sitting
    deed = sittings.deed_in(sitting.body)
    entries = [entry.pk for entry in sittings.member_entries(sitting)]
    meetings.set_presence(deed, sitting, entries, "on_site")
    agenda.sitting = meetings.open_sitting(deed, sitting)
    return agenda


def head_deed(body: Body) -> Any:
    """A deed of the head of the body."""
    return sittings.deed_in(body, members_of(body)[0])


def items_of(agenda: Agenda) -> list[AgendaItem]:
    """The items in order."""
    return list(agenda.items.order_by("order"))
