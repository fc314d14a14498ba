"""Who sits where on 02/10/2020, how they answered the invitation, and how the votes fall.

The arithmetic is that of the first real electronic vote of the Government (24/06/2019):
27 members, 21 on site, 4 online, 2 absent.
"""

from .agenda import ITEMS, PlannedPoll
from .people import MEMBERS

ONLINE = {
    "deputy_foreign": "Geneva, Thụy Sĩ",
    "minister_g10": "Điểm cầu tỉnh Bình Định",
    "minister_g02": "Trụ sở Bộ Công Thương",
    "minister_g13": "Trụ sở Bộ Tài nguyên và Môi trường",
}
ABSENT = {
    "minister_g03": "Dự Diễn đàn Bộ trưởng Giáo dục các nước Đông Nam Á",
    "minister_g16": "Đi công tác tại tỉnh Quảng Bình",
}
SUBSTITUTES = {"minister_g03": "education_deputy"}
ONLINE_INVITEES = {"binh_phuoc": "Trụ sở Ủy ban nhân dân tỉnh Bình Phước"}
SELF_VOTING_TIMEZONES = {"deputy_foreign": "Europe/Zurich"}

MEMBER_KEYS = tuple(member.key for member in MEMBERS)
ON_SITE = tuple(key for key in MEMBER_KEYS if key not in ONLINE and key not in ABSENT)
PRESENT = tuple(key for key in MEMBER_KEYS if key not in ABSENT)

# When each member answered the invitation of Friday 25/09/2020 (day of September, hour, minute).
REPLIED_AT = {
    key: (25 + 3 * (index % 2), 9 + index % 8, (index * 7) % 60) for index, key in enumerate(MEMBER_KEYS)
}

# When the members on site came in on the day, minutes after 07:30 in the order of precedence read backwards:
# the chair comes last, as protocol has it.
ARRIVAL_MINUTE = {key: 4 + index for index, key in enumerate(reversed(ON_SITE))}

# Named dissent. Whoever is present and not listed votes for.
_AGAINST_OPTION_1 = (
    "deputy_foreign deputy_economy minister_g15 minister_g05 minister_g12 minister_g02 minister_g10 minister_g04 "
    "minister_g17 minister_g13 minister_g14 minister_g07 minister_g06 minister_g19 minister_g22 prime_minister"
)
_AGAINST = {
    "item3_option1": tuple(_AGAINST_OPTION_1.split()),
    "item3_option2": tuple(key for key in PRESENT if key not in _AGAINST_OPTION_1.split()),
    "item4": (
        "deputy_economy",
        "minister_g12",
        "minister_g15",
        "minister_g19",
        "minister_g20",
        "minister_g17",
        "minister_g07",
        "minister_g13",
        "minister_g02",
    ),
    "item6": ("minister_g12",),
}
_ABSTAIN = {
    "item3_whole": ("minister_g11",),
    "item4": ("minister_g05", "minister_g10", "minister_g18", "minister_g22"),
    "item6": ("minister_g09",),
}


def ballots_for(poll_key: str) -> dict[str, str]:
    """Every present member's ballot of a planned poll: ``for_``, ``against`` or ``abstain`` by person key."""
    against, abstain = _AGAINST.get(poll_key, ()), _ABSTAIN.get(poll_key, ())
    return {key: "against" if key in against else "abstain" if key in abstain else "for_" for key in PRESENT}


def planned_polls() -> tuple[PlannedPoll, ...]:
    """All polls of the sitting, in the order they are put."""
    return tuple(poll for item in ITEMS for poll in item.polls)
