"""Is this PDF whole, open to everybody and without code? (ISO 32000-2: 7.6 encryption, 12.6.4 actions)"""

from typing import Any, Final

import pikepdf

from papers.kinds import PROGRAM_EXTENSIONS, is_program
from papers.readers import boxes

MAX_PAGES: Final = 5_000
MAX_OBJECTS: Final = 2_000_000
_CODE_KEYS: Final = ("/JS", "/JavaScript")
_CODE_ACTIONS: Final = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/Rendition",
    "/RichMediaExecute",
    "/SubmitForm",
)
# What a reader would do by itself on opening: reach out to an address, or to a file on another machine.
_REACHING_OUT: Final = (*_CODE_ACTIONS, "/URI", "/GoToR", "/GoToE")
_DEPTH: Final = 8


def check_pdf(path: str) -> dict[str, Any]:
    """{"pages": n}, or a refusal. Damage isn't repaired in silence: a repaired paper may lack pages."""
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                return {"refused": "file_has_no_pages"}
            if pages > MAX_PAGES:
                return {"refused": "file_has_too_many_pages", "facts": {"pages": pages, "limit": MAX_PAGES}}
            odd = next((at for at, page in enumerate(pdf.pages, start=1) if not boxes.is_possible(page)), 0)
            if odd:
                return {"refused": "page_size_impossible", "facts": {"page": odd}}
            if code := _find_code(pdf):
                return {"refused": code}
            if _acts_by_itself(pdf):
                return {"refused": "file_has_scripts"}
    except pikepdf.PasswordError:
        return {"refused": "file_has_password"}
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        return {"refused": "file_broken"}
    return _check_readable(path, pages)


def _find_code(pdf: pikepdf.Pdf) -> str | None:
    """The refusal's code when any object carries a script, a start-a-program action or a packed program."""
    if len(pdf.objects) > MAX_OBJECTS:
        return "file_broken"
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if any(key in thing for key in _CODE_KEYS) or _acts(thing):
            return "file_has_scripts"
        if thing.get("/Type") == "/Filespec" and _packs_program(thing):
            return "file_is_program"
    return None


def _acts_by_itself(pdf: pikepdf.Pdf) -> bool:
    """Does opening the file, or turning to one of its pages, reach out without anybody's touch?"""
    started = [pdf.Root.get("/OpenAction"), *_triggered(pdf.Root)]
    for page in pdf.pages:
        started += _triggered(page.obj)
    return any(
        isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _REACHING_OUT
        for action in started
    )


def _triggered(node: Any) -> list[Any]:
    """The additional actions of a page or of the document (ISO 32000-2, 12.6.3)."""
    triggers = node.get("/AA")
    return [action for _name, action in triggers.items()] if isinstance(triggers, pikepdf.Dictionary) else []


def _acts(thing: Any) -> bool:
    """Is it, or does it hold directly (inline, a few levels deep), an action that runs something?"""
    todo = [(thing, 0)]
    while todo:
        node, depth = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo += [
                (item, depth + 1)
                for item in node
                if depth < _DEPTH and not getattr(item, "is_indirect", False)
            ]
            continue
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if str(node.get("/S", "")) in _CODE_ACTIONS and (
            "/JS" in node or "/F" in node or "/Win" in node or depth
        ):
            return True
        if node is not thing and any(key in node for key in _CODE_KEYS):
            return True
        for key in (
            "/A",
            "/AA",
            "/OpenAction",
            "/Next",
            "/O",
            "/C",
            "/WC",
            "/WS",
            "/DS",
            "/WP",
            "/DP",
            "/Names",
            "/Kids",
            "/Annots",
            "/AcroForm",
            "/Fields",
        ):
            inner = node.get(key)
            if inner is not None and depth < _DEPTH and not getattr(inner, "is_indirect", False):
                todo.append((inner, depth + 1))
    return False


def _packs_program(filespec: Any) -> bool:
    name = str(filespec.get("/UF", filespec.get("/F", "")))
    if name.rpartition(".")[2].lower() in PROGRAM_EXTENSIONS:
        return True
    files = filespec.get("/EF")
    stream = files.get("/F") if isinstance(files, pikepdf.Dictionary) else None
    try:
        return isinstance(stream, pikepdf.Stream) and is_program(stream.read_bytes()[:64])
    except (pikepdf.PdfError, RuntimeError):
        return False


def _check_readable(path: str, pages: int) -> dict[str, Any]:
    """The reader that will show it must agree on the number of pages and open the first."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) != pages:
            return {"refused": "file_broken"}
        document[0].get_size()
    except pypdfium2.PdfiumError as failure:
        return {"refused": "file_has_password" if "password" in str(failure).lower() else "file_broken"}
    return {"pages": pages}
