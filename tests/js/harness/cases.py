"""The states worth looking at, each a function that dresses a stage."""

# ruff: noqa: E501 - whole Vietnamese sentences and one line of HTML per part read better unbroken

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from tests.js.harness import chair_cases, position_cases
from tests.js.harness import documents as docs
from tests.js.harness.stage import Stage

ALL = ("portrait", "landscape", "phone")
Build = Callable[[Stage], None]


def context(**more: Any) -> dict[str, Any]:
    """What every page of a member has."""
    return {
        "prefs": {"theme": "light", "step": 1, "hand": "right"},
        "me_name": "Nguyễn Văn D",
        "me_post": "Bộ trưởng Bộ Nội vụ",
        "page": {
            "now": "2020-10-02T09:41:30+07:00",
            "person": docs.ME,
            "sitting": docs.SITTING,
            "me": {"name": "Nguyễn Văn D", "post": "Bộ trưởng Bộ Nội vụ"},
            "notes": {},
            "can": {"speak": True, "present": False, "state": True},
        },
        **more,
    }


def sitting(
    doc: dict[str, Any] | None = None,
    person: dict[str, Any] | None = None,
    prefs: dict[str, Any] | None = None,
    at: str = "",
    then: Callable[[Stage], None] | None = None,
    more: dict[str, Any] | None = None,
) -> Build:
    """The member's sitting page in the given documents; `more` of what the page knows."""

    def build(stage: Stage) -> None:
        made = doc or docs.sitting()
        values = context(sitting=made["sitting"], streams=docs.streams(made, person or docs.me()))
        values["prefs"] = {**values["prefs"], **(prefs or {})}
        values["page"] |= more or {}
        stage.path = "/page/"
        if at:
            stage.page.goto("about:blank")
        stage.show("portal/tablet/sitting.html", values)
        if at:
            stage.page.evaluate("hash => { location.hash = hash }", at)
            stage.page.wait_for_timeout(1600)
        if then:
            then(stage)

    return build


def home(**values: Any) -> Build:
    """The member's home."""

    def build(stage: Stage) -> None:
        stage.show("portal/tablet/home.html", context(streams=docs.streams({}, docs.me()), **values))

    return build


NEXT = {
    "title": "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020",
    "state": "called",
    "starts_at": datetime(2020, 10, 2, 1, 0, tzinfo=UTC),
    "place": "Phòng họp số 1, Trụ sở Chính phủ",
    "in_words": "còn 3 ngày",
    "url": "/s/1/",
    "papers": 32,
    "minutes_to_read": 264,
    "new": 12,
    "changed": 2,
    "reply": "",
    "reply_url": "/reply/",
    "items": [
        {"number": n, "title": t, "presenter": p, "asked": "Thông qua"} for n, t, _s, _k, p, _m in docs.ITEMS
    ],
}
WAITING = [
    {
        "kind": "Phiếu lấy ý kiến",
        "title": "Thuê dịch vụ công nghệ thông tin thay cho đầu tư hệ thống",
        "due": "còn 1 ngày làm việc",
        "url": "/x/",
    },
    {
        "kind": "Biên bản",
        "title": "Biên bản phiên họp tháng 8 năm 2020",
        "due": "quá hạn 2 ngày",
        "is_overdue": True,
        "url": "/y/",
    },
]
PAST = [
    {
        "title": "Phiên họp Chính phủ thường kỳ tháng 7 năm 2019",
        "on": date(2019, 8, 1),
        "note": "6 nội dung",
        "url": "/z/",
    }
]


def voting(
    answer: Any = None,
    press: str = "",
    then: Callable[[Stage], None] | None = None,
    prefs: dict[str, Any] | None = None,
    at: str = "",
) -> Build:
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


def lose_server(stage: Stage) -> None:
    """The server is gone for good."""
    stage.offline = True
    assert stage.socket is not None
    stage.socket.close()
    stage.page.locator("html[data-net=lost]").wait_for(state="attached")


def control(
    doc: dict[str, Any] | None = None,
    prefs: dict[str, Any] | None = None,
    opens: str = "",
    then: Callable[[Stage], None] | None = None,
    more: dict[str, Any] | None = None,
) -> Build:
    """The control panel; `opens` presses a button by its words; `more` of what the page knows."""

    def build(stage: Stage) -> None:
        made = doc or docs.sitting()
        values = context(
            sitting=made["sitting"], streams={f"sitting:{docs.SITTING}:secretariat": {"n": 40, "doc": made}}
        )
        values["prefs"] = {**values["prefs"], **(prefs or {})}
        values["page"] |= more or {}
        stage.show("portal/desk/control.html", values)
        if opens:
            stage.page.get_by_role("button", name=opens, exact=False).first.click()
        if then:
            then(stage)

    return build


def wall(
    doc: dict[str, Any] | None = None, then: Callable[[Stage], None] | None = None, **display: Any
) -> Build:
    """The wall of the room."""

    def build(stage: Stage) -> None:
        made = doc or docs.sitting()
        made = {**made, "room": {**made["room"], "display": {"mode": "item", **display}}}
        stage.show(
            "portal/room/display.html",
            context(
                sitting=made["sitting"], streams={f"sitting:{docs.SITTING}:room": {"n": 40, "doc": made}}
            ),
        )
        if then:
            then(stage)

    return build


def pairing(stage: Stage) -> None:
    """A wall with its code."""
    stage.show("portal/room/pair.html", context(code="ACE479"))


def lose(stage: Stage) -> None:
    """The link of a wall goes."""
    stage.offline = True
    stage.socket.close()
    stage.page.wait_for_timeout(3500)


def lists(stage: Stage) -> None:
    """The desk's frame with a table, filters, an empty state and a form."""
    from django.template import engines

    source = (
        '{% extends "faces/desk/base.html" %}{% block heading %}Phiên họp Chính phủ thường kỳ tháng 9 năm 2020{% endblock %}'
        '{% block tools %}{% include "components/saved.html" %}{% include "components/button.html" with label="Phát hành" kind="primary" href="/p/" %}{% endblock %}'
        '{% block subnav %}<ul class="tabs"><li><a href="#" aria-current="page">Chương trình</a></li><li><a href="#">Tài liệu</a></li><li><a href="#">Thành phần</a></li></ul>{% endblock %}'
        '{% block main %}<div class="filters">{% include "components/chip.html" with label="Tất cả" href="#" current=1 %}{% include "components/chip.html" with label="Gửi chậm" href="#" %}</div>'
        '<div class="table-wrap"><table class="table"><thead><tr><th>Số</th><th>Nội dung</th><th>Cơ quan trình</th><th class="num">Phút</th><th>Trạng thái</th></tr></thead><tbody>'
        '{% for row in rows %}<tr><td>{{ row.0 }}</td><td>{{ row.1 }}</td><td>{{ row.4 }}</td><td class="num">{{ row.5 }}</td><td>{% include "components/chip.html" with label="Đã đủ hồ sơ" kind="good" %}</td></tr>{% endfor %}</tbody></table></div>'
        '<div class="columns"><section class="panel"><h2>Tờ trình</h2>{% include "components/empty.html" with title="Chưa có tài liệu nào" text="Tải lên tờ trình và dự thảo trước." href="/u/" action="Tải tài liệu lên" %}</section>'
        '<section class="panel"><h2>Bước tiếp theo</h2>{% include "components/step.html" with label="Trình Thủ tướng phê duyệt" href="#" %}{% include "components/notice.html" with kind="stop" text="Nội dung 3 chưa có người trình bày." %}'
        '<div class="field"><label for="a">Người trình bày</label><input id="a" aria-invalid="true" aria-describedby="a-e"><ul class="errorlist" id="a-e"><li>Đề nghị chọn người trình bày.</li></ul></div></section></div>{% endblock %}'
    )
    stage.show(
        engines["django"].from_string(source),
        {
            **context(),
            "rows": docs.ITEMS[:4],
            "at": datetime(2020, 10, 2, 2, 41, tzinfo=UTC),
            "crumbs": [{"label": "Phiên họp", "url": "/s/"}, {"label": "Tháng 9/2020"}],
            "face_nav": [
                {"label": n, "url": "#", "icon": i, "current": n == "Phiên họp", "count": c}
                for n, i, c in (
                    ("Hôm nay", "home", 4),
                    ("Phiên họp", "calendar", 0),
                    ("Hồ sơ trình", "folder", 12),
                    ("Tìm kiếm", "search", 0),
                )
            ],
        },
    )


RECORDED = {"ok": {"code": "7F3K-22", "at": "2020-10-02T09:41:07+07:00", "value": "for_"}}
REFUSED = {
    "error": {
        "code": "poll_not_open",
        "message": "Biểu quyết gửi lúc 09:43:02 không được ghi nhận: đã kết thúc biểu quyết lúc 09:43:00",
    }
}


def after(build: Build, *presses: str, typed: str = "") -> Build:
    """The same stage after buttons were pressed, by their words, and something was typed."""

    def both(stage: Stage) -> None:
        build(stage)
        for words in presses:
            stage.page.get_by_role("button", name=words, exact=False).first.click()
            stage.page.wait_for_timeout(500)
        if typed:
            stage.page.keyboard.type(typed)
            stage.page.keyboard.press("Enter")
            stage.page.wait_for_timeout(1500)

    return both


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
    **position_cases.cases(sitting),
    **chair_cases.cases(sitting, control),
    "home-open": (ALL, home(sitting={**NEXT, "state": "open"}, waiting=WAITING)),
    "home-next": ((*ALL, "narrow"), home(sitting=NEXT, waiting=WAITING, past=PAST)),
    "home-empty": (("portrait", "phone"), home()),
    "item": ((*ALL, "narrow"), sitting()),
    "item-late-withdrawn": (("landscape",), sitting(at="item=i7")),
    "item-result": (
        ("landscape", "portrait", "phone"),
        sitting(docs.with_poll(docs.sitting(), **docs.SPLIT)),
    ),
    "paper": (ALL, sitting(at="item=i0&paper=p01&page=2")),
    "paper-dark": (
        ("landscape", "portrait"),
        sitting(prefs={"theme": "dark"}, at="item=i0&paper=p01&page=2"),
    ),
    "paper-warm": (("portrait",), sitting(prefs={"theme": "warm"}, at="item=i0&paper=p01&page=2")),
    "paper-left": (("landscape",), sitting(prefs={"hand": "left", "step": 2}, at="item=i0&paper=p01&page=2")),
    "item-large": (("portrait", "phone"), sitting(prefs={"step": 3})),
    "item-dark": (("landscape",), sitting(prefs={"theme": "dark"})),
    "recess": (
        ("portrait",),
        sitting(docs.sitting(state="suspended", continues_at="2020-10-02T10:30:00+07:00")),
    ),
    "vote-open": ((*ALL, "narrow"), voting(at="item=i0&paper=p01&page=2")),
    "vote-dark": (("portrait",), voting(prefs={"theme": "dark"}, at="item=i0&paper=p01&page=2")),
    "vote-sending": (("portrait",), voting(None, "Tán thành")),
    "vote-recorded": (ALL, voting(RECORDED, "Tán thành")),
    "vote-refused": (("portrait",), voting(REFUSED, "Không tán thành")),
    "vote-offline": (("portrait", "phone"), voting(then=cut)),
    "vote-result": (ALL, voting(RECORDED, "Tán thành", announce)),
    "vote-trial": (
        ("portrait", "phone"),
        sitting(docs.with_trial(docs.sitting(state="called")), docs.me(is_elector={"trial1": True})),
    ),
    "vote-substitute": (
        ("portrait", "phone"),
        sitting(
            docs.with_poll(docs.sitting()),
            docs.me(is_elector={}, substitute_for="Bộ trưởng Bộ Giáo dục và Đào tạo"),
        ),
    ),
    "agenda-open": (("portrait", "phone"), after(sitting(), "1 Dịch vụ công")),
    "note": (("portrait", "phone"), after(sitting(), "Ghi chú riêng")),
    "settings": (("portrait", "phone"), after(sitting(), "Cách hiển thị")),
    "reader-find": (
        ("landscape", "phone"),
        after(sitting(at="item=i0&paper=p01&page=2"), "Tìm trong tài liệu", typed="nghi quyet"),
    ),
    "reader-thumbs": (("landscape",), after(sitting(at="item=i0&paper=p01&page=2"), "Các trang")),
    "reader-outline": (("portrait",), after(sitting(at="item=i0&paper=p01&page=2"), "Mục lục")),
    "control": (("desk",), control()),
    "control-called": (("desk",), control(docs.sitting(state="called"))),
    "control-trial": (("desk",), control(docs.with_trial(docs.sitting(state="called")))),
    "control-trial-open-sitting": (("desk",), control(docs.with_trial(docs.sitting()))),
    "control-trial-over": (("desk",), control(docs.with_trial(docs.sitting(state="called"), "closed"))),
    "control-rehearsal": (("desk",), control(docs.sitting(is_rehearsal=True))),
    "control-no-quorum": (
        ("desk",),
        control(docs.sitting(quorum={"present": 17, "total": 27, "needed": 18, "ok": False})),
    ),
    "control-voting": (("desk",), control(docs.with_poll(docs.sitting()))),
    "control-closed": (
        ("desk",),
        control(docs.with_poll(docs.sitting(), **{**docs.SPLIT, "state": "closed"})),
    ),
    "control-remote-lost": (("desk",), control(docs.with_link(docs.sitting()))),
    "control-remote-lost-no-quorum": (
        ("desk",),
        control(docs.with_link(docs.sitting(quorum={"present": 19, "total": 27, "needed": 18, "ok": True}))),
    ),
    "control-room-lost": (("desk",), control(docs.with_link(docs.sitting(), side="room"))),
    "control-server-lost": (("desk",), control(then=lose_server)),
    "sitting-server-lost": (ALL, sitting(then=lose_server)),
    "control-dark": (("desk",), control(docs.with_poll(docs.sitting(), **docs.OUTCOME), {"theme": "dark"})),
    "control-ending": (("desk",), control(docs.with_poll(docs.sitting(), **docs.OUTCOME), opens="Kết luận")),
    "control-poll": (("desk",), control(opens="Bắt đầu biểu quyết")),
    "control-seat": (("desk",), control(opens="Bộ trưởng Bộ Nội vụ")),
    "control-narrow": (("portrait", "narrow"), control()),
    "wall": (("room",), wall()),
    "wall-vote": (("room",), wall(docs.with_poll(docs.sitting()))),
    "wall-result": (("room",), wall(docs.with_poll(docs.sitting(), **docs.SPLIT))),
    "wall-before": (("room",), wall(docs.sitting(state="called"))),
    "wall-recess": (
        ("room",),
        wall(docs.sitting(state="suspended", continues_at="2020-10-02T10:30:00+07:00")),
    ),
    "wall-lost": (("room",), wall(then=lose)),
    "wall-blank": (("room",), wall(mode="blank")),
    "wall-pairing": (("room",), pairing),
    "desk-lists": (("desk", "portrait", "narrow"), lists),
}
