"""Real files, good and bad, made by the libraries people use."""

import io
import os
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path(__file__).resolve().parents[2] / "layouts" / "fonts" / "Tinos-Regular.ttf"
SENTENCE = "Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4: 86,5% thủ tục, Ẵ ẵ Ự ự Đ đ."


def pdf(path: Path, pages: int = 3) -> Path:
    """A PDF with Vietnamese text and an outline."""
    if "SampleTinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("SampleTinos", str(FONT)))
    canvas = Canvas(str(path))
    for number in range(1, pages + 1):
        canvas.setFont("SampleTinos", 13)
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Phần {number}", f"p{number}", 0)
        canvas.drawString(60, 760, SENTENCE)
        canvas.drawString(60, 740, f"Trang {number}")
        canvas.showPage()
    canvas.save()
    return path


def locked_pdf(path: Path) -> Path:
    """A PDF that asks for a password."""
    with pikepdf.open(pdf(path.with_suffix(".open.pdf"))) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="chu", user="mat-khau"))
    return path


def scripted_pdf(path: Path, how: str = "open") -> Path:
    """A PDF that runs JavaScript, starts a program, or carries one."""
    with pikepdf.open(pdf(path.with_suffix(".open.pdf"))) as document:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        if how == "open":
            document.Root.OpenAction = script
        elif how == "page":
            document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        elif how == "names":
            names = pikepdf.Array([pikepdf.String("a"), document.make_indirect(script)])
            document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))
        elif how == "launch":
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
        elif how == "packed":
            document.attachments["bao-cao.exe"] = b"MZ\x90\x00" + bytes(60)
        document.save(path)
    return path


def pageless_pdf(path: Path) -> Path:
    """A PDF without a page."""
    pikepdf.new().save(path)
    return path


def torn_pdf(path: Path) -> Path:
    """A PDF whose upload broke off in the middle."""
    whole = pdf(path.with_suffix(".whole.pdf"), pages=20).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def word(path: Path, text: str = SENTENCE) -> Path:
    """A DOCX in Times New Roman with a table."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.add_heading("Tờ trình", 1)
    document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for cell, value in zip(
        (c for row in table.rows for c in row.cells), ["Bộ", "Tỷ lệ", "Y tế", "97%"], strict=True
    ):
        cell.text = value
    document.save(str(path))
    return path


def sheet(path: Path) -> Path:
    """An XLSX."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Phụ lục"
    page.column_dimensions["A"].width = 40
    page.append(["Cơ quan", "Tỷ lệ", "=1+1"])
    page.append(["Bộ Thông tin và Truyền thông", "86,5%", "<b>không phải thẻ</b>"])
    book.save(str(path))
    return path


def slides(path: Path) -> Path:
    """A PPTX of two slides."""
    show = Presentation()
    for number in (1, 2):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = f"Trang chiếu {number}"
        slide.placeholders[1].text = SENTENCE
    show.save(str(path))
    return path


def picture(path: Path, size: tuple[int, int] = (1240, 1754), frames: int = 1) -> Path:
    """A PNG, JPEG, WebP or TIFF by the path's ending."""
    pictures = [Image.new("RGB", size, (200, 10 * number, 60)) for number in range(frames)]
    more = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(path, **more)
    return path


def huge_png(path: Path) -> Path:
    """A few kilobytes that claim 60,000 x 60,000 pixels."""
    data = picture(path, (10, 10)).read_bytes()
    import zlib

    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + data[24:29]
    path.write_bytes(data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:])
    return path


def repacked(source: Path, path: Path, changes: dict[str, bytes]) -> Path:
    """An archive with parts added or replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry, old.read(entry))
        for name, data in changes.items():
            new.writestr(name, data)
    return path


def zip_bomb(path: Path, mib: int = 300) -> Path:
    """A DOCX whose one part unpacks 1,000:1."""
    return repacked(
        word(path.with_suffix(".plain.docx")), path, {"word/media/big.bin": bytes(mib * 1024 * 1024)}
    )


def quoted_bomb(path: Path) -> Path:
    """Two entries of the table that point at the same bytes (the overlapping kind)."""
    word(path)
    data = bytearray(path.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    third = data.find(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]
    path.write_bytes(bytes(data))
    return path


def locked_office(path: Path) -> Path:
    """What Word writes when a password is set: an OLE container with an EncryptedPackage."""
    names = b"".join(
        name.encode("utf-16-le") + bytes(20) for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(2000))
    return path


def old_office(path: Path) -> Path:
    """A Word 97 container."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)
    )
    return path


def zip_of(path: Path, parts: dict[str, bytes]) -> Path:
    """Any archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(buffer.getvalue())
    return path


def scan(path: Path, texts: list[list[str]], turned: int = 0) -> Path:
    """Pages of lines, printed and scanned at 200 dpi: a PDF of pictures, without a letter; turned if asked."""
    if "SampleTinos" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("SampleTinos", str(FONT)))
    printed = path.with_suffix(".printed.pdf")
    canvas = Canvas(str(printed))
    for lines in texts:
        canvas.setFont("SampleTinos", 14)
        for place, line in enumerate(lines):
            canvas.drawString(60, 760 - 24 * place, line)
        canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(str(printed))
    pictures = [
        page.render(scale=200 / 72).to_pil().convert("L").rotate(turned, expand=True) for page in document
    ]
    pictures[0].save(path, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    if turned:
        with pikepdf.open(path, allow_overwriting_input=True) as made:
            for page in made.pages:
                page.obj.Rotate = turned
            made.save(path)
    return path


def drawing(path: Path, wide: int = 8_000, high: int = 5_200, heavier: int = 0) -> Path:
    """An A0 drawing as a scanner gives it: one page, one picture of `wide` x `high` dots; each square of 500 dots has
    a border, and its place written in it. The picture is made `heavier` by so many bytes behind its end.
    """
    sheet = Image.new("L", (wide, high), 250)
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 60)
    for left in range(0, wide, 500):
        for top in range(0, high, 500):
            pen.rectangle((left, top, left + 499, top + 499), outline=60, width=4)
            pen.text((left + 60, top + 200), f"ô {left // 500}-{top // 500}", font=face, fill=20)
    picture = path.with_suffix(".jpg")
    sheet.save(picture, "JPEG", quality=90)
    with picture.open("ab") as stream:
        stream.write(os.urandom(heavier))
    canvas = Canvas(str(path), pagesize=(3370, 3370 * high / wide))
    canvas.drawImage(str(picture), 0, 0, 3370, 3370 * high / wide)
    canvas.save()
    return path
