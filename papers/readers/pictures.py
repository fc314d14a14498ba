"""Pictures: check them, and make them a PDF page each, without any office program."""

from collections.abc import Iterator
from typing import Any, Final

from PIL import Image, ImageOps, ImageSequence

MAX_PIXELS: Final = 80_000_000
MAX_FRAMES: Final = 500
PIL_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
A4_POINTS: Final = (595.276, 841.89)
Image.MAX_IMAGE_PIXELS = None  # our own cap below answers with a sentence


def check_picture(path: str) -> dict[str, Any]:
    """{"pages": frames}, or a refusal. The size is read from the header before anything is decoded."""
    try:
        with Image.open(path, formats=PIL_FORMATS) as picture:
            frames = getattr(picture, "n_frames", 1)
            if frames > MAX_FRAMES:
                return {"refused": "file_has_too_many_pages", "facts": {"pages": frames, "limit": MAX_FRAMES}}
            for frame in ImageSequence.Iterator(picture):
                width, height = frame.size
                if width * height > MAX_PIXELS:
                    return {"refused": "picture_too_large", "facts": {"width": width, "height": height}}
                if width < 1 or height < 1:
                    return {"refused": "file_broken"}
                frame.load()
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError, TypeError):
        return {"refused": "file_broken"}
    return {"pages": frames}


def to_pdf(path: str, out: str) -> Iterator[dict[str, Any]]:
    """Write one A4 page per frame (portrait or landscape as the picture lies); a plain JPEG goes in as it
    is.
    """
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(out, pagesize=A4_POINTS, pageCompression=1)
    canvas.setTitle("")
    with Image.open(path, formats=PIL_FORMATS) as picture:
        frames = getattr(picture, "n_frames", 1)
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            as_is = (
                picture.format == "JPEG"
                and picture.mode in ("RGB", "L")
                and picture.getexif().get(0x0112, 1) == 1
            )
            flat = frame if as_is else _flat(frame)
            source = path if as_is else ImageReader(flat)
            width, height = flat.size
            page = A4_POINTS if height >= width else A4_POINTS[::-1]
            scale = min(page[0] / width, page[1] / height)
            canvas.setPageSize(page)
            x, y = (page[0] - width * scale) / 2, (page[1] - height * scale) / 2
            canvas.drawImage(source, x, y, width * scale, height * scale)
            canvas.showPage()
            yield {"done": number, "total": frames}
    canvas.save()


def _flat(frame: Image.Image) -> Image.Image:
    """Upright, on white, in RGB or grey."""
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGB", "L"):
        return upright
    if upright.mode in ("1", "I;16", "I", "F"):
        return upright.convert("L")
    coloured = upright.convert("RGBA")
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    return paper
