"""Organisations of 2019-2020: 22 ministries and ministerial-level agencies, 63 provinces.

Codes: QCVN 102:2016/BTTTT level-1 identifiers (G = ministries, H = provinces) and the
statistics office's province numbers. Names and abbreviations as printed in document numbers.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Organisation:
    """One organisation: ``code`` is the level-1 identifier ("G14"), ``kind`` one of the glossary's words."""

    code: str
    name: str
    abbreviation: str
    kind: str
    gso_code: str = ""

    @property
    def short_name(self) -> str:
        """How people say it in a meeting ("Bộ TT&TT"); at most 60 characters."""
        return _SHORT_NAMES.get(self.code, self.name)

    @property
    def organ_id(self) -> str:
        """The 13-character identifier of QCVN 102:2016, e.g. ``000.00.00.G14``."""
        return f"000.00.00.{self.code}"


_SHORT_NAMES = {
    "G03": "Bộ GD&ĐT",
    "G04": "Bộ GTVT",
    "G05": "Bộ KH&ĐT",
    "G06": "Bộ KH&CN",
    "G07": "Bộ LĐ-TB&XH",
    "G10": "Bộ NN&PTNT",
    "G13": "Bộ TN&MT",
    "G14": "Bộ TT&TT",
    "G16": "Bộ VH,TT&DL",
    "G19": "Ngân hàng Nhà nước",
    "G22": "Văn phòng Chính phủ",
}


def _agencies(kind: str, text: str) -> tuple[Organisation, ...]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(Organisation(code.strip(), name.strip(), abbr.strip(), kind) for code, name, abbr in rows)


MINISTRIES = _agencies(
    "ministry",
    """
    G01 | Bộ Công an | BCA
    G02 | Bộ Công Thương | BCT
    G03 | Bộ Giáo dục và Đào tạo | BGDĐT
    G04 | Bộ Giao thông vận tải | BGTVT
    G05 | Bộ Kế hoạch và Đầu tư | BKHĐT
    G06 | Bộ Khoa học và Công nghệ | BKHCN
    G07 | Bộ Lao động - Thương binh và Xã hội | BLĐTBXH
    G08 | Bộ Ngoại giao | BNG
    G09 | Bộ Nội vụ | BNV
    G10 | Bộ Nông nghiệp và Phát triển nông thôn | BNNPTNT
    G11 | Bộ Quốc phòng | BQP
    G12 | Bộ Tài chính | BTC
    G13 | Bộ Tài nguyên và Môi trường | BTNMT
    G14 | Bộ Thông tin và Truyền thông | BTTTT
    G15 | Bộ Tư pháp | BTP
    G16 | Bộ Văn hóa, Thể thao và Du lịch | BVHTTDL
    G17 | Bộ Xây dựng | BXD
    G18 | Bộ Y tế | BYT
    """,
)
MINISTERIAL_AGENCIES = _agencies(
    "ministerial_agency",
    """
    G19 | Ngân hàng Nhà nước Việt Nam | NHNN
    G20 | Thanh tra Chính phủ | TTCP
    G21 | Ủy ban Dân tộc | UBDT
    G22 | Văn phòng Chính phủ | VPCP
    """,
)
AGENCIES = MINISTRIES + MINISTERIAL_AGENCIES

OTHERS = _agencies(
    "other",
    """
    X01 | Văn phòng Chủ tịch nước | VPCTN
    X02 | Hội đồng Dân tộc của Quốc hội | HĐDT
    X03 | Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam | MTTW
    X04 | Tòa án nhân dân tối cao | TANDTC
    X05 | Viện kiểm sát nhân dân tối cao | VKSTC
    X06 | Bộ Tư lệnh Tác chiến không gian mạng | BTL86
    """,
)

_PROVINCES = """
An Giang 89/H01 · Bắc Giang 24/H02 · Bắc Kạn 06/H03 · Bạc Liêu 95/H04 · Bắc Ninh 27/H05 ·
Bà Rịa - Vũng Tàu 77/H06 · Bến Tre 83/H07 · Bình Định 52/H08 · Bình Dương 74/H09 · Bình Phước 70/H10 ·
Bình Thuận 60/H11 · Cà Mau 96/H12 · Cần Thơ‡ 92/H13 · Cao Bằng 04/H14 · Đắk Lắk 66/H15 · Đắk Nông 67/H16 ·
Đà Nẵng‡ 48/H17 · Điện Biên 11/H18 · Đồng Nai 75/H19 · Đồng Tháp 87/H20 · Gia Lai 64/H21 · Hà Giang 02/H22 ·
Hải Dương 30/H23 · Hải Phòng‡ 31/H24 · Hà Nam 35/H25 · Hà Nội‡ 01/H26 · Hà Tĩnh 42/H27 · Hòa Bình 17/H28 ·
Hồ Chí Minh‡ 79/H29 · Hậu Giang 93/H30 · Hưng Yên 33/H31 · Khánh Hòa 56/H32 · Kiên Giang 91/H33 ·
Kon Tum 62/H34 · Lai Châu 12/H35 · Lâm Đồng 68/H36 · Lạng Sơn 20/H37 · Lào Cai 10/H38 · Long An 80/H39 ·
Nam Định 36/H40 · Nghệ An 40/H41 · Ninh Bình 37/H42 · Ninh Thuận 58/H43 · Phú Thọ 25/H44 · Phú Yên 54/H45 ·
Quảng Bình 44/H46 · Quảng Nam 49/H47 · Quảng Ngãi 51/H48 · Quảng Ninh 22/H49 · Quảng Trị 45/H50 ·
Sóc Trăng 94/H51 · Sơn La 14/H52 · Tây Ninh 72/H53 · Thái Bình 34/H54 · Thái Nguyên 19/H55 · Thanh Hóa 38/H56 ·
Thừa Thiên Huế 46/H57 · Tiền Giang 82/H58 · Trà Vinh 84/H59 · Tuyên Quang 08/H60 · Vĩnh Long 86/H61 ·
Vĩnh Phúc 26/H62 · Yên Bái 15/H63
"""


def _province(entry: str) -> Organisation:
    name, codes = entry.strip().rsplit(" ", 1)
    gso_code, code = codes.split("/")
    is_city = name.endswith("‡")
    name = name.rstrip("‡")
    kind_word = "thành phố" if is_city else "tỉnh"
    return Organisation(
        code, f"Ủy ban nhân dân {kind_word} {name}", f"UBND-{code}", "provincial_committee", gso_code
    )


PROVINCES = tuple(_province(entry) for entry in _PROVINCES.replace("\n", " ").split("·"))


def province_name(organisation: Organisation) -> str:
    """The bare name of a province ("Bình Phước") from its committee's name."""
    name = organisation.name.removeprefix("Ủy ban nhân dân ")
    return name.removeprefix("thành phố ").removeprefix("tỉnh ")


BY_CODE = {organisation.code: organisation for organisation in AGENCIES + OTHERS + PROVINCES}
