# ruff: noqa: E501 (a sentence stays on one line, so that it can be searched for whole)
"""The people of the demonstration. Every name is invented; posts are those of 2019-2020.

Order of ``MEMBERS`` is the official order of precedence: Prime Minister, Deputy Prime Ministers,
then the heads of the agencies as the resolution on the structure of the Government lists them.
"""

from dataclasses import dataclass

from demo.content.organisations import BY_CODE


@dataclass(frozen=True)
class Person:
    """A person with one post; ``second_post``/``second_org`` name the other post of the same person."""

    key: str
    full_name: str
    post: str
    org: str
    second_post: str = ""
    second_org: str = ""
    short_post: str = ""

    @property
    def family_name(self) -> str:
        """Family name: the first word (Vietnamese order)."""
        return self.full_name.split()[0]

    @property
    def given_name(self) -> str:
        """Given name: the last word; people are sorted and greeted by it."""
        return self.full_name.split()[-1]

    @property
    def middle_name(self) -> str:
        """What stands between family and given name, possibly empty."""
        return " ".join(self.full_name.split()[1:-1])

    @property
    def printed_post(self) -> str:
        """Both posts in one line, as the roster and the minutes print them."""
        return ", ".join(filter(None, (self.post, self.second_post)))

    @property
    def short_title(self) -> str:
        """At most 60 characters, for seat maps and queues; a Deputy Prime Minister is told by the name."""
        if self.short_post:
            return self.short_post
        if self.post == "Phó Thủ tướng Chính phủ":
            return f"Phó Thủ tướng {self.full_name}"
        if self.post.startswith("Bộ trưởng Bộ "):
            return f"Bộ trưởng {BY_CODE[self.org].short_name.removeprefix('Bộ ')}"
        return self.post if len(self.post) <= 60 else self.post.split(",")[0]

    @property
    def email(self) -> str:
        """An address that can never reach anybody (RFC 2606)."""
        return f"{self.key.replace('_', '.')}@ecabinet.invalid"


def _people(text: str) -> tuple[Person, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return tuple(Person(*row) for row in rows)


MEMBERS = _people(
    """
    prime_minister | Hoàng Đình Khải | Thủ tướng Chính phủ | G22 | | | Thủ tướng
    deputy_standing | Lưu Bách Tùng | Phó Thủ tướng Thường trực Chính phủ | G22 | | | Phó Thủ tướng Thường trực
    deputy_foreign | Tạ Minh Quân | Phó Thủ tướng Chính phủ | G22 | Bộ trưởng Bộ Ngoại giao | G08 | Phó Thủ tướng, Bộ trưởng Ngoại giao
    deputy_social | Phùng Hạnh Dung | Phó Thủ tướng Chính phủ | G22
    deputy_industry | Đoàn Hữu Thiện | Phó Thủ tướng Chính phủ | G22
    deputy_economy | Nghiêm Quốc Trụ | Phó Thủ tướng Chính phủ | G22
    minister_g11 | Lương Thế Đạt | Bộ trưởng Bộ Quốc phòng | G11
    minister_g01 | Mạc Đăng Chinh | Bộ trưởng Bộ Công an | G01
    minister_g09 | Khổng Duy Hiển | Bộ trưởng Bộ Nội vụ | G09
    minister_g15 | Chử Thanh Loan | Bộ trưởng Bộ Tư pháp | G15
    minister_g05 | Quách Anh Tuân | Bộ trưởng Bộ Kế hoạch và Đầu tư | G05
    minister_g12 | Tống Đức Hoạch | Bộ trưởng Bộ Tài chính | G12
    minister_g02 | Thẩm Việt Khoa | Bộ trưởng Bộ Công Thương | G02
    minister_g10 | Bế Xuân Phong | Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn | G10
    minister_g04 | Cao Nhật Tân | Bộ trưởng Bộ Giao thông vận tải | G04
    minister_g17 | Giang Trọng Nghị | Bộ trưởng Bộ Xây dựng | G17
    minister_g13 | Ninh Công Thảo | Bộ trưởng Bộ Tài nguyên và Môi trường | G13
    minister_g14 | Phí Hoàng Vũ | Bộ trưởng Bộ Thông tin và Truyền thông | G14
    minister_g07 | Âu Mai Hương | Bộ trưởng Bộ Lao động - Thương binh và Xã hội | G07
    minister_g16 | Lục Vĩnh An | Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch | G16
    minister_g06 | Thái Bá Lĩnh | Bộ trưởng Bộ Khoa học và Công nghệ | G06
    minister_g03 | Diệp Thúy Quỳnh | Bộ trưởng Bộ Giáo dục và Đào tạo | G03
    minister_g18 | Vương Ngọc Thái | Bộ trưởng Bộ Y tế | G18
    minister_g21 | Lò Quang Huấn | Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc | G21
    minister_g19 | Từ Gia Hưng | Thống đốc Ngân hàng Nhà nước Việt Nam | G19
    minister_g20 | Trình Hữu Nhã | Tổng Thanh tra Chính phủ | G20
    minister_g22 | Doãn Khắc Minh | Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ | G22
    """
)

SECRETARIAT = _people(
    """
    office_deputy | Hứa Thành Công | Phó Chủ nhiệm Văn phòng Chính phủ | G22
    script_writer | Hồ Hải Đăng | Vụ trưởng Vụ Tổng hợp, Văn phòng Chính phủ | G22
    operator | Mẫn Thùy Chi | Chuyên viên Vụ Tổng hợp, Văn phòng Chính phủ | G22
    minutes_writer | Kim Ngọc Ánh | Chuyên viên Vụ Tổng hợp, Văn phòng Chính phủ | G22
    records_clerk | Lã Thị Hiền | Văn thư, Vụ Hành chính, Văn phòng Chính phủ | G22
    auditor | Trà Hoài An | Chuyên viên Cục Kiểm soát thủ tục hành chính, Văn phòng Chính phủ | G22
    admin | Vũ Thế Lịch | Quản trị hệ thống, Trung tâm Tin học, Văn phòng Chính phủ | G22
    """
)

GUESTS = _people(
    """
    education_deputy | Bạch Văn Lãm | Thứ trưởng Bộ Giáo dục và Đào tạo | G03
    minister_aide | Tiêu Gia Bảo | Thư ký Bộ trưởng Bộ Thông tin và Truyền thông | G14
    liaison_g01 | Đới Minh Tuệ | Chánh Văn phòng Bộ Công an | G01
    liaison_g20 | Mạnh Tường Vân | Chánh Văn phòng Thanh tra Chính phủ | G20
    ministry_liaison | Nhâm Thu Hà | Chánh Văn phòng Bộ Thông tin và Truyền thông | G14
    binh_phuoc | Thân Đức Thạch | Chủ tịch Ủy ban nhân dân tỉnh Bình Phước | H10
    cyber_command | Đàm Việt Hải | Phó Tư lệnh Bộ Tư lệnh Tác chiến không gian mạng | X06
    state_president | Bùi Nguyên Hạo | Chủ tịch nước | X01
    ethnic_council | Giàng A Sính | Chủ tịch Hội đồng Dân tộc của Quốc hội | X02
    fatherland_front | Tăng Thị Nhân | Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam | X03
    chief_justice | Hàn Chí Công | Chánh án Tòa án nhân dân tối cao | X04
    procurator_general | Viên Đức Chính | Viện trưởng Viện kiểm sát nhân dân tối cao | X05
    """
)
STANDING_INVITEES = (
    "state_president",
    "ethnic_council",
    "fatherland_front",
    "chief_justice",
    "procurator_general",
)

# The 12 ministries and agencies that worked with the task force on 29/07/2019, each by a deputy head.
INSPECTED = _people(
    """
    deputy_g11 | Trầm Quốc Bảo | Thứ trưởng Bộ Quốc phòng | G11
    deputy_g12 | Cù Huy Thông | Thứ trưởng Bộ Tài chính | G12
    deputy_g17 | Nhữ Văn Khánh | Thứ trưởng Bộ Xây dựng | G17
    deputy_g19 | Lại Bích Ngọc | Phó Thống đốc Ngân hàng Nhà nước Việt Nam | G19
    deputy_g20 | Phó Đức Lương | Phó Tổng Thanh tra Chính phủ | G20
    deputy_g15 | Tô Vân Khanh | Thứ trưởng Bộ Tư pháp | G15
    deputy_g09 | Ngạc Văn Đôn | Thứ trưởng Bộ Nội vụ | G09
    deputy_g18 | Nghiêm Thị Lan Chi | Thứ trưởng Bộ Y tế | G18
    deputy_g07 | Khuất Duy Trinh | Thứ trưởng Bộ Lao động - Thương binh và Xã hội | G07
    deputy_g16 | Ngô Hà Vi | Thứ trưởng Bộ Văn hóa, Thể thao và Du lịch | G16
    deputy_g06 | Lê Nhật Đăng | Thứ trưởng Bộ Khoa học và Công nghệ | G06
    deputy_g21 | Vàng Mí Chứ | Thứ trưởng, Phó Chủ nhiệm Ủy ban Dân tộc | G21
    """
)

EVERYBODY = MEMBERS + SECRETARIAT + GUESTS + INSPECTED
BY_KEY = {person.key: person for person in EVERYBODY}


@dataclass(frozen=True)
class Persona:
    """A one-click sign-in: the person's key, what the button says, and what to try first."""

    slug: str
    person: str
    label: str
    hint: str


def _personas(text: str) -> tuple[Persona, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return tuple(
        Persona(slug, key if key else slug.replace("-", "_"), label, hint) for slug, key, label, hint in rows
    )


PERSONAS = _personas(
    """
    operator | | Chuyên viên điều hành phiên họp | Chuẩn bị chương trình, khai mạc phiên họp, mở và kết thúc biểu quyết.
    prime-minister | | Thủ tướng Chính phủ (chủ trì) | Chủ trì, xem kịch bản điều hành, biểu quyết, kết luận từng nội dung.
    deputy-standing | | Phó Thủ tướng Thường trực | Đọc tài liệu, biểu quyết; chủ trì khi được phân công.
    deputy-foreign | | Phó Thủ tướng kiêm Bộ trưởng Ngoại giao | Dự họp trực tuyến từ nước ngoài, khác múi giờ; một người, một phiếu.
    mic-minister | minister_g14 | Bộ trưởng Bộ Thông tin và Truyền thông | Trình bày nội dung 1, 4, 5 và 6.
    finance-minister | minister_g12 | Bộ trưởng Bộ Tài chính | Có ý kiến khác về nội dung 4.
    education-deputy | | Thứ trưởng Bộ Giáo dục và Đào tạo (dự họp thay) | Được phát biểu, không được biểu quyết.
    minister-aide | | Thư ký Bộ trưởng | Đọc giúp Bộ trưởng theo ủy quyền; không biểu quyết thay.
    office-chairman | minister_g22 | Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ | Thành viên Chính phủ và người đứng đầu bộ phận giúp việc.
    script-writer | | Vụ trưởng, Văn phòng Chính phủ | Soạn kịch bản điều hành cho người chủ trì.
    minutes-writer | | Chuyên viên ghi biên bản | Theo dõi diễn biến, biên tập biên bản.
    records-clerk | | Văn thư | Vào sổ, cấp số, phát hành văn bản.
    binh-phuoc | | Chủ tịch UBND tỉnh Bình Phước | Đại biểu mời trực tuyến, chỉ thấy nội dung 1.
    cyber-command | | Đại biểu Bộ Tư lệnh Tác chiến không gian mạng | Đại biểu mời, chỉ thấy nội dung 5.
    auditor | | Cán bộ kiểm tra nhật ký | Xem nhật ký và kiểm tra chuỗi.
    admin | | Quản trị hệ thống | Quản lý tài khoản, cơ quan, chức vụ.
    """
)
