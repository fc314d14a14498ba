"""Made-up documents in the wire's shape: enough for every state of the live screens, no server behind."""

# ruff: noqa: E501 - whole Vietnamese sentences and one line of HTML per part read better unbroken

from copy import deepcopy
from typing import Any

SITTING = "5a1e0000-0000-4000-8000-000000000001"
ME = "9e000000-0000-4000-8000-000000000004"
MEMBERS = f"sitting:{SITTING}:members"
POSTS = [
    ("Thủ tướng Chính phủ", "Thủ tướng"),
    ("Phó Thủ tướng Thường trực", "PTT Thường trực"),
    ("Phó Thủ tướng", "PTT Khoa giáo"),
    ("Phó Thủ tướng", "PTT Kinh tế"),
    ("Phó Thủ tướng kiêm Bộ trưởng Bộ Ngoại giao", "PTT, Ngoại giao"),
    ("Phó Thủ tướng", "PTT Nội chính"),
    *[
        (f"Bộ trưởng Bộ {name}", name)
        for name in (
            "Quốc phòng, Công an, Nội vụ, Tư pháp, Kế hoạch và Đầu tư, Tài chính, Công Thương, "
            "Nông nghiệp và PTNT, Giao thông vận tải, Xây dựng, Tài nguyên và Môi trường, "
            "Thông tin và Truyền thông, Lao động - TBXH, Văn hóa, Thể thao và Du lịch, "
            "Khoa học và Công nghệ, Giáo dục và Đào tạo, Y tế"
        )
        .replace("Văn hóa, Thể thao", "Văn hóa; Thể thao")
        .split(", ")
    ],
    ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", "Ủy ban Dân tộc"),
    ("Thống đốc Ngân hàng Nhà nước", "Ngân hàng NN"),
    ("Tổng Thanh tra Chính phủ", "Thanh tra CP"),
    ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "VPCP"),
]
ITEMS = [
    (
        "1",
        "Tình hình thực hiện Nghị quyết số 17/NQ-CP và dự thảo Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4",
        "Dịch vụ công trực tuyến mức độ 4",
        "decision",
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        30,
    ),
    (
        "2",
        "Kết quả hơn 9 tháng vận hành Cổng Dịch vụ công quốc gia",
        "Cổng Dịch vụ công quốc gia",
        "information",
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        15,
    ),
    (
        "3",
        "Dự thảo Nghị định về định danh và xác thực điện tử",
        "Định danh và xác thực điện tử",
        "decision",
        "Bộ trưởng Bộ Công an",
        30,
    ),
    (
        "3a",
        "Sử dụng một phần Quỹ Dịch vụ viễn thông công ích Việt Nam để phát triển các nền tảng dùng chung của Chính phủ điện tử",
        "Quỹ Dịch vụ viễn thông công ích",
        "decision",
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        25,
    ),
    (
        "4",
        "Đề án thành lập Trung tâm giám sát quốc gia về Chính phủ điện tử",
        "Trung tâm giám sát quốc gia",
        "opinion",
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        20,
    ),
    (
        "5",
        "Mục tiêu phát triển Chính phủ số đến năm 2025",
        "Chính phủ số đến năm 2025",
        "decision",
        "Bộ trưởng Bộ Thông tin và Truyền thông",
        20,
    ),
    (
        "6",
        "Nội dung do Thanh tra Chính phủ trình (bí mật nhà nước)",
        "Nội dung của Thanh tra Chính phủ",
        "opinion",
        "Tổng Thanh tra Chính phủ",
        20,
    ),
    (
        "7",
        "Kết nối hệ thống báo cáo của bộ, tỉnh với Hệ thống thông tin báo cáo Chính phủ",
        "Kết nối hệ thống báo cáo",
        "decision",
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        10,
    ),
    (
        "8",
        "Công khai mức độ hài lòng trên Cổng Dịch vụ công quốc gia",
        "Công khai mức độ hài lòng",
        "decision",
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        10,
    ),
]
PAPERS = [
    ("Tờ trình của Bộ Thông tin và Truyền thông", 4, 1),
    ("Dự thảo Nghị quyết của Chính phủ", 6, 2),
    ("Báo cáo tình hình thực hiện Nghị quyết số 17/NQ-CP", 18, 1),
    ("Phụ lục số liệu theo bộ, ngành, địa phương", 9, 1),
    ("Bảng tổng hợp, tiếp thu, giải trình ý kiến", 11, 1),
    ("Ý kiến thẩm tra của Văn phòng Chính phủ", 3, 1),
    ("Trình chiếu", 14, 1),
]


def sitting(**changes: Any) -> dict[str, Any]:
    """A full sitting document; keyword arguments replace parts of its `sitting` branch."""
    items = {}
    for at, (number, title, short, kind, post, minutes) in enumerate(ITEMS):
        papers = {
            f"p{at}{i}": {
                "order": i,
                "title": name,
                "version": version,
                "version_id": f"v{at}{i}",
                "pages": pages,
                "minutes_to_read": pages * 2,
                "is_late": at == 0 and i == 1,
                "ready": True,
                "quick_view": False,
            }
            for i, (name, pages, version) in enumerate(PAPERS if at == 0 else PAPERS[:2])
        }
        items[f"i{at}"] = {
            "number": number,
            "order": at,
            "title": title,
            "short_title": short,
            "kind": kind,
            "asked": kind,
            "presenter": {"name": "Nguyễn Văn Trình", "post": post},
            "minutes": minutes,
            "state": "waiting",
            "ending": None,
            "is_late": False,
            "withdrawn_reason": "",
            "paper_copies_only": at == 6,
            "papers": {} if at == 6 else papers,
        }
    items["i0"]["state"] = "current"
    items["i7"].update(
        state="withdrawn", withdrawn_reason="Rút khỏi chương trình theo đề nghị của Văn phòng Chính phủ"
    )
    seats = {
        f"s{at}": {
            "order": at,
            "name": f"Nguyễn Văn {chr(65 + at % 26)}",
            "post": post.replace(";", ","),
            "short": short.replace(";", ","),
            "person": f"person-{at}",
            "presence": "absent" if at in (19, 21) else "online" if at in (4, 12, 13, 16) else "on_site",
            "entry": f"e{at}",
            "mode": "on_site",
        }
        for at, (post, short) in enumerate(POSTS)
    }
    invitees = {
        f"g{at}": {
            "order": 100 + at,
            "name": f"Trần Thị {chr(65 + at % 26)}",
            "post": f"Chủ tịch UBND tỉnh {at + 1}",
            "presence": "on_site" if at % 5 else "absent",
            "role": "invitee",
            "mode": "on_site",
            "person": f"guest-{at}",
        }
        for at in range(33)
    }
    return {
        "sitting": {
            "id": SITTING,
            "title": "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020",
            "short_title": "Phiên họp tháng 9/2020",
            "state": "open",
            "starts_at": "2020-10-02T08:00:00+07:00",
            "place": "Phòng họp số 1, Trụ sở Chính phủ",
            "presider": {"name": "Nguyễn Văn A", "post": "Thủ tướng Chính phủ"},
            "opened_at": "2020-10-02T08:02:00+07:00",
            "closed_at": None,
            "quorum": {"present": 25, "total": 27, "needed": 18, "ok": True},
            "members_total": 27,
            "has_vote": True,
            **changes,
        },
        "items": items,
        "room": {
            "item": "i0",
            "paper": {"paper_id": "p01", "version_id": "v01", "page": 2},
            "speakers": {
                "q1": {
                    "order": 1,
                    "person": "person-11",
                    "name": "Nguyễn Văn L",
                    "post": "Bộ trưởng Bộ Tài chính",
                    "kind": "statement",
                    "state": "speaking",
                    "started_at": "2020-10-02T09:38:10+07:00",
                    "seconds_allowed": 300,
                },
                "q2": {
                    "order": 2,
                    "person": "person-2",
                    "name": "Nguyễn Văn C",
                    "post": "Phó Thủ tướng",
                    "kind": "question",
                    "state": "waiting",
                    "started_at": None,
                    "seconds_allowed": 180,
                },
            },
            "timer": None,
            "display": {"mode": "item", "message": ""},
        },
        "polls": {},
        "seats": seats,
        "invitees": invitees,
    }


def me(**changes: Any) -> dict[str, Any]:
    """The document of the person's own stream."""
    return {
        "me": {
            "person": ME,
            "name": "Nguyễn Văn D",
            "post": "Bộ trưởng Bộ Nội vụ",
            "seat": "s8",
            "is_elector": {"poll1": True},
            "ballots": {},
            "substitute_for": None,
            **changes,
        }
    }


POLL = {
    "item": "i0",
    "question": "Thông qua dự thảo Nghị quyết của Chính phủ về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4",
    "paper_version_label": "Dự thảo Nghị quyết, bản 2 (lúc 07:52, 02/10/2020)",
    "version_id": "v01",
    "state": "open",
    "opened_at": "2020-10-02T09:40:00+07:00",
    "closed_at": None,
    "cast": 17,
    "electors": 25,
    "outcome": None,
}
OUTCOME = {
    "state": "announced",
    "closed_at": "2020-10-02T09:43:00+07:00",
    "cast": 25,
    "counts": {"for": 25, "against": 0, "abstain": 0, "not_cast": 2},
    "outcome": {
        "sentence": "Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành (cần quá nửa tổng số thành viên Chính phủ: ít nhất 14)",
        "sentence_en": "Adopted: 25 of 27 Government members voted for (more than half of all members needed: 14)",
        "arithmetic": "2 × 25 = 50 > 27",
        "article": "Điều 46 Luật Tổ chức Chính phủ năm 2015",
        "adopted": True,
        "strip": ["for"] * 25 + ["not_cast"] * 2,
    },
}
SPLIT = {
    "state": "announced",
    "closed_at": "2020-10-02T09:43:00+07:00",
    "cast": 25,
    "counts": {"for": 12, "against": 9, "abstain": 4, "not_cast": 2},
    "outcome": {
        "sentence": "Không được thông qua: 12/27 thành viên Chính phủ biểu quyết tán thành, không quá nửa tổng số thành viên Chính phủ",
        "sentence_en": "",
        "arithmetic": "2 × 12 = 24, không lớn hơn 27",
        "article": "Điều 46 Luật Tổ chức Chính phủ năm 2015",
        "adopted": False,
        "strip": ["for"] * 12 + ["against"] * 9 + ["abstain"] * 4 + ["not_cast"] * 2,
    },
}


ON_PAPER = {
    "by": "paper",
    "cast": None,
    "by_hand": {
        "mark": "Biểu quyết bằng phiếu giấy",
        "mark_en": "Vote by paper ballots",
        "entered": [],
        "differs": ["for_", "against"],
        "head": "Thủ tướng Chính phủ",
    },
}
COUNTED = {
    **ON_PAPER,
    "state": "closed",
    "closed_at": "2020-10-02T09:58:00+07:00",
    "counts": {"for_": 20, "against": 2, "abstain": 1, "invalid": 1, "not_cast": 3},
    "by_hand": {
        "mark": "Biểu quyết bằng phiếu giấy (nhập hai lần độc lập bởi Hồ Hải Đăng và Mẫn Thùy Chi)",
        "mark_en": "Vote by paper ballots (entered twice independently by Hồ Hải Đăng and Mẫn Thùy Chi)",
    },
    "outcome": {
        **OUTCOME["outcome"],
        "sentence": "Đã thông qua: 20/27 thành viên Chính phủ biểu quyết tán thành (cần quá nửa tổng số thành viên Chính phủ: ít nhất 14)",
        "strip": ["for"] * 20 + ["against"] * 2 + ["abstain", "invalid"] + ["not_cast"] * 3,
    },
}


def with_poll(doc: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same document with a vote on item 1."""
    made = deepcopy(doc)
    made["polls"] = {"poll1": {**POLL, **changes}}
    if made["polls"]["poll1"].get("by") == "paper":
        return made
    present = [key for key, seat in made["seats"].items() if seat["presence"] != "absent"]
    made["polls"]["poll1"]["voted"] = {key: at % 3 != 2 for at, key in enumerate(present)}
    return made


def with_trial(doc: dict[str, Any], state: str = "open") -> dict[str, Any]:
    """The same document with a trial of the vote sheet that some didn't answer."""
    seats = list(doc["seats"])
    voted = {key: at % 4 != 3 for at, key in enumerate(seats)}
    trial = {"id": "trial1", "state": state, "opened_at": "2020-10-02T07:41:00+07:00", "electors": len(seats)}
    return {**doc, "trial": {**trial, "cast": sum(voted.values()), "voted": voted}}


def streams(doc: dict[str, Any], person: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a page starts from."""
    made = {MEMBERS: {"n": 40, "doc": doc}}
    if person:
        made[f"person:{ME}"] = {"n": 3, "doc": person}
    return made


def with_link(doc: dict[str, Any], side: str = "remote") -> dict[str, Any]:
    """A sitting one side of which has fallen silent."""
    where = "online" if side == "remote" else "on_site"
    persons = [seat["person"] for seat in doc["seats"].values() if seat["presence"] == where]
    return {**doc, "link": {"side": side, "since": "2020-10-02T09:40:50+07:00", "persons": persons}}
