"""What the printed file says: text that copies out whole, nothing typed read as markup, one face, same bytes."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.conf import settings

from layouts.checking import clean_text
from layouts.document import (
    Annex,
    BulletList,
    Column,
    Document,
    GroupRow,
    Header,
    Heading,
    KeyValue,
    LegalBases,
    Level,
    NamePlate,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    TallyStrip,
)
from layouts.errors import GlyphMissing, PictureUnreadable
from layouts.pdf import render_pdf
from tests.layouts.reading import Printed, even
from tests.layouts.samples import HARD, LONG, TYPED, annexed, minutes, picture, vote_table


def copied(document: Document) -> dict[str, str]:
    return Printed(render_pdf(document)).texts()


@pytest.mark.parametrize("watermark", ["", "Dự thảo"])
def test_justified_vietnamese_text_copies_out_whole_by_three_readers(watermark: str):
    texts = copied(minutes(Paragraph(LONG), Paragraph(f"{HARD} {LONG}"), watermark=watermark))
    for reader, text in texts.items():
        assert text.count(even(LONG)) == 3, reader
        assert text.count(even(HARD)) == 2, reader
        assert (
            "Tán thành 21 · Không tán thành 2 · Không biểu quyết 2 · Không tham gia biểu quyết 2" in text
        ), reader


def test_decomposed_letters_are_composed():
    for text in copied(minutes(Paragraph(unicodedata.normalize("NFD", HARD)))).values():
        assert HARD in text


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_person_types_is_printed_as_typed(typed: str):
    document = minutes(
        Paragraph(typed),
        Paragraph((Run(typed, bold=True), Run(typed, strike=True))),
        Heading(Level.CLAUSE, typed, "2"),
        BulletList((typed,)),
        KeyValue(((typed, typed),)),
        Table((Column(typed),), ((typed,), GroupRow(typed)), caption=typed),
        title=typed,
        abstract=typed,
        addressees=(typed,),
    )
    printed = Printed(render_pdf(document))
    for reader, text in printed.texts().items():
        # Long words may be cut by a line's end; the letters are all there.
        assert text.replace(" ", "").count(typed.replace(" ", "")) >= 11, reader
    assert printed.pypdf.metadata.title == typed


def test_only_the_embedded_face_is_used():
    data = render_pdf(annexed())
    assert b"Helvetica" not in data and b"Times-" not in data
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()["/FontDescriptor"].get_object()
        for page in Printed(data).pypdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("Tinos" in name for name in fonts)
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_the_same_document_gives_the_same_bytes_in_another_process():
    program = (
        "import sys, hashlib, django; django.setup()\n"
        "from tests.layouts.samples import annexed; from layouts.pdf import render_pdf\n"
        "print(hashlib.sha256(render_pdf(annexed())).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=settings.BASE_DIR,
            env={
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
                "PYTHONHASHSEED": seed,
                "PATH": "/usr/bin:/bin",
            },
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_documents_printed_at_the_same_time_do_not_mix():
    documents = [minutes(Paragraph(f"{HARD} {at}"), title=f"Biên bản {at}") for at in range(40)]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(render_pdf, documents))
    finally:
        sys.setswitchinterval(usual)
    assert together == [render_pdf(document) for document in documents]


def test_the_file_tells_its_title_language_and_date():
    reader = Printed(render_pdf(minutes(author="Văn phòng Chính phủ", watermark="Dự thảo"))).pypdf
    assert reader.metadata.title == "Biên bản phiên họp tháng 9 năm 2020"
    assert reader.metadata.author == "Văn phòng Chính phủ"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert reader.metadata.creation_date.date().isoformat() == "2020-10-02"
    assert reader.metadata["/Keywords"] == "Dự thảo"
    made = minutes(made_at=datetime(2020, 10, 5, 18, 30, tzinfo=UTC))
    assert Printed(render_pdf(made)).pypdf.metadata.creation_date.isoformat() == "2020-10-06T01:30:00+07:00"


def test_headings_are_bookmarks_that_lead_to_their_page():
    document = minutes(
        PageBreak(), Heading(Level.GROUP, "KẾT LUẬN", "III"), Annex("Danh sách", (vote_table(2),), "I")
    )
    reader = Printed(render_pdf(document)).pypdf
    top = reader.outline
    assert top[0].title == "Biên bản Phiên họp Chính phủ thường kỳ tháng 9 năm 2020"
    assert [entry.title for entry in top[1] if not isinstance(entry, list)] == [
        "I. THÀNH PHẦN THAM DỰ",
        "II. NỘI DUNG",
        "III. KẾT LUẬN",
    ]
    assert reader.get_destination_page_number(top[1][-1]) == 1
    assert top[2].title == "Phụ lục I. Danh sách"


@pytest.mark.parametrize(
    ("document", "char", "where"),
    [
        (minutes(abstract="Phiên họp 😀"), "😀", "trích yếu"),
        (minutes(signature=Signature("CHỦ TỌA", "Nguyễn \ue000")), "\ue000", "họ tên người ký"),
        (minutes(Paragraph("漢")), "漢", "nội dung, phần 9, đoạn văn"),
        (minutes(Table((Column("A"), Column("B")), (("a", "b"), ("c", "✓")))), "✓", "bảng, dòng 2"),
    ],
)
def test_a_letter_the_typeface_lacks_is_refused_by_name_and_place(document: Document, char: str, where: str):
    with pytest.raises(GlyphMissing) as refused:
        render_pdf(document)
    assert refused.value.facts["char"] == char
    assert where in refused.value.facts["where"]
    assert char in refused.value.message and f"U+{ord(char):04X}" in refused.value.message
    assert "%(" not in refused.value.message


def test_invisible_and_control_characters_leave_no_hole():
    assert clean_text("a\u200bb\u202ec\x00d\r\ne\tf\u2028g\x0bh") == "abcd\ne f\ng\nh"
    for text in copied(minutes(Paragraph("Bộ\u200b Tài\x07 chính\u202e một hai"))).values():
        assert "Bộ Tài chính một hai" in text


def test_a_word_of_three_hundred_letters_stays_inside_the_margins_and_whole():
    word = "Đặngữ" * 60
    printed = Printed(
        render_pdf(minutes(Paragraph(word), Table((Column("Hẹp", 1), Column("Rộng", 4)), ((word, "b"),))))
    )
    for reader, text in printed.texts().items():
        assert word in text.replace(" ", ""), reader
    for sheet in printed.pages:
        text = sheet.get_textpage()
        right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
        assert right <= 190.5 / 25.4 * 72


def test_a_cell_longer_than_a_page_is_cut_and_loses_nothing():
    words = " ".join(f"chữ{at}" for at in range(3000))
    text = copied(minutes(Table((Column("STT", 0.2), Column("Ý kiến")), (("1", words), ("2", "hết")))))[
        "pdfium"
    ]
    assert all(f"chữ{at}" in text for at in range(3000)) and "hết" in text


def test_empty_values_print_a_page():
    empty = Document(
        title="",
        header=Header(""),
        addressees=("",),
        blocks=(
            Paragraph(""),
            Paragraph(()),
            Heading(Level.CHAPTER),
            LegalBases(()),
            BulletList(()),
            Table((Column(""),)),
            Table((Column("A"), Column("B")), (("", ""), GroupRow(""))),
            KeyValue(()),
            TallyStrip((), needed=1),
            NamePlate(""),
            Annex(""),
        ),
        signature=Signature(""),
    )
    assert len(Printed(render_pdf(empty)).pages) >= 2
    assert len(Printed(render_pdf(Document(title="Trống"))).pages) == 1


def test_a_row_of_another_width_than_its_table_is_a_programmers_mistake():
    with pytest.raises(ValueError, match="2 columns"):
        Table((Column("A"), Column("B")), (("chỉ một",),))


def test_a_signatures_picture_is_drawn_and_a_broken_one_refused():
    signed = Printed(
        render_pdf(minutes(signature=Signature("CHỦ TỌA", "Nguyễn Xuân Phúc", picture=picture())))
    )
    assert [len(page.images) for page in signed.pypdf.pages][-1] == 1
    with pytest.raises(PictureUnreadable) as refused:
        render_pdf(minutes(signature=Signature("CHỦ TỌA", "Nguyễn Xuân Phúc", picture=b"<svg/>")))
    assert "Nguyễn Xuân Phúc" in refused.value.message


def test_name_plates_carry_the_name_twice_to_be_folded():
    plates = Document(
        title="Biển tên", blocks=tuple(NamePlate(f"Nguyễn Văn {c}", "Bộ trưởng") for c in "ABĐ")
    )
    printed = Printed(render_pdf(plates))
    assert len(printed.pages) == 2
    assert printed.texts()["pdfium"].count("NGUYỄN VĂN Đ") == 2
