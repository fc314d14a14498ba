"""A set of a sitting's papers as one PDF, made by a job for one viewer."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from pypdf import PdfReader

from agendas.facts import shown_title
from annotations.selectors import own_marks
from copies import setting
from copies.contents import ItemPart, parts_for, versions_in
from copies.making import FONTS, LIMITS, keep
from copies.marking import marks_of
from copies.models import IssuedCopy
from copies.own_pages import OwnPages, Room, lay_out
from papers import sandbox
from papers.storing import fetch

Say = Callable[[int, int], None]
Subject = IssuedCopy.Subject


class Binder:
    """One run; may be killed and begun again."""

    def __init__(self, copy: IssuedCopy, work: Path, say: Say) -> None:
        self.copy, self.work, self.say = copy, work, say
        self.parts: list[dict[str, Any]] = []
        self.starts: dict[Any, int] = {}
        self.page = 0
        self.files = 0

    def run(self) -> None:
        """Gather what the viewer may see now, bind it, keep it."""
        assert self.copy.sitting is not None
        contents = parts_for(self.copy.user, self.copy.sitting)
        self.copy.versions = versions_in(contents)
        self.copy.save(update_fields=["versions"])
        first = setting.contents_page(self.copy, contents, {}, 0)
        self.page = _pages(first)
        self.gather(contents)
        front = setting.contents_page(self.copy, contents, self.starts, self.page)
        self.parts.insert(0, self._own(front, _("Mục lục"), 0))
        out = self.bind()
        keep(self.copy, out, f"{self.copy.get_subject_display()} {self.copy.sitting.title}")

    def gather(self, contents: list[ItemPart]) -> None:
        """Every part in order, and on which page of the set it begins."""
        rows = [row for part in contents for row in part.rows]
        wants_notes = self.copy.subject == Subject.OWN_SET
        marks = own_marks(self.copy.user, [r.version for r in rows if r.version]) if wants_notes else {}
        room = Room()
        for part in contents:
            self.begin_item(part)
            for row in part.rows:
                version = row.version
                if version is None or version.pdf is None:
                    continue
                self.starts[row.pk] = self.page + 1
                path = str(fetch(version.pdf, self._file()))
                own = marks.get(version.pk, ())
                texts = dict(version.pages.values_list("number", "text")) if own else {}
                self.add_paper(row.paper.title, path, version.page_count, lay_out(own, texts, room))

    def add_paper(self, title: str, path: str, pages: int, own: OwnPages) -> None:
        """A paper with what its reader drew on it; the reader's words follow the page they are on."""
        begins = 1
        for after in [*own.after, pages]:
            ends = min(after, pages)
            if begins <= ends:
                drawn = {
                    number: own.drawn[number] for number in range(begins, ends + 1) if number in own.drawn
                }
                part = {"path": path, "first": begins, "last": ends, "own": drawn}
                self._add({"title": title if begins == 1 else "", "level": 1, **part}, ends - begins + 1)
                begins = ends + 1
            if rows := own.listed.pop(after, None):
                self.add_notes(title, after, rows, 0)
        if own.listed or own.left_out:
            rows = [row for listed in own.listed.values() for row in listed]
            self.add_notes(title, None, rows, own.left_out)

    def add_notes(self, title: str, page: int | None, rows: list[tuple[int, Any]], left_out: int) -> None:
        """The reader's words on one page."""
        notes = setting.notes_page(title, page, rows, left_out)
        self._add(self._own(notes, _("Ghi chú của tôi: %(title)s") % {"title": title}, 1), _pages(notes))

    def begin_item(self, part: ItemPart) -> None:
        """For who presides a divider and the script; for others a bookmark on the first paper's page."""
        item = part.item
        self.starts[item.pk] = self.page + 1
        who = item.presenter_title or (item.presenter.full_name if item.presenter else "")
        divider = [_("Nội dung %(number)s") % {"number": item.number}, shown_title(item), who]
        if self.copy.subject == Subject.CHAIR_SET or not part.rows:
            self._add({"title": part.heading, "level": 0, "divider": divider}, 1)
        else:
            self.parts.append({"title": part.heading, "level": 0, "empty": True})
        script = setting.script_page(item) if self.copy.subject == Subject.CHAIR_SET else None
        if script is not None:
            self._add(self._own(script, _("Kịch bản điều hành"), 1), _pages(script))

    def bind(self) -> Path:
        """The set, bound in the child."""
        plan, out = self.work / "plan.json", self.work / "set.pdf"
        plan.write_text(
            json.dumps(
                {
                    "parts": self.parts,
                    "pages": self.page,
                    "marks": marks_of(self.copy),
                    "page_words": _("Trang {page}/{pages}"),
                }
            ),
            encoding="utf-8",
        )
        answers = sandbox.run_worker(
            "bind", self.work, LIMITS, plan=str(plan), out=str(out), fonts=str(FONTS)
        )
        for answer in answers:
            if "done" in answer:
                self.say(answer["done"], max(answer["total"], answer["done"]))
            self.copy.pages = answer.get("pages", self.copy.pages)
        return out

    def _add(self, part: dict[str, Any], pages: int) -> None:
        self.parts.append(part)
        self.page += pages

    def _own(self, content: bytes, title: str, level: int) -> dict[str, Any]:
        path = self._file()
        path.write_bytes(content)
        return {"title": title, "level": level, "path": str(path)}

    def _file(self) -> Path:
        self.files += 1
        return self.work / f"part-{self.files}.pdf"


def make_set(copy: IssuedCopy, say: Say) -> None:
    """Make the bytes of a set. Safe to repeat. Raises `SandboxFailure`."""
    if copy.file_id is not None or copy.sitting is None:
        return
    with sandbox.work_folder() as work, translation.override("vi"):
        Binder(copy, work, say).run()


def _pages(content: bytes) -> int:
    """Pages of a PDF of our own making."""
    return len(PdfReader(BytesIO(content)).pages)
