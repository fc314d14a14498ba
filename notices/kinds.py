"""What a kind of notice is: how its facts become words, and what goes along with the mail.

Apps above declare theirs with `NOTICE_KINDS.add("meetings.invitation", NoticeKind(...))`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from notices.models import Notice

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a mail; `mimetype` may carry parameters ("text/calendar; method=REQUEST")."""

    name: str
    content: bytes
    mimetype: str


def _nothing(notice: Notice) -> list[Attachment]:
    return []


def _plain(notice: Notice) -> Facts:
    return notice.facts


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`line(facts)` is the sentence in the product and the subject of the mail; `template` names
    `emails/<template>.txt` and `.html`; both files get `context(notice)` with the notice and its address."""

    line: Callable[[Facts], str]
    template: str = "notices/plain"
    context: Callable[[Notice], Facts] = _plain
    attachments: Callable[[Notice], list[Attachment]] = _nothing
