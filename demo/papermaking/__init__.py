"""Turns the papers of `demo.content` into the files a ministry hands in: PDF, DOCX, XLSX, PPTX."""

from demo.content.markup import Script
from demo.papermaking import documents, sheets, slides

EXTENSIONS = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "pptx": "pptx"}


def make_file(script: Script) -> tuple[str, bytes]:
    """The file of a paper: its name and its bytes, by the product's own renderers.

    Raises KeyError for a format that no renderer knows.
    """
    makers = {
        "pdf": documents.make_pdf,
        "docx": documents.make_docx,
        "xlsx": sheets.make_xlsx,
        "pptx": slides.make_pptx,
    }
    return f"{script.name}.{EXTENSIONS[script.format]}", makers[script.format](script)
