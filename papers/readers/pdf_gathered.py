"""A PDF whose tables lie together, so that any page is found with a few requests and shown before the rest is there.

A reader asks for the last page when it opens a file, and a flat tree of pages makes it look at every page on the way:
in a scan each lies beside its picture, megabytes apart. With the small objects packed in object streams (ISO 32000-2,
7.5.7) a hundred pages are in one place. A linearised file (annex F) doesn't help here: it keeps pages apart.
The file as it came is never touched; a signed one is read as it is, because its signature covers its bytes.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf


def gather(path: str, out: str) -> Iterator[dict[str, Any]]:
    """Write the copy to `out`: {"written": True}; {"written": False} for a signed file."""
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        if _is_signed(pdf):
            yield {"written": False}
            return
        pages = len(pdf.pages)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=False)
    with pikepdf.open(out, suppress_warnings=True) as copy:
        yield {"written": len(copy.pages) == pages}


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and "/SigFlags" in form and int(form.SigFlags) & 1 == 1
