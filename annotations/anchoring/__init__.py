"""Where marked words stand in another version of a paper: pure text work, no Django.

`Text.of(pages)` prepares a version; `follow(old, start, end, new)` says where the letters `start:end` of the old one
stand in the new one, or None; `follow_page(old, page, new)` says it of a whole page. It never guesses: what can't be
told from others is nowhere.
In words, with the failure cases: docs/annotations.md.
"""

from annotations.anchoring.following import Place, follow
from annotations.anchoring.pages import follow_page
from annotations.anchoring.quoting import locate
from annotations.anchoring.text import Text, squeeze

__all__ = ["Place", "Text", "follow", "follow_page", "locate", "squeeze"]
