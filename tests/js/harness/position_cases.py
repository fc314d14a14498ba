"""The screens of positions, of the block and of the quiet list, with made-up documents."""

from collections.abc import Callable
from typing import Any

from tests.js.harness import documents as docs

REASON = (
    "Chưa bố trí được nguồn vốn thực hiện trong kế hoạch năm 2021; đề nghị thảo luận trước khi thông qua."
)


def with_positions(**changes: Any) -> dict[str, Any]:
    """A sitting that is called, as the presider sees it: positions of most members, an objection, a few lines."""
    made = docs.sitting(**changes)
    entries = [seat.get("entry", pk) for pk, seat in made["seats"].items()]
    waiting = [pk for pk, item in made["items"].items() if item["state"] == "waiting"]
    quiet = {
        entry: {"post": "Bộ trưởng", "kind": "no_objection", "at": "2020-10-02T00:10:00+00:00", "number": 1}
        for entry in entries[3:20]
    }
    against = {"post": "Bộ trưởng Bộ Tài chính", "kind": "objection", "reason": REASON}
    made["positions"] = {pk: {"stated": dict(quiet)} for pk in waiting}
    made["positions"][waiting[0]]["stated"][entries[0]] = {
        **against,
        "at": "2020-10-02T00:40:12+00:00",
        "number": 1,
    }
    made["lines"] = {
        "l1": {
            "at": "2020-10-02T00:40:12+00:00",
            "kind": "left_block",
            "item": waiting[0],
            "number": made["items"][waiting[0]]["number"],
            "who": "Bộ trưởng Bộ Tài chính",
            "reason": REASON,
        },
        "l2": {
            "at": "2020-10-02T02:12:00+00:00",
            "kind": "item_added",
            "item": waiting[-1],
            "number": made["items"][waiting[-1]]["number"],
            "title": made["items"][waiting[-1]]["title"],
            "reason": "Theo yêu cầu của Thủ tướng Chính phủ",
        },
    }
    return made


def first_waiting(made: dict[str, Any]) -> str:
    """The item the objection is about."""
    return next(pk for pk, item in made["items"].items() if item["state"] == "waiting")


def own(made: dict[str, Any], kind: str = "objection") -> dict[str, Any]:
    """The reader's own document with a position on that item."""
    mine = {"kind": kind, "reason": REASON, "at": "2020-10-02T00:40:12+00:00", "number": 1}
    return {**docs.me(), "own_positions": {first_waiting(made): mine}}


def choosing(stage: Any) -> None:
    """Somebody is writing the reason."""
    stage.page.get_by_role("button", name="Không nhất trí").click()
    stage.page.locator(".position-reason textarea").fill(REASON[:40])


def cases(sitting: Callable[..., Any]) -> dict[str, Any]:
    """The pictures, given the builder of a sitting page."""
    sizes = ("portrait", "landscape", "phone")
    plain, seen = with_positions(), with_positions()
    del plain["positions"]
    plain["lines"] = {"l2": plain["lines"]["l2"]}
    place = f"item={first_waiting(plain)}"
    return {
        "position-empty": (sizes, sitting(plain, docs.me(), at=place)),
        "position-writing": (sizes[:1], sitting(plain, docs.me(), at=place, then=choosing)),
        "position-stated": (sizes, sitting(plain, own(plain), at=place)),
        "position-of-all": (sizes, sitting(seen, own(seen), at=place)),
    }
