"""States the pictures need that the demonstration doesn't hold: made by the services, inside a house of `make shots`.

manage.py shell --no-imports -c "from tools import scenes; scenes.crowd()"
"""

from __future__ import annotations

import time
from pathlib import Path

from django.db import transaction

from accounts.deeds import deed_of
from accounts.models import Organisation, Person, User
from agendas import services as agendas
from agendas.models import AgendaItem, ItemPaper
from core.deed import COMMAND, Deed
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from papers import services as papers
from papers.models import Paper, PaperVersion

ITEMS, PEOPLE = 40, 60
NEWER_DRAFT = Path(__file__).resolve().parent.parent / "demo" / "twins" / "i1_du_thao_nghi_quyet.v2.pdf"
SUBJECTS = (
    "Dự thảo Nghị định sửa đổi, bổ sung một số điều của các Nghị định thuộc lĩnh vực quản lý nhà nước của "
    "Bộ Tài nguyên và Môi trường về điều kiện kinh doanh và thủ tục hành chính",
    "Đề nghị xây dựng Nghị quyết của Ủy ban Thường vụ Quốc hội về việc sắp xếp các đơn vị hành chính cấp huyện, "
    "cấp xã giai đoạn 2019 - 2021 của tỉnh Thừa Thiên Huế",
    "Báo cáo tình hình phát triển kinh tế - xã hội tháng 9 và 9 tháng năm 2020",
    "Phương án phân bổ kế hoạch vốn đầu tư công trung hạn từ nguồn vốn nước ngoài cho các bộ, cơ quan trung ương "
    "và địa phương, kể cả các dự án chuyển tiếp",
)
SHORT = (
    "Nghị định về tài nguyên và môi trường",
    "Sắp xếp đơn vị hành chính tỉnh Thừa Thiên Huế",
    "Kinh tế - xã hội 9 tháng năm 2020",
    "Phân bổ vốn đầu tư công nguồn vốn nước ngoài trung hạn",
)
KINDS = (AgendaItem.Kind.DECISION, AgendaItem.Kind.OPINION, AgendaItem.Kind.INFORMATION)


def _deed(username: str, sitting: Sitting) -> Deed:
    return deed_of(User.objects.get(username=username), sitting.body, way=COMMAND)


def _practice() -> Sitting:
    return Sitting.objects.get(body__is_practice=True)


@transaction.atomic
def crowd() -> None:
    """The practice sitting as a rehearsal of the largest day: 40 items with long titles, 60 people; published."""
    sitting = _practice()
    deed = _deed("operator", sitting)
    sitting = meetings.edit_sitting(deed, sitting, is_rehearsal=True)
    _fill_the_room(deed, sitting)
    agenda = agendas.agenda_of(sitting)
    presenters = list(sitting.roster.filter(role=RosterEntry.Role.MEMBER).select_related("person"))
    laid = list(Paper.objects.filter(current__preparation="ready").order_by("title"))
    owner = Organisation.objects.filter(dossiers__isnull=False).first()
    for number in range(ITEMS):
        item = agendas.add_item(
            deed,
            agenda,
            title=f"{SUBJECTS[number % len(SUBJECTS)]} (nội dung thứ {number + 1})",
            short_title=f"{SHORT[number % len(SHORT)]} ({number + 1})",
            kind=KINDS[number % len(KINDS)],
            organisation=owner,
            presenter=presenters[number % len(presenters)].person,
            minutes_allowed=10,
        )
        agendas.attach_paper(deed, item, laid[number])
    agenda.refresh_from_db()
    agendas.approve_agenda(_deed("prime.minister", sitting), agenda)
    meetings.call_sitting(deed, sitting)
    agenda.refresh_from_db()
    agendas.publish_agenda(deed, agenda)


def _fill_the_room(deed: Deed, sitting: Sitting) -> None:
    here = sitting.roster.filter(removed_at=None)
    for person in Person.objects.exclude(pk__in=here.values("person")).order_by("full_name")[
        : PEOPLE - here.count()
    ]:
        meetings.add_to_roster(deed, sitting, person, RosterEntry.Role.STANDING_INVITEE)
    for number in range(here.count(), PEOPLE):
        guest = Person.objects.create(full_name=f"Nguyễn Thị Phương Thảo {number}")
        post = "Phó Chủ tịch Thường trực Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"
        meetings.add_to_roster(deed, sitting, guest, RosterEntry.Role.STANDING_INVITEE, post_title=post)


@transaction.atomic
def rehearse() -> None:
    """The rehearsal is open, everybody is in the room, its first item is discussed."""
    sitting = _practice()
    deed = _deed("operator", sitting)
    entries = list(sitting.roster.filter(removed_at=None).values_list("pk", flat=True))
    meetings.set_presence(deed, sitting, entries, "on_site")
    meetings.open_sitting(deed, sitting)
    agendas.start_item(deed, sitting.agenda.items.order_by("order")[0])


def hand_in(title: str) -> None:
    """A newer version of the first laid paper whose title begins so, made readable by the house's own job process."""
    row = _row(title)
    deed = _deed("operator", row.item.agenda.sitting)
    with NEWER_DRAFT.open("rb") as source:
        staged = papers.stage_upload(deed, source, f"{title}.pdf")
    version = papers.add_version(deed, row.paper, staged, note="Chỉnh lý theo ý kiến tại phiên họp")
    end = time.monotonic() + 120
    while not PaperVersion.objects.get(pk=version.pk).is_readable:
        if time.monotonic() > end:
            raise TimeoutError(f"the new version of “{title}” wasn't prepared in two minutes")
        time.sleep(0.5)


def _row(title: str) -> ItemPaper:
    laid = ItemPaper.objects.select_related("item__agenda__sitting__body", "paper__current")
    return laid.filter(paper__title__startswith=title, item__agenda__sitting__body__is_practice=False)[0]
