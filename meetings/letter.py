"""The letter of invitation (Giấy mời) as one document, from what the letter said when it went out."""

from datetime import datetime
from typing import Any

from core import clock
from layouts.document import BulletList, Document, Header, Paragraph, Recipients, Signature, bold
from layouts.vietnamese import moment_in_words, time_in_words
from meetings.models import Invitation, Sitting


def letter_of(invitation: Invitation) -> Document:
    """The letter as it was sent to one person."""
    return compose(invitation.facts, invitation.sent_at)


def compose(said: dict[str, Any], sent_at: datetime) -> Document:
    """The letter from its facts (`letter_facts` plus name, post and role of the invited). Number left to the clerk."""
    signer = said["signer"]
    return Document(
        title=f"Giấy mời {said['title']}",
        header=Header(
            agency=said["office"],
            number=None,
            symbol=said["symbol"],
            dated=clock.local_day(sent_at),
        ),
        type_name="Giấy mời",
        abstract=f"Dự {_lower_first(said['title'])}",
        addressees=(_addressee(said),),
        blocks=tuple(_blocks(said)),
        signature=Signature(title=_signing_title(signer["post"], said["office"]), name=signer["name"]),
        recipients=Recipients(lines=("Như trên",), filed="VT"),
        author=said["office"],
        made_at=sent_at,
    )


def _signing_title(post: str, office: str) -> str:
    """ "BỘ TRƯỞNG, CHỦ NHIỆM": in capitals, without the office, which stands in the head of the letter."""
    return (post.removesuffix(office).strip(" ,") or office).upper()


def _addressee(said: dict[str, Any]) -> str:
    return f"Đồng chí {said['name']}, {said['post']}" if said["post"] else f"Đồng chí {said['name']}"


def _blocks(said: dict[str, Any]) -> list[Paragraph | BulletList]:
    title = _lower_first(said["title"])
    kind = str(Sitting.Kind(said["kind"]).label)
    lines = [
        (bold("Thời gian: "), f"{_times(said)}."),
        (bold("Địa điểm: "), f"{said['place'].rstrip('.')}."),
        (bold("Chủ trì: "), f"{said['presider']}."),
        (bold("Hình thức họp: "), f"{kind}."),
    ]
    if said["online_link"]:
        lines.append((bold("Tham dự trực tuyến: "), said["online_link"]))
    return [
        Paragraph(f"{said['office']} trân trọng kính mời Đồng chí dự {title}, cụ thể như sau:"),
        BulletList(tuple(lines)),
        Paragraph(
            "Tài liệu phiên họp được gửi trên Hệ thống thông tin phục vụ họp và xử lý công việc. "
            "Đề nghị Đồng chí trả lời giấy mời trên Hệ thống; trường hợp không dự họp được, đề nghị nêu lý do và "
            "người dự họp thay (nếu có)."
        ),
    ]


def _times(said: dict[str, Any]) -> str:
    starts = datetime.fromisoformat(said["starts_at"])
    if not said["ends_at"]:
        return moment_in_words(starts)
    ends = datetime.fromisoformat(said["ends_at"])
    return f"từ {moment_in_words(starts)} đến {time_in_words(ends)}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
