"""The states worth looking at, each a function that dresses a stage."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tests.js.harness import documents as docs
from tests.js.harness.stage import Stage

ALL = ("portrait", "landscape", "phone")
Build = Callable[[Stage], None]


def context(**more: Any) -> dict[str, Any]:
    """What every page of a member has."""
    return {
        "prefs": {"theme": "light", "step": 1, "hand": "right"},
        "me_name": "Nguyễn Văn D", "me_post": "Bộ trưởng Bộ Nội vụ",
        "page": {"now": "2020-10-02T09:41:30+07:00", "person": docs.ME, "sitting": docs.SITTING,
                 "me": {"name": "Nguyễn Văn D", "post": "Bộ trưởng Bộ Nội vụ"}, "notes": {}, "can": {"speak": True, "present": False}},
        **more,
    }


def sitting(doc: dict[str, Any] | None = None, person: dict[str, Any] | None = None, prefs: dict[str, Any] | None = None, at: str = "") -> Build:
    """The member's sitting page in the given documents."""

    def build(stage: Stage) -> None:
        made = doc or docs.sitting()
        values = context(sitting=made["sitting"], streams=docs.streams(made, person or docs.me()))
        values["prefs"] = {**values["prefs"], **(prefs or {})}
        stage.path = "/page/"
        if at:
            stage.page.goto("about:blank")
        stage.show("portal/tablet/sitting.html", values)
        if at:
            stage.page.evaluate("hash => { location.hash = hash }", at)
            stage.page.wait_for_timeout(1600)

    return build


def home(**values: Any) -> Build:
    """The member's home."""

    def build(stage: Stage) -> None:
        stage.show("portal/tablet/home.html", context(streams=docs.streams({}, docs.me()), **values))

    return build


NEXT = {
    "title": "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020", "state": "called", "starts_at": datetime(2020, 10, 2, 8, 0),
    "place": "Phòng họp số 1, Trụ sở Chính phủ", "in_words": "còn 3 ngày", "url": "/s/1/", "papers": 32, "minutes_to_read": 264,
    "new": 12, "changed": 2, "reply": "", "reply_url": "/reply/",
    "items": [{"number": n, "title": t, "presenter": p, "asked": "Thông qua"} for n, t, _s, _k, p, _m in docs.ITEMS],
}
WAITING = [
    {"kind": "Phiếu lấy ý kiến", "title": "Thuê dịch vụ công nghệ thông tin thay cho đầu tư hệ thống", "due": "còn 1 ngày làm việc", "url": "/x/"},
    {"kind": "Biên bản", "title": "Biên bản phiên họp tháng 8 năm 2020", "due": "quá hạn 2 ngày", "is_overdue": True, "url": "/y/"},
]
PAST = [{"title": "Phiên họp Chính phủ thường kỳ tháng 7 năm 2019", "on": date(2019, 8, 1), "note": "6 nội dung", "url": "/z/"}]


def voting(answer: Any = None, press: str = "", then: Callable[[Stage], None] | None = None, prefs: dict[str, Any] | None = None, at: str = "") -> Build:
    """The vote sheet, risen over an open paper, after a press when asked."""

    def build(stage: Stage) -> None:
        stage.answers["voting.cast_ballot"] = answer
        sitting(prefs=prefs, at=at)(stage)
        stage.push(docs.MEMBERS, 41, {"polls": {"poll1": docs.POLL}})
        stage.page.wait_for_timeout(1300)
        if press:
            stage.page.get_by_role("button", name=press, exact=True).click()
            stage.page.wait_for_timeout(300)
        if then:
            then(stage)
            stage.page.wait_for_timeout(500)

    return build


RECORDED = {"ok": {"code": "7F3K-22", "at": "2020-10-02T09:41:07+07:00", "value": "for_"}}
REFUSED = {"error": {"code": "poll_not_open", "message": "Biểu quyết gửi lúc 09:43:02 không được ghi nhận: đã kết thúc biểu quyết lúc 09:43:00"}}


def announce(stage: Stage) -> None:
    """The presider announces."""
    stage.push(docs.MEMBERS, 42, {"polls": {"poll1": docs.OUTCOME}})


def cut(stage: Stage) -> None:
    """The connection goes."""
    stage.offline = True
    stage.socket.close()
    stage.page.wait_for_timeout(1500)
    stage.page.get_by_role("button", name="Tán thành", exact=True).click()
    stage.page.wait_for_timeout(300)


CASES: dict[str, tuple[tuple[str, ...], Build]] = {
    "home-open": (ALL, home(sitting={**NEXT, "state": "open"}, waiting=WAITING)),
    "home-next": ((*ALL, "narrow"), home(sitting=NEXT, waiting=WAITING, past=PAST)),
    "home-empty": (("portrait", "phone"), home()),
    "item": ((*ALL, "narrow"), sitting()),
    "item-late-withdrawn": (("landscape",), sitting(at="item=i7")),
    "item-result": (("landscape", "portrait", "phone"), sitting(docs.with_poll(docs.sitting(), **docs.SPLIT))),
    "paper": (ALL, sitting(at="item=i0&paper=p01&page=2")),
    "paper-dark": (("landscape", "portrait"), sitting(prefs={"theme": "dark"}, at="item=i0&paper=p01&page=2")),
    "paper-warm": (("portrait",), sitting(prefs={"theme": "warm"}, at="item=i0&paper=p01&page=2")),
    "paper-left": (("landscape",), sitting(prefs={"hand": "left", "step": 2}, at="item=i0&paper=p01&page=2")),
    "item-large": (("portrait", "phone"), sitting(prefs={"step": 3})),
    "item-dark": (("landscape",), sitting(prefs={"theme": "dark"})),
    "recess": (("portrait",), sitting(docs.sitting(state="suspended", continues_at="2020-10-02T10:30:00+07:00"))),
    "vote-open": ((*ALL, "narrow"), voting(at="item=i0&paper=p01&page=2")),
    "vote-dark": (("portrait",), voting(prefs={"theme": "dark"}, at="item=i0&paper=p01&page=2")),
    "vote-sending": (("portrait",), voting(None, "Tán thành")),
    "vote-recorded": (ALL, voting(RECORDED, "Tán thành")),
    "vote-refused": (("portrait",), voting(REFUSED, "Không tán thành")),
    "vote-offline": (("portrait", "phone"), voting(then=cut)),
    "vote-result": (ALL, voting(RECORDED, "Tán thành", announce)),
    "vote-substitute": (("portrait", "phone"), sitting(docs.with_poll(docs.sitting()), docs.me(is_elector={}, substitute_for="Bộ trưởng Bộ Giáo dục và Đào tạo"))),
}
