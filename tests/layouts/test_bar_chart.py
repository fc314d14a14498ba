"""Bars carry their figures as text, and a goal can be told from what was reached."""

import re
from io import BytesIO

import pypdf
from docx import Document as WordDocument

from layouts.document import Bar, BarChart, Document
from layouts.docx import render_docx
from layouts.pdf import render_pdf

CHART = BarChart(
    "Tỷ lệ văn bản điện tử",
    (
        Bar("Năm 2018", 72, "72%"),
        Bar("Năm 2019", 86.5, "86,5%"),
        Bar("Mục tiêu năm 2020", 90, "90%", is_goal=True),
    ),
)
DOCUMENT = Document(title="Báo cáo", blocks=(CHART,))


def test_labels_and_figures_copy_out_of_the_pdf_in_the_order_of_the_bars():
    text = " ".join(pypdf.PdfReader(BytesIO(render_pdf(DOCUMENT))).pages[0].extract_text().split())
    places = [text.index(word) for word in ("Tỷ lệ văn bản điện tử", "72%", "86,5%", "90%")]
    assert places == sorted(places)


def test_bars_are_drawn_to_one_scale_and_only_the_goal_is_dashed():
    stream = (
        pypdf.PdfReader(BytesIO(render_pdf(DOCUMENT))).pages[0].get_contents().get_data().decode("latin-1")
    )
    bars = [float(width) for width in re.findall(r"[\d.]+ [\d.]+ ([\d.]+) [\d.]+ re", stream)][-3:]
    assert abs(bars[0] / bars[2] - 72 / 90) < 0.01 and abs(bars[1] / bars[2] - 86.5 / 90) < 0.01
    assert stream.count("[2 1.5] 0 d") == 1


def test_the_docx_gives_the_figures_as_a_table():
    table = WordDocument(BytesIO(render_docx(DOCUMENT))).tables[0]
    assert [cell.text for cell in table.rows[2].cells] == ["Năm 2019", "86,5%"]
