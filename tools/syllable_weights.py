"""Writes `search/data/weights.json`: how much each Vietnamese syllable says, counted once in the product's own texts.

    python tools/syllable_weights.py

Frozen on purpose: a list that followed the papers of an installation would tell of papers one may not see. It is
made from the guides, the law texts and the words of the screens, and is committed; run it again only by decision.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from search.words import folded_terms  # noqa: E402

TARGET = ROOT / "search/data/weights.json"
SOURCES = ("docs/*.vi.md", "demo/content/*.py", "regulations/data/*", "locale/en/parts/*.po")
TONED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
# Not Vietnamese: what stands in for a value, and the words of the files themselves.
NOISE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|msgid|\\n")
LEAST, SEEN_IN = 0.1, 3


def paragraphs() -> Iterator[str]:
    """Lines of Vietnamese."""
    for name in SOURCES:
        for path in sorted(ROOT.glob(name)):
            for line in path.read_text(encoding="utf-8").splitlines():
                if len(TONED.findall(line)) > 2:
                    yield NOISE.sub(" ", line)


def main() -> None:
    """Count in how many lines each syllable stands; the commonest says least."""
    lines, within = 0, Counter[str]()
    for line in paragraphs():
        lines += 1
        within.update({word for word in folded_terms(line) if word.isalpha()})
    rarest = math.log(1 + lines / SEEN_IN)
    weights = {
        word: round(max(LEAST, math.log(1 + lines / number) / rarest), 2)
        for word, number in sorted(within.items())
        if number > SEEN_IN
    }
    TARGET.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{lines} lines, {len(weights)} syllables")


if __name__ == "__main__":
    main()
