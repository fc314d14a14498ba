"""What a notice of conclusion says: drafted from the items' conclusions, printed as the decree lays out a notice.

Always Vietnamese: it is a document of the record. One line is one paragraph.
"""

from datetime import date

from accounts.selectors import post_title_on
from agendas.models import AgendaItem
from core import clock
from layouts.document import Document, Header, Paragraph, Recipients, Signature
from layouts.vietnamese import day_in_words
from meetings.models import Sitting
from minutes.models import ConclusionNotice
from regulations.deadlines import latest_conclusion_notice_date
from regulations.selectors import parameters_for, working_calendar

DRAFT = "Dự thảo"
SECRET = "được thông báo riêng theo quy định về bảo vệ bí mật nhà nước"
INSIDE = "kết luận trong phần họp nội bộ, ghi tại phụ lục riêng"
NOTHING = "chưa ghi kết luận"


def due_day(sitting: Sitting) -> date:
    """The last day to issue it: so many working days after the sitting, by its rule set."""
    held = clock.local_day(sitting.closed_at) if sitting.closed_at else sitting.day
    return latest_conclusion_notice_date(parameters_for(sitting.rule_set), held, working_calendar())


def drafted(sitting: Sitting) -> str:
    """The text as the conclusions give it."""
    held = clock.local_day(sitting.opened_at) if sitting.opened_at else sitting.day
    chair = presider_of(sitting)
    name = sitting.title[:1].lower() + sitting.title[1:]
    lines = [
        f"{day_in_words(held).capitalize()}, tại {sitting.place.rstrip('.')}, {chair} đã chủ trì {name}.",
        f"Sau khi nghe các cơ quan báo cáo và ý kiến của các đại biểu dự họp, {chair} kết luận như sau:",
        *(_concluded(at, item) for at, item in enumerate(_items(sitting), start=1)),
        f"{office_of(sitting)} thông báo để các cơ quan liên quan biết, thực hiện.",
    ]
    return "\n".join(lines)


def recipients_of(sitting: Sitting) -> str:
    """To whom it goes, one a line: who presided, the agencies of the items, those who took part."""
    agencies = dict.fromkeys(str(item.organisation) for item in _items(sitting) if item.organisation)
    lines = [f"{presider_of(sitting)} (để báo cáo)", *agencies, "Các đại biểu dự họp"]
    return "\n".join(lines)


def presider_of(sitting: Sitting) -> str:
    """Post and name of who presided."""
    entry = sitting.roster.filter(person_id=sitting.presider_id, removed_at=None).first()
    post = entry.post_title if entry else post_title_on(sitting.presider_id, sitting.day, sitting.body)
    return f"{post} {sitting.presider.full_name}".strip()


def office_of(sitting: Sitting) -> str:
    """Who issues it."""
    office = sitting.body.secretariat
    return office.name if office else sitting.body.name


def symbol_of(sitting: Sitting) -> str:
    """ "TB-VPCP"."""
    office = sitting.body.secretariat
    return f"TB-{office.abbreviation}" if office and office.abbreviation else "TB"


def _items(sitting: Sitting) -> list[AgendaItem]:
    rows = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
    return list(
        rows.exclude(state=AgendaItem.State.WITHDRAWN).select_related("organisation").order_by("order")
    )


def _concluded(at: int, item: AgendaItem) -> str:
    """One numbered paragraph; of a state secret nothing but that there is one."""
    if item.paper_copies_only:
        return f"{at}. Nội dung {item.number}: {SECRET}."
    title = item.title[:1].lower() + item.title[1:]
    inside = item.conclusion and item.concluded_in_part is not None
    words = INSIDE if inside else " ".join(item.conclusion.split()) or NOTHING
    return f"{at}. Về {title}: {words.rstrip('.')}."


def _title(post: str, office: str) -> str:
    return (post.removesuffix(office).strip(" ,") or office).upper()


def document_of(notice: ConclusionNotice) -> Document:
    """Decree 30/2020/NĐ-CP, named type: number open and a watermark until it is issued."""
    sitting = notice.sitting
    office = office_of(sitting)
    name = sitting.title[:1].lower() + sitting.title[1:]
    # The office stands in the head of the notice, so the title of the signature leaves it out.
    post = _title(notice.signer_post, office)
    return Document(
        title=f"Thông báo kết luận {name}",
        header=Header(
            agency=office,
            number=notice.number or None,
            symbol=symbol_of(sitting),
            dated=notice.issued_on,
        ),
        type_name="Thông báo",
        abstract=f"Kết luận của {presider_of(sitting)} tại {name}",
        blocks=tuple(Paragraph(line) for line in notice.text.split("\n") if line.strip()),
        signature=Signature(
            title=post,
            name=notice.signer_name,
            # Decree 30/2020/NĐ-CP, annex I part II.7: who signs in the place of another writes so above his own post.
            authority=(_title(notice.authority, office),) if notice.authority else (),
        ),
        recipients=Recipients(
            lines=tuple(line for line in notice.recipients.split("\n") if line.strip()), filed="VT"
        ),
        watermark="" if notice.is_issued else DRAFT,
        author=office,
        made_at=notice.issued_at or sitting.closed_at,
    )
