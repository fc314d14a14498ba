# ruff: noqa: E501 (a sentence stays on one line, so that it can be searched for whole)
"""What happened before 02/10/2020: closed sittings with their speeches, conclusions and votes."""

from dataclasses import dataclass, field

from .people import INSPECTED, MEMBERS

MEMBER_KEYS = tuple(member.key for member in MEMBERS)


@dataclass(frozen=True)
class Speech:
    """Who spoke at "HH:MM", for how many minutes, and what goes into the minutes."""

    speaker: str
    at: str
    minutes: int
    opinion: str


@dataclass(frozen=True)
class Task:
    """A task given by a conclusion: a sentence of the minutes until tasks are a part of the product."""

    sentence: str
    lead: str
    due: str
    result: str


@dataclass(frozen=True)
class InternalPart:
    """A part of an item for the named alone, "HH:MM" to "HH:MM"; what was said there goes into the annex."""

    begins: str
    ends: str
    named: tuple[str, ...]
    speeches: tuple[Speech, ...]


@dataclass(frozen=True)
class PastItem:
    """A matter that was dealt with; ``late_papers`` were handed out on the eve. ``votes_for`` is 0 when nothing was put to the vote."""

    title: str
    short_title: str
    presenter: str
    lead: str
    minutes: int
    kind: str
    asked: str
    starts: str
    ending: str
    conclusion: str
    speeches: tuple[Speech, ...] = ()
    tasks: tuple[Task, ...] = ()
    papers: tuple[str, ...] = ()
    late_papers: tuple[str, ...] = ()
    question: str = ""
    votes_for: int = 0
    internal: InternalPart | None = None


@dataclass(frozen=True)
class PastSitting:
    """A closed sitting; unless ``all_answered``, only those who were not on site answered the invitation.

    Times are wall-clock times of Asia/Ho_Chi_Minh on ``day`` (ISO).
    """

    key: str
    body: str
    title: str
    day: str
    opens: str
    closes: str
    place: str
    presider: str
    kind: str
    has_vote: bool
    present: tuple[str, ...]
    absent: dict[str, str]
    substitutes: dict[str, str]
    items: tuple[PastItem, ...]
    approved_by: str = ""
    approved_on: str = ""
    online: dict[str, str] = field(default_factory=dict)
    all_answered: bool = False


FOUR_TASKS = (
    Task(
        "Các bộ, cơ quan, địa phương chưa nâng cấp phần mềm quản lý văn bản (33/95) hoàn thành việc nâng cấp, tích hợp chữ ký số chuyên dùng trước ngày 30 tháng 9 năm 2019.",
        "G14",
        "2019-09-30",
        "Đã hoàn thành",
    ),
    Task(
        "Bộ Thông tin và Truyền thông chủ trì, phối hợp với Bộ Tài chính trình Chính phủ ban hành Nghị định thay thế Nghị định số 102/2009/NĐ-CP trước ngày 15 tháng 9 năm 2019.",
        "G14",
        "2019-09-15",
        "Đã hoàn thành: Nghị định số 73/2019/NĐ-CP ngày 05 tháng 9 năm 2019",
    ),
    Task(
        "Bộ Xây dựng vận hành thử hệ thống quản lý văn bản mới trong tháng 9 năm 2019, vận hành chính thức trước ngày 30 tháng 11 năm 2019.",
        "G17",
        "2019-11-30",
        "Đã hoàn thành",
    ),
    Task(
        "Bốn bộ, cơ quan chưa có quy chế về văn bản điện tử ban hành quy chế trước ngày 31 tháng 10 năm 2019.",
        "G22",
        "2019-10-31",
        "Quá hạn: một cơ quan chưa ban hành",
    ),
)

_JULY_ABSENT = {
    "deputy_foreign": "Đi công tác nước ngoài",
    "minister_g02": "Đi công tác tại tỉnh Thanh Hóa",
    "minister_g06": "Nghỉ ốm",
}

JULY_2019 = PastSitting(
    key="2019-07",
    body="government",
    title="Phiên họp Chính phủ thường kỳ tháng 7 năm 2019",
    day="2019-08-01",
    opens="08:00",
    closes="10:40",
    place="Phòng họp Chính phủ, số 1 Hoàng Hoa Thám, Hà Nội",
    presider="prime_minister",
    kind="regular",
    has_vote=True,
    present=tuple(key for key in MEMBER_KEYS if key not in _JULY_ABSENT),
    absent=_JULY_ABSENT,
    substitutes={"minister_g06": "deputy_g06"},
    items=(
        PastItem(
            title="Kết quả kiểm tra của Tổ công tác của Thủ tướng Chính phủ tại 12 bộ, cơ quan về xây dựng Chính phủ điện tử",
            short_title="Kiểm tra 12 bộ, cơ quan về Chính phủ điện tử",
            presenter="minister_g22",
            lead="G22",
            minutes=60,
            kind="decision",
            asked="Thông qua bốn nhiệm vụ",
            starts="08:10",
            ending="adopted_by_vote",
            conclusion="Chính phủ thông qua bốn nhiệm vụ giao các bộ, cơ quan nhằm khắc phục hạn chế trong gửi, nhận văn bản điện tử. Văn phòng Chính phủ theo dõi, đôn đốc, báo cáo Chính phủ tại phiên họp thường kỳ hằng tháng.",
            speeches=(
                Speech(
                    "minister_g22",
                    "08:10",
                    10,
                    "Trình bày báo cáo: từ ngày 12 tháng 3 đến ngày 21 tháng 7 năm 2019 có hơn 68.200 văn bản gửi và hơn 203.500 văn bản nhận qua Trục liên thông văn bản quốc gia; 62/95 nơi đã nâng cấp phần mềm, 85/95 nơi đã tích hợp chữ ký số.",
                ),
                Speech(
                    "minister_g20",
                    "08:22",
                    5,
                    "Thanh tra Chính phủ mới ký số 01/326 văn bản vì phần lớn văn bản thuộc phạm vi bí mật nhà nước; sẽ gửi qua Trục các văn bản không mật.",
                ),
                Speech(
                    "minister_g11",
                    "08:28",
                    5,
                    "Bộ Quốc phòng đã ký số 66/302 văn bản; đề nghị bố trí kinh phí cho cổng thông tin điện tử.",
                ),
                Speech(
                    "minister_g19",
                    "08:34",
                    4,
                    "Ngân hàng Nhà nước đã ký số 124/436 văn bản và sẽ hoàn thành quy chế văn bản điện tử trong tháng 8.",
                ),
                Speech(
                    "minister_g17",
                    "08:39",
                    6,
                    "Bản vẽ khổ A0 có dung lượng rất lớn; có văn bản đến chỉ có mã định danh, không có trích yếu; có văn bản chỉ ghi 'Đã ký'.",
                ),
            ),
            tasks=FOUR_TASKS,
            papers=("p_ke_hoach_kiem_tra",),
            late_papers=("p_bao_cao_kiem_tra",),
            question="Thông qua bốn nhiệm vụ giao các bộ, cơ quan sau kiểm tra của Tổ công tác của Thủ tướng Chính phủ",
            votes_for=24,
        ),
        PastItem(
            title="Vướng mắc trong thực hiện Nghị định số 102/2009/NĐ-CP về quản lý đầu tư ứng dụng công nghệ thông tin",
            short_title="Vướng mắc của Nghị định số 102/2009/NĐ-CP",
            presenter="minister_g12",
            lead="G12",
            minutes=30,
            kind="opinion",
            asked="Cho ý kiến",
            starts="09:20",
            ending="opinions_given",
            papers=("p_vuong_mac_nghi_dinh_102",),
            conclusion="Thống nhất sự cần thiết thay thế Nghị định số 102/2009/NĐ-CP; giao Bộ Thông tin và Truyền thông hoàn thiện dự thảo Nghị định mới, trình Chính phủ trước ngày 15 tháng 9 năm 2019.",
            speeches=(
                Speech(
                    "minister_g12",
                    "09:20",
                    8,
                    "Đề nghị sửa Nghị định số 102/2009/NĐ-CP: chưa có căn cứ thanh toán khi thuê dịch vụ; văn bản điện tử không có chữ ký số của cơ quan gây rủi ro khi kiểm toán.",
                ),
                Speech(
                    "minister_g14",
                    "09:30",
                    5,
                    "Tiếp thu; dự thảo Nghị định thay thế đã lấy ý kiến các bộ, sẽ trình đúng hạn.",
                ),
            ),
        ),
        PastItem(
            title="Kết quả một tháng vận hành Hệ thống thông tin phục vụ họp và xử lý công việc của Chính phủ (e-Cabinet)",
            short_title="Một tháng vận hành hệ thống e-Cabinet",
            presenter="minister_g22",
            lead="G22",
            minutes=15,
            kind="information",
            asked="Để biết",
            starts="10:05",
            ending="noted",
            papers=("p_bao_cao_ecabinet",),
            conclusion="Chính phủ ghi nhận báo cáo. Tại lần biểu quyết điện tử đầu tiên, ngày 24 tháng 6 năm 2019, có 25/27 thành viên Chính phủ biểu quyết tán thành.",
            speeches=(
                Speech(
                    "minister_g22",
                    "10:05",
                    6,
                    "Báo cáo kết quả vận hành từ ngày khai trương 24 tháng 6 năm 2019.",
                ),
            ),
        ),
    ),
    approved_by="prime_minister",
    approved_on="2019-08-06",
    all_answered=True,
)

_TASK_FORCE = ("office_deputy", *(person.key for person in INSPECTED))

TASK_FORCE_2019 = PastSitting(
    key="task-force-2019-07-29",
    body="task_force",
    title="Cuộc họp Tổ công tác của Thủ tướng Chính phủ với 12 bộ, cơ quan",
    day="2019-07-29",
    opens="14:00",
    closes="16:45",
    place="Trụ sở Văn phòng Chính phủ, số 1 Hoàng Hoa Thám, Hà Nội",
    presider="office_deputy",
    kind="working",
    has_vote=False,
    present=_TASK_FORCE,
    absent={},
    substitutes={},
    items=(
        PastItem(
            title="Tình hình xây dựng Chính phủ điện tử, gửi, nhận văn bản điện tử của 12 bộ, cơ quan",
            short_title="Chính phủ điện tử của 12 bộ, cơ quan",
            presenter="office_deputy",
            lead="G22",
            minutes=120,
            kind="opinion",
            asked="Trao đổi, kết luận",
            starts="14:05",
            ending="opinions_given",
            conclusion="Văn phòng Chính phủ thông báo kết luận đến các bộ, cơ quan; báo cáo Chính phủ tại phiên họp thường kỳ tháng 7 năm 2019.",
            speeches=(
                Speech(
                    "deputy_g20",
                    "14:30",
                    6,
                    "Phần lớn văn bản của Thanh tra Chính phủ là văn bản mật, không gửi qua Trục.",
                ),
                Speech("deputy_g11", "14:40", 5, "Cổng thông tin điện tử chưa có kinh phí nâng cấp."),
                Speech(
                    "deputy_g17",
                    "14:50",
                    8,
                    "Nhà cung cấp báo giá hàng trăm triệu đồng để nâng cấp phần mềm, trong khi thuê dịch vụ chỉ 50 - 60 triệu đồng mỗi tháng.",
                ),
                Speech(
                    "deputy_g12",
                    "15:05",
                    7,
                    "Đề nghị sửa Nghị định số 102/2009/NĐ-CP; nhiều văn bản đến không có chữ ký số của cơ quan.",
                ),
            ),
            papers=("t_so_lieu_van_ban",),
        ),
    ),
)

_COMMITTEE = (
    "prime_minister deputy_social minister_g22 minister_g14 minister_g01 minister_g11 minister_g09 minister_g12 "
    "minister_g05 minister_g15 minister_g18"
)

COMMITTEE_2020 = PastSitting(
    key="committee-2020-08-26",
    body="committee",
    title="Phiên họp Ủy ban Quốc gia về Chính phủ điện tử",
    day="2020-08-26",
    opens="14:00",
    closes="16:30",
    place="Phòng họp Chính phủ, số 1 Hoàng Hoa Thám, Hà Nội",
    presider="prime_minister",
    kind="regular",
    has_vote=False,
    present=tuple(_COMMITTEE.split()),
    absent={},
    substitutes={},
    items=(
        PastItem(
            title="Tình hình xây dựng Chính phủ điện tử 8 tháng năm 2020 và nhiệm vụ những tháng cuối năm",
            short_title="Chính phủ điện tử 8 tháng năm 2020",
            presenter="minister_g14",
            lead="G14",
            minutes=90,
            kind="opinion",
            asked="Cho ý kiến",
            starts="14:10",
            ending="opinions_given",
            conclusion="Hằng tháng Bộ Thông tin và Truyền thông thống kê tỷ lệ dịch vụ công trực tuyến mức độ 4 của từng bộ, từng tỉnh; trình Chính phủ Nghị quyết về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4 tại phiên họp thường kỳ tháng 9 năm 2020.",
            speeches=(
                Speech(
                    "minister_g14",
                    "14:10",
                    12,
                    "Còn 8 bộ, cơ quan và 25 tỉnh, thành phố có tỷ lệ dịch vụ công trực tuyến mức độ 4 dưới 10%.",
                ),
                Speech(
                    "minister_g18",
                    "14:25",
                    6,
                    "Bộ Y tế đã cung cấp 100% thủ tục hành chính ở mức độ 4.",
                ),
            ),
            papers=("n_bao_cao_uy_ban",),
            internal=InternalPart(
                begins="14:40",
                ends="15:05",
                named=("minister_g14", "minister_g11", "minister_g01", "minister_g22", "minutes_writer"),
                speeches=(
                    Speech(
                        "minister_g11",
                        "14:42",
                        8,
                        "Báo cáo tình hình bảo đảm an toàn thông tin mạng của các hệ thống dùng chung; tài liệu phát tại chỗ, thu lại sau phiên họp.",
                    ),
                    Speech(
                        "minister_g01",
                        "14:52",
                        6,
                        "Đề nghị các hệ thống dùng chung phải được đánh giá an toàn trước khi kết nối.",
                    ),
                ),
            ),
        ),
    ),
)

_JUNE_ONLINE = {
    "deputy_foreign": "Trụ sở Bộ Ngoại giao",
    "minister_g10": "Điểm cầu tỉnh Nghệ An",
    "minister_g02": "Trụ sở Bộ Công Thương",
    "minister_g13": "Trụ sở Bộ Tài nguyên và Môi trường",
}
_JUNE_ABSENT = {
    "minister_g16": "Đi công tác nước ngoài",
    "minister_g06": "Đi công tác nước ngoài",
}

# The archive's first line: the first electronic vote. Of 27 members 21 sat in the room and 4 voted from afar.
JUNE_2019 = PastSitting(
    key="2019-06",
    body="government",
    title="Phiên họp khai trương hệ thống e-Cabinet",
    day="2019-06-24",
    opens="08:00",
    closes="08:50",
    place="Phòng họp Chính phủ, số 1 Hoàng Hoa Thám, Hà Nội",
    presider="prime_minister",
    kind="thematic",
    has_vote=True,
    present=tuple(key for key in MEMBER_KEYS if key not in _JUNE_ABSENT),
    absent=_JUNE_ABSENT,
    substitutes={},
    online=_JUNE_ONLINE,
    items=(
        PastItem(
            title="Nghị quyết của Chính phủ được biểu quyết điện tử lần đầu tại lễ khai trương hệ thống e-Cabinet",
            short_title="Nghị quyết biểu quyết điện tử lần đầu",
            presenter="minister_g22",
            lead="G22",
            minutes=35,
            kind="decision",
            asked="Thông qua Nghị quyết",
            starts="08:10",
            ending="adopted_by_vote",
            conclusion="Chính phủ thông qua Nghị quyết; giao Văn phòng Chính phủ vận hành hệ thống e-Cabinet, báo cáo kết quả tại phiên họp thường kỳ.",
            papers=("a_gioi_thieu_he_thong",),
            question="Thông qua Nghị quyết của Chính phủ trình tại lễ khai trương hệ thống e-Cabinet",
            votes_for=25,
        ),
    ),
    approved_by="prime_minister",
    approved_on="2019-06-26",
)

PAST = (JUNE_2019, TASK_FORCE_2019, JULY_2019, COMMITTEE_2020)
