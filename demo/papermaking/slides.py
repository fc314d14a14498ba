"""Slides for the wall: one thought a slide, figures with their source, one chart."""

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Cm, Pt

from core.text import vi_number
from demo.content.markup import Script

_FACE = "Times New Roman"
_INK = RGBColor(0x1B, 0x2A, 0x41)
_BLUE = RGBColor(0x1F, 0x4E, 0x9B)
_GREY = RGBColor(0x5B, 0x65, 0x73)
_BLANK_LAYOUT = 6
_CHARTED = "i1_trinh_chieu"
_CHART = (("2018", 72.0), ("2019", 86.5), ("Mục tiêu 2020", 90.0))


def make_pptx(script: Script) -> bytes:
    """The slides, 16:9."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(33.87), Cm(19.05)
    slide = None
    for part in script.parts:
        if part.kind == "group":
            slide = show.slides.add_slide(show.slide_layouts[_BLANK_LAYOUT])
            _write(slide, [part.text], 1.6, 3.0, Pt(34), _BLUE, bold=True)
            points = _points_of(script, part.text)
            _write(slide, points, 5.6, 9.5, Pt(28), _INK)
        elif part.kind == "note" and slide is not None:
            _write(slide, [part.text], 17.2, 1.2, Pt(16), _GREY)
    if script.name == _CHARTED:
        _chart(show.slides[1])
    show.core_properties.title, show.core_properties.author = script.head["title"], script.head["agency"]
    target = BytesIO()
    show.save(target)
    return target.getvalue()


def _points_of(script: Script, title: str) -> list[str]:
    points: list[str] = []
    inside = False
    for part in script.parts:
        if part.kind == "group":
            inside = part.text == title
        elif inside and part.kind == "point":
            points.append(f"• {part.text}")
    return points


def _write(
    slide: Slide, lines: list[str], top: float, height: float, size: Pt, colour: RGBColor, bold: bool = False
) -> None:
    frame = slide.shapes.add_textbox(Cm(2), Cm(top), Cm(29.8), Cm(height)).text_frame
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold, run.font.color.rgb = _FACE, size, bold, colour
        paragraph.space_after = Pt(10)


def _chart(slide: Slide) -> None:
    data = CategoryChartData()
    data.categories = [label for label, _value in _CHART]
    data.add_series("Văn bản điện tử (%)", [value for _label, value in _CHART])
    # The library's own annotations know neither this kind of data nor the chart inside its frame.
    shapes: Any = slide.shapes
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(18), Cm(10), Cm(13.5), Cm(7), data).chart
    chart.has_legend = False
    chart.font.name, chart.font.size = _FACE, Pt(14)
    for point_at, (_label, value) in enumerate(_CHART):
        label = chart.plots[0].series[0].points[point_at].data_label.text_frame
        label.text = vi_number(value, 1).removesuffix(",0")
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
