"""Sittings with papers whose words are drawn by chance from one small list, and readers of some of them."""

from __future__ import annotations

from random import Random
from typing import Any

SYLLABLES = """chính phủ điện tử nghị quyết quy hoạch đất đai ngân sách địa phương uỷ ban ủy quyền hoà bình hòa giải kho
bạc dịch vụ công trực tuyến đầu tư công tài chính họp hợp hộp biểu quyết thông tư chỉ tiêu kế hoạch"""
WORDS = SYLLABLES.split()
NUMBERS = ("17/NQ-CP", "36-NQ/TW", "30/2020/NĐ-CP", "01/2013/TTLT-BTP-BNV")
# A word and a number that stand nowhere but in the secret paper.
ONLY_THERE = ("hoả tinh", "99/2031/NĐ-CP")
# As people type them: a word without its tones, and numbers that are offered in their right spelling or not at all.
TYPED = ("hoa tinh", "99 2031 nd cp", "17nqcp")


class Library:
    """`sittings` agendas, each with papers of a few pages, and `readers` users who read by chance."""

    def __init__(self, rng: Random, sittings: int, readers: int) -> None:
        from realtime import audiences
        from tests.factories import agendas, people

        self.rng = rng
        self.agendas = [agendas.published(items=2, papers=2) for _number in range(sittings)]
        self.readers = [people.user() for _number in range(readers)]
        for agenda in self.agendas:
            for item in agendas.items_of(agenda):
                for row in item.item_papers.select_related("paper"):
                    self.write(row.paper, pages=rng.randint(1, 5))
            chosen = [user.pk for user in self.readers if rng.random() < 0.4]
            audiences.add(agenda.sitting.stream(rng.choice(("members", "secretariat", "observers"))), chosen)

    def line(self, words: int) -> str:
        """A few words by chance."""
        return " ".join(self.rng.choice(WORDS) for _word in range(words))

    def write(self, paper: Any, pages: int, *also: str) -> None:
        """A title and pages by chance."""
        from papers.models import Classification, Paper, PaperPage

        title = " ".join([self.line(6), *also])[:300]
        kind, level = self.rng.choice(Paper.Kind.values), Classification.INTERNAL
        number = self.rng.choice(NUMBERS) if self.rng.random() < 0.5 else ""
        Paper.objects.filter(pk=paper.pk).update(
            title=title, kind=kind, classification=level, document_number=number
        )
        for number in range(1, pages + 1):
            text = " ".join([self.line(80), self.rng.choice(NUMBERS), *also, self.line(40)])
            PaperPage.objects.create(version=paper.current, number=number, width=595, height=842, text=text)

    def questions(self, number: int) -> list[tuple[str, dict[str, str]]]:
        """What is asked: words, phrases, numbers, with and without tones and filters, the secret's own among them."""
        from core.text import fold

        asked: list[tuple[str, dict[str, str]]] = [(text, {}) for text in (*ONLY_THERE, *TYPED, *NUMBERS)]
        while len(asked) < number:
            text = self.line(self.rng.randint(1, 4))
            text = self.rng.choice((text, fold(text), f'"{text}"', f"{text} {ONLY_THERE[0]}"))
            asked.append(
                (text, self.rng.choice(({}, {}, {"kind": "paper"}, {"year": "2026"}, {"number": NUMBERS[0]})))
            )
        return asked
