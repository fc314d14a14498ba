"""The register of paper copies and the figures per ministry, to print and as workbooks."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from copies.in_time import Figure, Sent, State
from copies.models import PaperCopy, PaperStub
from core.text import vi_date, vi_moment
from layouts.document import Align, Column, Document, GroupRow, Paragraph, Table
from layouts.pdf import render_pdf
from layouts.xlsx import Sheet, export_xlsx
from meetings.models import Sitting


def register_pdf(sitting: Sitting, stubs: Sequence[PaperStub]) -> bytes:
    """The register as a form: each copy with holder and times, room for signatures where nothing is entered."""
    rows: list[GroupRow | tuple[str, ...]] = []
    for stub in stubs:
        words = _("Nội dung %(item)s · văn bản số %(number)s · %(class)s · chịu trách nhiệm: %(who)s")
        rows.append(
            GroupRow(
                words
                % {
                    "item": stub.item.number,
                    "number": stub.number,
                    "class": stub.shown_class,
                    "who": stub.responsible,
                }
            )
        )
        for copy in stub.copies.all():
            rows.append(
                (
                    str(copy.number),
                    copy.holder,
                    _signed(copy.handed_at, copy.handed_by),
                    _signed(copy.returned_at, copy.received_by),
                    _signed(copy.destroyed_at, copy.destroyed_by)
                    or str(PaperCopy.State(copy.state_in(sitting)).label),
                )
            )
    table = Table(
        columns=(
            Column(_("Bản số"), 0.08, Align.CENTRE),
            Column(_("Người nhận"), 0.32),
            Column(_("Giao"), 0.2),
            Column(_("Thu hồi"), 0.2),
            Column(_("Hủy, tình trạng"), 0.2),
        ),
        rows=tuple(rows),
    )
    title = _("Sổ theo dõi bản giấy tài liệu bí mật nhà nước")
    about = Paragraph(f"{sitting.title}, {vi_moment(sitting.starts_at)}")
    return render_pdf(
        Document(title=title, type_name=_("Sổ theo dõi"), abstract=title, blocks=(about, table)),
        asks_to_print=True,
    )


def _signed(at: datetime | None, by: str) -> str:
    return f"{vi_moment(at)}, {by}" if at else ""


def figures_pdf(title: str, rows: Sequence[Figure]) -> bytes:
    """On time, late and not yet, per ministry."""
    table = Table(
        columns=(
            Column(_("Cơ quan"), 0.4),
            *(Column(str(label), 0.12, Align.CENTRE) for _value, label in State.choices),
            Column(_("Cộng"), 0.12, Align.CENTRE),
        ),
        rows=tuple(
            (
                row.ministry or "–",
                str(row.on_time),
                str(row.late),
                str(row.allowed),
                str(row.missing),
                str(row.total),
            )
            for row in rows
        ),
    )
    name = _("Tình hình gửi tài liệu họp")
    return render_pdf(
        Document(title=name, type_name=_("Bảng tổng hợp"), abstract=f"{name}: {title}", blocks=(table,)),
        asks_to_print=True,
    )


def figures_xlsx(title: str, rows: Sequence[Figure], sent: Sequence[Sent]) -> bytes:
    """The figures, and every paper behind them."""
    heads = tuple((str(label), 16.0) for _value, label in State.choices)
    summary = Sheet(
        title,
        ((_("Cơ quan"), 40.0), *heads, (_("Cộng"), 10.0)),
        [(row.ministry, row.on_time, row.late, row.allowed, row.missing, row.total) for row in rows],
    )
    details = Sheet(
        _("Từng tài liệu"),
        (
            (_("Phiên họp"), 40.0),
            (_("Nội dung"), 10.0),
            (_("Tài liệu"), 50.0),
            (_("Cơ quan"), 40.0),
            (_("Hạn gửi"), 14.0),
            (_("Ngày gửi"), 14.0),
            (_("Tình trạng"), 26.0),
            (_("Người cho phép"), 34.0),
            (_("Lý do"), 40.0),
        ),
        [
            (
                one.sitting.title,
                one.item.number,
                one.row.paper.title if one.row else "",
                one.ministry,
                one.due,
                one.sent_on,
                str(State(one.state).label),
                one.allowance.allowed_by if one.allowance else "",
                one.allowance.reason if one.allowance else "",
            )
            for one in sent
        ],
    )
    return export_xlsx([summary, details])


def period_words(start: date, end: date) -> str:
    """ "từ 1/1/2020 đến 31/3/2020"."""
    return _("từ %(start)s đến %(end)s") % {"start": vi_date(start), "end": vi_date(end)}
