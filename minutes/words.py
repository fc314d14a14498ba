"""The sentences minutes begin with, made of the record's facts. Always Vietnamese: they are the record itself.

One line is one paragraph; a line that begins with "- " is a point of a list.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from agendas.models import AgendaItem
from core import clock
from layouts.vietnamese import day_in_words, moment_in_words, time_in_words
from minutes import corrections
from minutes.record.base import Facts
from regulations.rules import Tally
from regulations.words import tally_line
from room.models import Speech

Ending = AgendaItem.Ending
SECRET = "Diễn biến và kết luận của nội dung này được ghi riêng theo quy định về bảo vệ bí mật nhà nước."
SECRET_VOTE = "Biểu quyết kín: phiếu được niêm phong trên máy của thành viên; hồ sơ không ghi ai chọn gì."
_ENDINGS = {
    Ending.ADOPTED_BY_VOTE: "Thông qua bằng biểu quyết",
    Ending.AGREED: "Thống nhất, không biểu quyết",
    Ending.OPINIONS_GIVEN: "Cho ý kiến, giao hoàn thiện",
    Ending.NOT_ADOPTED: "Chưa thông qua, trình lại",
    Ending.POSTPONED: "Chuyển sang phiên họp sau",
    Ending.WITHDRAWN: "Rút khỏi chương trình",
    Ending.NOTED: "Ghi nhận báo cáo",
}
_KINDS = {
    AgendaItem.Kind.DECISION: "thông qua",
    AgendaItem.Kind.OPINION: "cho ý kiến",
    AgendaItem.Kind.INFORMATION: "để biết",
}
_SPEECHES = {
    Speech.Kind.QUESTION: " (câu hỏi)",
    Speech.Kind.INTERVENTION: " (trao đổi lại)",
    Speech.Kind.POINT_OF_ORDER: " (về trình tự, thủ tục)",
}


def text_of(kind: str, facts: Facts) -> str:
    """The generated text of a block."""
    return "\n".join(line for line in _WRITERS[kind](facts) if line)


def clock_of(at: str | None) -> str:
    """ "08 giờ 05" of a stored moment."""
    return time_in_words(datetime.fromisoformat(at)) if at else "…"


def _named(who: Facts) -> str:
    return f"{who['name']}, {who['post']}" if who["post"] else str(who["name"])


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _opening(facts: Facts) -> list[str]:
    first, *later = facts["chairs"]
    opened = datetime.fromisoformat(facts["opened_at"])
    secretary = facts["secretary"]
    return [
        f"Thời gian: khai mạc hồi {moment_in_words(opened)}.",
        f"Địa điểm: {facts['place'].rstrip('.')}.",
        f"Chủ trì: {_named(first)}.",
        *_presiding(first, later),
        f"Thư ký: {_named(secretary)}." if secretary else "",
    ]


def _presiding(first: Facts, later: list[Facts]) -> list[str]:
    """Who took over, by whose assignment, for which items, and who came back: told as one reads it, not as a list."""
    lines, before = [], [first]
    for chair in later:
        items = f" (nội dung {chair['items']})" if chair.get("items") else ""
        comma = "," if chair["post"] else ""
        since = clock_of(chair["from"])
        lines.append(f"Từ {since}, {_named(chair)}{comma} {_how(chair, before)}{items}.")
        before.append(chair)
    return lines


def _how(chair: Facts, before: list[Facts]) -> str:
    """Whether somebody presides by assignment (`by`, or the head told before) or goes on as before."""
    head = next((row for row in before if row.get("is_head")), None)
    if chair.get("by"):
        return f"chủ trì theo phân công của {chair['by']}"
    if chair.get("again") or chair["name"] in {row["name"] for row in before}:
        return "tiếp tục chủ trì"
    if head is not None and not chair.get("is_head"):
        return f"chủ trì theo phân công của {head['post'] or head['name']}"
    return "chủ trì"


def _attendance(facts: Facts) -> list[str]:
    rows = facts["rows"]
    by_way: dict[str, list[Facts]] = {"on_site": [], "online": [], "absent": []}
    for row in rows:
        by_way[row["way"]].append(row)
    on_site, online, absent = by_way["on_site"], by_way["online"], by_way["absent"]
    present = facts["on_site"] + facts["online"]
    lines = [
        f"Tổng số thành viên: {facts['total']}. Có mặt: {present} (tại phòng họp: {facts['on_site']}; "
        f"trực tuyến: {facts['online']}). Vắng mặt: {facts['absent']}."
    ]
    if on_site:
        lines.append(f"Dự họp tại phòng họp ({len(on_site)}): {_listed(_named(row) for row in on_site)}.")
    if online:
        lines.append(f"Dự họp trực tuyến ({len(online)}):")
        lines += [f"- {_named(row)}{_place(row)}{_end(row, online)}" for row in online]
    if absent:
        lines.append(f"Vắng mặt ({len(absent)}):")
        lines += [f"- {_named(row)}{_reason(row)}{_end(row, absent)}" for row in absent]
    lines += _guests(facts["guests"])
    lines += _comings(rows)
    if quorum := facts["quorum"]:
        lines.append(f"{quorum['sentence']}. Căn cứ: {quorum['article']}.")
    return lines


def _end(row: Facts, rows: list[Facts]) -> str:
    return "." if row is rows[-1] else ";"


def _place(row: Facts) -> str:
    return f" ({row['place']})" if row["place"] else ""


def _inside(words: str) -> str:
    """A sentence somebody wrote, as a part of a longer one: without its own full stop."""
    return words.rstrip(" .;")


def _reason(row: Facts) -> str:
    said = [f"lý do: {_inside(row['reason'])}" if row["reason"] else "không báo lý do"]
    if row["leave_approved"]:
        said.append("đã được người chủ trì chấp thuận")
    if row["substitute"]:
        said.append(f"cử {_named(row['substitute'])} dự họp thay")
    return f" ({_listed(said)})"


def _guests(guests: list[Facts]) -> list[str]:
    lines = []
    by_role: dict[str, list[Facts]] = {}
    for row in guests:
        by_role.setdefault(row["role"], []).append(row)
    for row in by_role.get("substitute", []):
        instead = row["instead_of"]
        whom = _titled(instead) if instead else "thành viên vắng mặt"
        lines.append(f"{_named(row)}: dự họp thay {whom}; được phát biểu, không biểu quyết{_absent(row)}.")
    if standing := by_role.get("standing_invitee"):
        lines.append(f"Khách mời: {_listed(_named(row) + _absent(row) for row in standing)}.")
    if invited := by_role.get("invitee"):
        told = _listed(f"{_named(row)}{_for_items(row)}{_absent(row)}" for row in invited)
        lines.append(f"Đại biểu mời theo nội dung: {told}.")
    return lines


def _titled(who: Facts) -> str:
    return f"{who['post']} {who['name']}" if who["post"] else str(who["name"])


def _absent(row: Facts) -> str:
    return " (không có mặt)" if row["way"] == "absent" else ""


def _for_items(row: Facts) -> str:
    return f" (nội dung {', '.join(row['items'])})" if row["items"] else ""


def _comings(rows: list[Facts]) -> list[str]:
    late = [f"{_named(row)} ({clock_of(row['late'])})" for row in rows if row["late"]]
    left = [f"{_named(row)} ({clock_of(row['left'])})" for row in rows if row["left"]]
    return [
        f"Đến sau giờ khai mạc: {_listed(late)}." if late else "",
        f"Rời phiên họp trước khi bế mạc: {_listed(left)}." if left else "",
    ]


def _item(facts: Facts) -> list[str]:
    presenter, asked = facts["presenter"], _KINDS.get(facts["kind"], "")
    began = f"bắt đầu lúc {clock_of(facts['started_at'])}" if facts["started_at"] else "chưa thảo luận"
    lines = [f"Trình phiên họp {asked}; {began}."]
    if facts["is_late"]:
        reason = f" Lý do: {facts['late_reason']}." if facts["late_reason"] else ""
        lines.append(f"Nội dung gửi chậm, bổ sung sau khi phát hành chương trình.{reason}")
    if left := facts.get("left_block"):
        lines.append(_left_block(left))
    if presenter:
        lines.append(f"Người trình bày: {_named(presenter)}.")
    if facts["invitees"]:
        lines.append(f"Đại biểu mời dự nội dung này: {_listed(map(_named, facts['invitees']))}.")
    for row in facts["recused"]:
        lines.append(f"Không tham gia nội dung này: {_named(row)} (lý do: {_inside(row['reason'])}).")
    if facts["paper_copies_only"]:
        return [*lines, "Tài liệu: bản giấy có đánh số, thu hồi sau phiên họp.", SECRET]
    if facts["papers"]:
        lines.append("Tài liệu:")
        lines += [f"- {_paper(row)}{_end(row, facts['papers'])}" for row in facts["papers"]]
    for row in facts.get("recalls", []):
        laid = f"phát lúc {clock_of(row['handed_out_at'])} " if row["handed_out_at"] else ""
        at = clock_of(row["recalled_at"])
        lines.append(f"Một tài liệu {laid}đã được thu hồi lúc {at} (lý do: {_inside(row['reason'])}).")
    if facts["speeches"]:
        lines.append("Phát biểu:")
        lines += [f"- {_speech(row)}{_end(row, facts['speeches'])}" for row in facts["speeches"]]
    lines += _internal_times(facts)
    if bound := facts.get("voted_with"):
        lines.append(
            f"Biểu quyết chung một lần cùng nội dung {bound['item']} (biểu quyết số {bound['poll']}): "
            f"{bound['sentence']}."
        )
    lines += [_absent_opinion(row) for row in facts.get("absent_opinions", [])]
    if facts["resumed_reason"]:
        lines.append(f"Nội dung được mở lại. Lý do: {_inside(facts['resumed_reason'])}.")
    return lines + _recesses(facts.get("recesses", []))


def _left_block(row: Facts) -> str:
    """An item that was to be voted with others and is discussed by itself."""
    asked = f" theo ý kiến của {row['who']}" if row["who"] else ""
    reason = f" (lý do: {_inside(row['reason'])})" if row["reason"] else ""
    at = moment_in_words(datetime.fromisoformat(row["at"]))
    return f"Nội dung được đưa ra khỏi nhóm biểu quyết chung lúc {at}{asked}{reason}."


def _internal_times(facts: Facts) -> list[str]:
    """When it was internal; what was said then stands in the annex alone."""
    return [
        f"Từ {clock_of(row['from'])} đến {clock_of(row['to'])}: phần họp nội bộ; diễn biến và kết quả ghi tại "
        "phụ lục riêng."
        for row in facts.get("internal", [])
    ]


def _internal(facts: Facts) -> list[str]:
    """The head of an annex: when, who, and what the desk did inside instead of the presider."""
    until = f" đến {clock_of(facts['to'])}" if facts["to"] else ""
    about = f" về nội dung {facts['item']}" if facts["item"] else ""
    return [
        f"Phần họp nội bộ{about}: từ {clock_of(facts['from'])}{until}.",
        f"Người dự ({len(facts['persons'])}): {_listed(map(_named, facts['persons']))}.",
        *_directed(facts.get("directed", [])),
    ]


def _paper(row: Facts) -> str:
    number = f", số {row['number']}" if row["number"] else ""
    words = f"{row['title']}{number}"
    if row["version"]:
        words += f" (bản {row['version']})"
    marks = []
    if row["is_late"]:
        marks.append("tài liệu gửi chậm")
    if row["handed_out_at"]:
        where = "phát tại phiên họp" if row["in_sitting"] else "phát bổ sung trước phiên họp"
        marks.append(f"{where} lúc {clock_of(row['handed_out_at'])}" if row["in_sitting"] else where)
    if (row["is_late"] or row["handed_out_at"]) and row["late_reason"]:
        marks.append(f"lý do: {_inside(row['late_reason'])}")
    if row["withdrawn"]:
        marks.append("đã rút")
    return f"{words} [{_listed(marks)}]" if marks else words


def _absent_opinion(row: Facts) -> str:
    of, by = row["of"], row["by"]
    head = f"Ý kiến của {of['name']}, {of['post']} (vắng mặt), do {by['name']}, {by['post']} nêu"
    return f"{head}: {_inside(row['text'])}."


def _speech(row: Facts) -> str:
    began, ended = clock_of(row["from"]), clock_of(row["to"]) if row["to"] else ""
    when = f"từ {began} đến {ended}" if ended and ended != began else f"lúc {began}"
    mandate = f" (theo ủy quyền của {row['on_behalf_of']})" if row.get("on_behalf_of") else ""
    return f"{_named(row)}{mandate}{_SPEECHES.get(row['kind'], '')}: {when}"


def _poll(facts: Facts) -> list[str]:
    times = [f"Bắt đầu biểu quyết lúc {clock_of(facts['opened_at'])}"]
    if facts["closed_at"]:
        times.append(f"kết thúc lúc {clock_of(facts['closed_at'])}")
    if facts["announced_at"]:
        times.append(f"công bố kết quả lúc {clock_of(facts['announced_at'])}")
    lines = [*_bound(facts), f"{_listed(times)}."]
    if by_hand := facts.get("by_hand"):
        lines += _by_hand(by_hand)
    elif facts.get("is_secret"):
        lines.append(SECRET_VOTE)
    if facts["state"] == "annulled":
        if facts["outcome"]:
            lines.append(f"Kết quả đã công bố trước khi hủy: {tally_words(facts)}.")
        again = (
            "Hủy kết quả, biểu quyết lại."
            if facts["outcome"]
            else "Hủy trước khi công bố kết quả, biểu quyết lại."
        )
        return [*lines, f"{again} Lý do: {facts['annulled_reason'].rstrip('.')}."]
    outcome = facts["outcome"] or {}
    if not outcome:
        return lines
    counts = tally_words(facts)
    sums = [line for line in outcome["arithmetic"] if line != counts]
    lines.append(f"Kết quả: {outcome['sentence']}.")
    lines += [f"- {line}{'.' if at == len(sums) else ';'}" for at, line in enumerate(sums, start=1)]
    lines += _confirmed(facts)
    lines += [
        f"Phiếu của {_named(one)}, do {one['by']} ghi theo lời của thành viên (lý do: {_inside(one['reason'])})."
        for one in facts.get("spoken", [])
    ]
    return [*lines, *corrections.lines_of(facts)]


def _bound(facts: Facts) -> list[str]:
    """What ties the vote to others."""
    lines = []
    if facts.get("items"):
        lines.append(
            f"Biểu quyết chung một lần các nội dung {_and(facts['items'])}; kết quả áp dụng cho từng nội dung."
        )
    if facts.get("replaces"):
        lines.append(f"Biểu quyết lại, thay lần biểu quyết số {facts['replaces']} đã hủy.")
    return lines


def _and(parts: list[str]) -> str:
    """ "6, 8 và 9"."""
    return " và ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _confirmed(facts: Facts) -> list[str]:
    """Equal votes are announced with the presider's word."""
    told = facts.get("tie_confirmed")
    if not told:
        return []
    if told["how"] == "presider":
        return [f"Biểu quyết ngang nhau, người chủ trì ({told['by']}) xác nhận trước khi công bố."]
    return [f"Biểu quyết ngang nhau, {told['by']} công bố theo chỉ đạo của người chủ trì."]


def _by_hand(told: Facts) -> list[str]:
    """How the vote was held on paper: who entered the count, who counted, how many ballots there were."""
    lines = [f"{told['mark']}."]
    if told["tellers"]:
        lines.append(
            f"Người kiểm phiếu: {_listed(told['tellers'])}; kiểm phiếu xong lúc {clock_of(told['counted_at'])}; "
            f"phát ra {told['issued']} phiếu, thu về {told['returned']} phiếu."
        )
    return lines


def tally_words(facts: Facts) -> str:
    """ "Tán thành 25 · Không tán thành 0 · …" of a stored tally."""
    tally: dict[str, Any] = facts["tally"]
    return tally_line(
        Tally(
            total_members=tally["total"],
            electors=tally["electors"],
            for_=tally["for_"],
            against=tally["against"],
            abstain=tally["abstain"],
            invalid=tally.get("invalid", 0),
            not_cast=tally["not_cast"],
            is_secret=bool(facts.get("is_secret")),
        ),
        "vi",
    )


def ending_words(facts: Facts) -> str:
    """How the item ended, with its day or reason."""
    ending = facts["ending"]
    if ending == Ending.NOT_ADOPTED and facts["resubmit_on"]:
        return f"{_ENDINGS[ending]} trước {day_in_words(date.fromisoformat(facts['resubmit_on']))}"
    if ending == Ending.WITHDRAWN and facts["withdrawn_reason"]:
        return f"{_ENDINGS[ending]}. Lý do: {facts['withdrawn_reason']}"
    words = _ENDINGS.get(ending, "")
    return f"{words}. {facts['note']}" if facts["note"] else words


def _conclusion(facts: Facts) -> list[str]:
    said = [line for line in facts["conclusion"].split("\n") if line.strip()]
    lines = [f"Kết luận của người chủ trì: {said[0]}", *said[1:]] if said else []
    if facts.get("ended_inside"):
        lines.append("Nội dung kết thúc trong phần họp nội bộ; kết quả ghi tại phụ lục riêng.")
    if facts["ending"]:
        at = f" (lúc {clock_of(facts['ended_at'])})" if facts["ended_at"] else ""
        lines.append(f"Kết thúc nội dung{at}: {ending_words(facts).rstrip('.')}.")
    return lines + _recesses(facts.get("recesses", []))


def _recesses(rows: list[Facts], *, at_closing: bool = False) -> list[str]:
    """Those of a day in one sentence; one over night says when the sitting went on, and with whom."""
    breaks = [_break(row, at_closing) for row in rows if not _is_over_night(row)]
    lines = [f"Phiên họp tạm nghỉ {_listed(breaks)}."] if breaks else []
    for row in rows:
        if _is_over_night(row):
            since, until = (datetime.fromisoformat(row[name]) for name in ("from", "to"))
            quorum = f" Khi họp tiếp: {row['quorum']}." if row.get("quorum") else ""
            lines.append(
                f"Phiên họp tạm nghỉ từ {moment_in_words(since)}; họp tiếp từ {moment_in_words(until)}, "
                f"điểm danh lại.{quorum}"
            )
    return lines


def _break(row: Facts, at_closing: bool) -> str:
    """A recess; one that the closing ended has no time of resuming, nor has one that is still on."""
    if not row["to"]:
        until = " đến khi bế mạc" if at_closing or row.get("is_last") else ""
        return f"từ {clock_of(row['from'])}{until}"
    return f"từ {clock_of(row['from'])} đến {clock_of(row['to'])}"


def _closing(facts: Facts) -> list[str]:
    lines = _recesses(facts["recesses"], at_closing=True)
    lines += _internal_times(facts)
    for row in facts["resumed"]:
        reason = str(row["reason"]).rstrip(".")
        lines.append(f"Phiên họp được mở lại lúc {clock_of(row['at'])} sau khi bế mạc. Lý do: {reason}.")
    lines += _directed(facts.get("directed", []))
    closed = datetime.fromisoformat(facts["closed_at"])
    return [*lines, f"Phiên họp bế mạc hồi {moment_in_words(closed)}."]


_BY_WORD = {
    "result.announced": "công bố kết quả",
    "poll.annulled": "hủy",
    "sitting.chair_handed_over": "chuyển quyền chủ trì",
    "sitting.chair_returned": "trao lại quyền chủ trì",
    "sitting.suspended": "tạm nghỉ",
    "sitting.closed": "bế mạc",
    "room.speakers_reordered": "sắp xếp lại thứ tự phát biểu",
    "room.speaker_called": "mời phát biểu không theo thứ tự đăng ký",
}


def _directed(rows: list[Facts]) -> list[str]:
    """One line for all the desk pressed instead of the presider: votes by number, the rest by its time."""
    parts = []
    for verb, words in _BY_WORD.items():
        mine = [row for row in rows if row["verb"] == verb]
        numbers = ", ".join(str(row["poll"]) for row in mine if "poll" in row)
        times = ", ".join(clock_of(row["at"]) for row in mine if "poll" not in row)
        if mine:
            parts.append(f"{words} biểu quyết số {numbers}" if numbers else f"{words} lúc {times}")
    if not parts:
        return []
    return [f"Văn phòng thực hiện theo chỉ đạo của người chủ trì: {_listed(parts)}."]


def _is_over_night(row: Facts) -> bool:
    """Did the sitting go on on another day?"""
    if not row["to"]:
        return False
    return len({clock.local_day(datetime.fromisoformat(row[name])) for name in ("from", "to")}) > 1


_WRITERS: dict[str, Callable[[Facts], list[str]]] = {
    "opening": _opening,
    "attendance": _attendance,
    "item": _item,
    "poll": _poll,
    "conclusion": _conclusion,
    "closing": _closing,
    "internal": _internal,
}
