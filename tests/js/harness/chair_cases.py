"""The screens of the chair: the presider's tablet, the head's while another presides, the desk that hands over."""

# ruff: noqa: E501 - whole Vietnamese sentences read better unbroken

from collections.abc import Callable
from typing import Any

from tests.js.harness import documents as docs
from tests.js.harness import position_cases

HEAD = {"person": docs.ME, "name": "Nguyễn Văn A", "post": "Thủ tướng Chính phủ"}
DEPUTY = {"person": "person-1", "name": "Nguyễn Văn B", "post": "Phó Thủ tướng Thường trực"}
HANDED = {"at": "2020-10-02T10:05:00+07:00", "post": DEPUTY["post"], "until": "2020-10-02T11:00:00+07:00"}
TIE = {
    "state": "closed",
    "cast": 26,
    "closed_at": "2020-10-02T09:43:00+07:00",
    "counts": {"for": 13, "against": 13, "abstain": 0, "not_cast": 1},
    "outcome": {
        **docs.SPLIT["outcome"],
        "sentence": "Biểu quyết ngang nhau (13 tán thành, 13 không tán thành): thực hiện theo ý kiến mà Thủ tướng Chính phủ đã biểu quyết",
        "strip": ["for"] * 13 + ["against"] * 13 + ["not_cast"],
    },
    "proposal": {
        "sentence": "Biểu quyết ngang nhau (13 tán thành, 13 không tán thành): thực hiện theo ý kiến mà Thủ tướng Chính phủ đã biểu quyết",
        "article": "khoản 3 Điều 26 Luật Tổ chức Chính phủ năm 2015",
    },
}
DESK = {
    "user": 1,
    "can": {"count": True, "conduct": True, "present": False},
    "urls": {
        "workspace": "/a/",
        "displays": "/b/",
        "internal": "/c/",
        "invitees_waiting": "/d/",
        "name_plates": "/e/",
        "attendance_sheet": "/f/",
        "attendance_preview": "/g/",
        "preview": "/h/",
    },
}


def presided(person: dict[str, str] = HEAD, handed: dict[str, str] | None = None) -> dict[str, Any]:
    """A sitting whose presider is known, with a block of items before it."""
    made = position_cases.with_positions(presider=person, handed_over=handed)
    made["seats"]["s0"]["person"] = docs.ME
    made["desk"] = {"votes": {"holder": 2, "name": "Trần Thị Bình", "since": "2020-10-02T07:31:00+07:00"}}
    waiting = [pk for pk, item in made["items"].items() if item["state"] == "waiting"]
    made["positions"][waiting[-1]]["apart"] = True
    return made


def pressed(words: str) -> Callable[[Any], None]:
    """Somebody pressed the button of these words."""
    return lambda stage: stage.page.get_by_role("button", name=words, exact=False).first.click()


def cases(sitting: Callable[..., Any], control: Callable[..., Any]) -> dict[str, Any]:
    """The pictures, given the builders of a sitting page and of the panel."""
    tablet, both = ("portrait", "landscape", "tall", "phone"), ("desk", "low")
    tie = docs.with_poll(presided(), **TIE)
    mine = presided(DEPUTY, HANDED)
    taken = {"can": {"speak": True, "state": True, "take_chair_back": True}}
    return {
        "chair-mine": (tablet, sitting(presided())),
        "chair-choosing": (tablet[:2], sitting(presided(), then=pressed("Giao người khác"))),
        "chair-tie": (tablet, sitting(tie, at="item=i0&paper=p01&page=2")),
        "chair-given": (tablet[:2], sitting(mine, more=taken)),
        "control-chair": (both, control(presided(), more=DESK)),
        "control-chair-voted": (both, control(docs.with_poll(presided(), **docs.SPLIT), more=DESK)),
        "control-chair-tie": (both, control(tie, more=DESK)),
        "control-chair-handed": (both, control(mine, more=DESK)),
        "control-chair-dialog": (
            both[:1],
            control(presided(), more=DESK, opens="Giao chủ trì cho người khác"),
        ),
        "control-chair-recall": (both[:1], control(presided(), more=DESK, opens="Thu hồi…")),
        "control-chair-apart": (both[:1], control(presided(), more=DESK, opens="Tách… nội dung")),
        "control-chair-attendance": (both[:1], control(presided(), more=DESK, opens="Đính chính điểm danh")),
    }
