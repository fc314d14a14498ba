"""The Word file itself: styles, sections, page number, watermark, properties."""

from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from core.clock import HANOI
from layouts.decree import (
    FIRST_LINE_INDENT,
    FONT_ASKED,
    LANGUAGE,
    MARGINS,
    PAGE_HEIGHT,
    PAGE_NUMBER_BASELINE,
    PAGE_WIDTH,
    PARAGRAPH_GAP,
    TYPE,
)
from layouts.document import Document
from layouts.docx.xml import add_page_field, element

BODY, CELL, PLAIN = "Nội dung", "Ô bảng", "Dòng"
# Word counts lines in the typeface's own height (1.15 of its size), the PDF in the size.
LINE_SPACING = round(TYPE.leading / 1.15, 2)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER_DISTANCE = PAGE_NUMBER_BASELINE - 4.4


def new_word_file(document: Document) -> Any:
    """An empty Word file in the decree's styles, with its first section and its properties."""
    file = docx.Document()
    _styles(file)
    _properties(file, document)
    section = file.sections[0]
    turn(section, is_landscape=False)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_field(number, TYPE.page_number)
    if document.watermark:
        for at, header in enumerate((section.header, section.first_page_header)):
            header.paragraphs[0].add_run()._r.append(_watermark(document.watermark.upper(), at))
    return file


def turn(section: Any, *, is_landscape: bool) -> None:
    """Paper, margins and orientation of a section; its pages are numbered from 1."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    wide, high = (PAGE_HEIGHT, PAGE_WIDTH) if is_landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(MARGINS.top), Mm(MARGINS.bottom)
    section.left_margin, section.right_margin = Mm(MARGINS.left), Mm(MARGINS.right)
    section.header_distance = section.footer_distance = Mm(_HEADER_DISTANCE)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(element("w:pgNumType", start=1))


def _styles(file: Any) -> None:
    styles = file.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    _face(styles["Normal"], TYPE.body)
    styles["Normal"].paragraph_format.space_after = Pt(0)
    for name in ("Title", "Subtitle", *(f"Heading {depth}" for depth in range(1, 8))):
        _heading(styles[name])
    body = _own(styles, BODY, TYPE.body).paragraph_format
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.first_line_indent, body.space_after = Mm(FIRST_LINE_INDENT), Pt(PARAGRAPH_GAP)
    body.line_spacing, body.widow_control = LINE_SPACING, True
    _own(styles, CELL, TYPE.table)
    _own(styles, PLAIN, TYPE.body)
    _face(styles["Header"], TYPE.page_number)


def _own(styles: Any, name: str, size: float) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    _face(style, size)
    return style


def _heading(style: Any) -> None:
    _face(style, TYPE.body, bold=True)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(2), Pt(PARAGRAPH_GAP)
    form.keep_with_next, form.line_spacing = True, LINE_SPACING
    for old in style.element.pPr.findall(qn("w:pBdr")) + style.element.pPr.findall(qn("w:contextualSpacing")):
        style.element.pPr.remove(old)


def _face(style: Any, size: float, bold: bool | None = None) -> None:
    """Times New Roman in black, for every script; the theme's own faces are taken out."""
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT_ASKED, Pt(size), bold, None
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT_ASKED)
    for name in ("w:spacing", "w:kern"):
        for old in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(old)


def _properties(file: Any, document: Document) -> None:
    core, moment = file.core_properties, document.stamped_at or _NO_DATE
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=HANOI)).astimezone(UTC).replace(tzinfo=None)
    core.title, core.subject = document.title[:255], document.abstract.replace("\n", " ")[:255]
    core.author = (document.author or (document.header.agency if document.header else ""))[:255]
    core.last_modified_by, core.comments, core.keywords = core.author, "", document.watermark[:255]
    core.language, core.revision = LANGUAGE, 1
    core.created = core.modified = moment
    package = file.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # the picture of another, empty page


def _watermark(words: str, at: int) -> Any:
    shape = parse_xml(_WATERMARK.format(at=at))
    # Set through the tree, never pasted: what a person typed stays text.
    shape.find(f".//{{{_VML}}}shape/{{{_VML}}}textpath").set("string", words)
    return shape


_VML = "urn:schemas-microsoft-com:vml"
_WATERMARK = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="' + _VML + '"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark{at}" o:spid="_x0000_s205{at}" type="#_x0000_t136" style="position:absolute;margin-left:0;'
    "margin-top:0;width:420pt;height:90pt;rotation:310;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
    '" o:allowincell="f" fillcolor="#e4e4e4" stroked="f">'
    '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold" string=""/>'
    "</v:shape></w:pict>"
)
