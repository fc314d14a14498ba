# ruff: noqa: E501 (a sentence stays on one line, so that it can be searched for whole)
"""The nine items of the regular sitting of September 2020, as the secretariat prepared them.

Times are wall-clock times of Asia/Ho_Chi_Minh; minutes are minutes. Kinds and endings use the
glossary's words; the loader maps them onto the product's own choices.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """The presider's script of one item: what to say, where ministries differ, what to conclude."""

    opening: str
    differences: str
    conclusion: str


@dataclass(frozen=True)
class PlannedPoll:
    """A vote as it will be put: the question in full words; the figures are of 27 members.

    ``motion`` names one of several put on the same item.
    """

    key: str
    question: str
    for_: int
    against: int = 0
    abstain: int = 0
    paper: str = ""
    motion: str = ""


@dataclass(frozen=True)
class Objection:
    """What a member states on the morning of the sitting: it takes the item out of the block."""

    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class Item:
    """One item of the agenda; ``papers`` name the files of ``content/papers`` in reading order.

    ``disagreements`` are what the dossier tells everybody, one ministry's view a line; the script is the chair's.
    """

    number: int
    title: str
    short_title: str
    presenter: str
    lead: str
    minutes: int
    kind: str
    asked: str
    ending: str
    script: Script
    papers: tuple[str, ...] = ()
    together_with: tuple[str, ...] = ()
    polls: tuple[PlannedPoll, ...] = ()
    speakers: tuple[str, ...] = ()
    invitees: tuple[str, ...] = ()
    classification: str = "internal"
    in_block: bool = False
    half_internal: bool = False
    resubmit_by: str = ""
    objection: Objection | None = None
    disagreements: tuple[str, ...] = ()


ITEMS = (
    Item(
        1,
        "Tình hình thực hiện Nghị quyết số 17/NQ-CP và dự thảo Nghị quyết về đẩy mạnh cung cấp "
        "dịch vụ công trực tuyến mức độ 4",
        "Nghị quyết 17/NQ-CP; dịch vụ công trực tuyến mức độ 4",
        "minister_g14",
        "G14",
        40,
        "decision",
        "Thông qua dự thảo Nghị quyết",
        "adopted_by_vote",
        Script(
            "Thưa các đồng chí, Nghị quyết số 17/NQ-CP ngày 07 tháng 3 năm 2019 đã thực hiện được hơn một năm rưỡi. "
            "Việc gửi, nhận văn bản điện tử tiến bộ rõ, nhưng dịch vụ công trực tuyến mức độ 4 còn xa mục tiêu 30% "
            "của năm 2020. Đề nghị Bộ Thông tin và Truyền thông trình bày trong 10 phút, tập trung vào những việc phải "
            "làm trong ba tháng còn lại; sau đó mời Chủ tịch Ủy ban nhân dân tỉnh Bình Phước báo cáo cách làm của tỉnh.",
            "1. Thời hạn hoàn thành tích hợp lên Cổng Dịch vụ công quốc gia: Bộ Thông tin và Truyền thông đề nghị trước "
            "31/12/2020; Bộ Tài chính và Bộ Giao thông vận tải đề nghị cho phép các thủ tục có yếu tố chuyên ngành "
            "kéo dài đến hết quý I năm 2021.\n"
            "2. Công khai thứ hạng hằng tháng: Bộ Nội vụ đề nghị chỉ công khai sau khi đã đối chiếu số liệu với bộ, tỉnh.\n"
            "Bản 2 của dự thảo (gửi chậm) đã tiếp thu ý kiến thứ hai, giữ nguyên thời hạn và cho phép xin lùi từng thủ tục.",
            "Thông qua Nghị quyết. Giao Bộ Thông tin và Truyền thông thống kê hằng tháng, đối chiếu với bộ, tỉnh trước khi "
            "công khai; các bộ và các tỉnh dưới 10% trình kế hoạch khắc phục trước ngày 20 tháng 10 năm 2020.",
        ),
        (
            "i1_to_trinh",
            "i1_du_thao_nghi_quyet",
            "i1_bao_cao",
            "i1_phu_luc_bo_tinh",
            "i1_tong_hop_y_kien",
            "i1_phieu_trinh_vpcp",
            "i1_trinh_chieu",
        ),
        polls=(
            PlannedPoll(
                "item1",
                "Thông qua dự thảo Nghị quyết của Chính phủ về đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 4",
                25,
                paper="i1_du_thao_nghi_quyet",
            ),
        ),
        speakers=(
            "binh_phuoc",
            "minister_g18",
            "minister_g12",
            "minister_g09",
            "deputy_foreign",
            "deputy_social",
        ),
        invitees=("binh_phuoc",),
        disagreements=(
            "Bộ Tài chính, Bộ Giao thông vận tải: kéo dài thời hạn tích hợp các thủ tục có yếu tố chuyên ngành đến hết quý I năm 2021.",
            "Bộ Nội vụ: chỉ công khai thứ hạng sau khi đã đối chiếu số liệu với bộ, tỉnh.",
        ),
    ),
    Item(
        2,
        "Kết quả hơn 9 tháng vận hành Cổng Dịch vụ công quốc gia",
        "9 tháng vận hành Cổng Dịch vụ công quốc gia",
        "minister_g22",
        "G22",
        15,
        "information",
        "Để biết",
        "noted",
        Script(
            "Cổng Dịch vụ công quốc gia khai trương ngày 09 tháng 12 năm 2019. Báo cáo đã gửi các đồng chí đọc trước; "
            "đề nghị Văn phòng Chính phủ chỉ nêu những điểm mới và khó khăn cần Chính phủ biết, trong 5 phút.",
            "Không có ý kiến khác giữa các bộ. Số tiền tiết kiệm là số ước tính, cần nói rõ cách tính khi công bố.",
            "Chính phủ ghi nhận báo cáo, không biểu quyết.",
        ),
        ("i2_bao_cao", "i2_phu_luc_so_lieu", "i2_thanh_toan"),
        speakers=("minister_g19",),
    ),
    Item(
        3,
        "Dự thảo Nghị định về định danh và xác thực điện tử",
        "Nghị định về định danh và xác thực điện tử",
        "minister_g01",
        "G01",
        35,
        "decision",
        "Chọn phương án tại Điều 9 và thông qua dự thảo Nghị định",
        "adopted_by_vote",
        Script(
            "Dự thảo còn một vấn đề các bộ có ý kiến khác nhau là cơ quan cấp tài khoản định danh điện tử cho tổ chức (Điều 9). "
            "Đề nghị Bộ Công an trình bày trong 10 phút, Bộ Tư pháp nêu ý kiến thẩm định trong 5 phút; Chính phủ biểu quyết "
            "từng phương án, sau đó biểu quyết toàn văn.",
            "Phương án 1 (Bộ Công an đề nghị ban đầu): một cơ quan cấp tài khoản cho cá nhân và tổ chức. "
            "Phương án 2 (Bộ Thông tin và Truyền thông, Bộ Kế hoạch và Đầu tư, Bộ Tài chính): tài khoản của cá nhân do Bộ Công an "
            "cấp; tài khoản của tổ chức dựa trên mã số doanh nghiệp, mã số thuế và cơ sở dữ liệu đăng ký quốc gia sẵn có.",
            "Thông qua dự thảo Nghị định theo phương án 2; giao Bộ Công an chủ trì, phối hợp với Bộ Tư pháp và "
            "Văn phòng Chính phủ hoàn thiện, trình Thủ tướng Chính phủ ký ban hành.",
        ),
        (
            "i3_to_trinh",
            "i3_du_thao_nghi_dinh",
            "i3_bao_cao_tham_dinh",
            "i3_danh_gia_tac_dong",
            "i3_bang_so_sanh",
            "i3_tiep_thu_giai_trinh",
        ),
        polls=(
            PlannedPoll(
                "item3_option1",
                "Tại Điều 9: một cơ quan cấp tài khoản định danh điện tử cho cá nhân và tổ chức",
                9,
                16,
                paper="i3_du_thao_nghi_dinh",
                motion="Phương án 1",
            ),
            PlannedPoll(
                "item3_option2",
                "Tại Điều 9: tài khoản của tổ chức dựa trên các cơ sở dữ liệu đăng ký quốc gia sẵn có",
                16,
                9,
                paper="i3_du_thao_nghi_dinh",
                motion="Phương án 2",
            ),
            PlannedPoll(
                "item3_whole",
                "Thông qua toàn văn dự thảo Nghị định về định danh và xác thực điện tử, Điều 9 theo phương án 2",
                24,
                0,
                1,
                paper="i3_du_thao_nghi_dinh",
                motion="Toàn văn",
            ),
        ),
        speakers=("minister_g15", "minister_g14", "minister_g05", "minister_g12"),
        disagreements=(
            "Bộ Thông tin và Truyền thông, Bộ Kế hoạch và Đầu tư, Bộ Tài chính: đề nghị phương án 2 tại Điều 9.",
        ),
    ),
    Item(
        4,
        "Sử dụng một phần Quỹ Dịch vụ viễn thông công ích Việt Nam để phát triển các nền tảng dùng chung "
        "của Chính phủ điện tử",
        "Quỹ Viễn thông công ích và các nền tảng dùng chung",
        "minister_g14",
        "G14",
        30,
        "decision",
        "Thông qua chủ trương",
        "not_adopted",
        Script(
            "Nội dung này đã lấy ý kiến bằng phiếu và chưa được quá nửa số thành viên Chính phủ đồng ý, nên đưa ra phiên họp. "
            "Đề nghị Bộ Thông tin và Truyền thông trình bày trong 7 phút, Bộ Tài chính phát biểu ý kiến khác trong 5 phút, "
            "Bộ Kế hoạch và Đầu tư phát biểu tiếp.",
            "Bộ Tài chính không đồng ý: nguồn của Quỹ do doanh nghiệp viễn thông đóng góp cho dịch vụ công ích; chi cho nền tảng "
            "dùng chung của cơ quan nhà nước phải theo pháp luật về ngân sách nhà nước và đầu tư công. "
            "Bộ Kế hoạch và Đầu tư đồng ý về mục tiêu, đề nghị làm rõ danh mục và mức chi.",
            "Chưa thông qua. Giao Bộ Thông tin và Truyền thông phối hợp với Bộ Tài chính, Bộ Kế hoạch và Đầu tư thống nhất "
            "phương án nguồn vốn, trình lại Chính phủ trước ngày 30 tháng 10 năm 2020.",
        ),
        (
            "i4_to_trinh",
            "i4_du_thao_quyet_dinh",
            "i4_y_kien_tai_chinh",
            "i4_ket_qua_phieu",
            "i4_phieu_trinh_vpcp",
        ),
        together_with=("G05", "G12"),
        polls=(
            PlannedPoll(
                "item4",
                "Đồng ý chủ trương sử dụng một phần Quỹ Dịch vụ viễn thông công ích Việt Nam để phát triển các nền tảng "
                "dùng chung của Chính phủ điện tử",
                12,
                9,
                4,
                paper="i4_du_thao_quyet_dinh",
            ),
        ),
        speakers=("minister_g12", "minister_g05", "minister_g15", "minister_g19", "deputy_economy"),
        resubmit_by="2020-10-30",
        disagreements=(
            "Bộ Tài chính: không đồng ý sử dụng nguồn của Quỹ; đề nghị bố trí từ ngân sách nhà nước.",
            "Bộ Kế hoạch và Đầu tư: đề nghị làm rõ danh mục, mức chi và quản lý tài sản hình thành.",
        ),
    ),
    Item(
        5,
        "Đề án thành lập Trung tâm giám sát quốc gia về Chính phủ điện tử",
        "Trung tâm giám sát quốc gia về Chính phủ điện tử",
        "minister_g14",
        "G14",
        30,
        "opinion",
        "Cho ý kiến",
        "opinions_given",
        Script(
            "Đây là Đề án trình Chính phủ cho ý kiến lần đầu, chưa biểu quyết. Phần đầu mời đại diện Bộ Tư lệnh Tác chiến "
            "không gian mạng cùng dự; phần sau về tổ chức, biên chế chỉ các thành viên Chính phủ thảo luận.",
            "Bộ Nội vụ đề nghị không thành lập tổ chức hành chính mới, giao nhiệm vụ cho đơn vị hiện có của Bộ Thông tin và "
            "Truyền thông. Bộ Công an và Bộ Quốc phòng đề nghị nói rõ ranh giới với các trung tâm giám sát an ninh mạng đang có.",
            "Chính phủ đã cho ý kiến; giao Bộ Thông tin và Truyền thông tiếp thu, hoàn thiện Đề án theo hướng không tăng đầu mối, "
            "không tăng biên chế, trình Thủ tướng Chính phủ trong quý IV năm 2020.",
        ),
        ("i5_to_trinh", "i5_de_an", "i5_mo_hinh", "i5_y_kien_noi_vu"),
        speakers=("cyber_command", "minister_g09", "minister_g01", "minister_g11"),
        invitees=("cyber_command",),
        half_internal=True,
        disagreements=(
            "Bộ Nội vụ: không thành lập tổ chức hành chính mới.",
            "Bộ Công an, Bộ Quốc phòng: làm rõ ranh giới với các trung tâm giám sát an ninh mạng hiện có.",
        ),
    ),
    Item(
        6,
        "Mục tiêu phát triển Chính phủ số đến năm 2025",
        "Mục tiêu phát triển Chính phủ số đến năm 2025",
        "minister_g14",
        "G14",
        20,
        "decision",
        "Thông qua các mục tiêu",
        "adopted_by_vote",
        Script(
            "Nội dung này ban đầu nằm trong nhóm biểu quyết chung vì các bộ đã thống nhất. Sáng nay có đề nghị đưa ra thảo luận "
            "riêng về mục tiêu 60% hồ sơ công việc ở cấp xã, nên Chính phủ thảo luận và biểu quyết riêng.",
            "Một số bộ cho rằng mục tiêu 60% ở cấp xã khó đạt: tỉnh Bình Định, nơi triển khai đến 159/159 xã, "
            "tỷ lệ xử lý hồ sơ trực tuyến ở cấp xã mới đạt 40% (tháng 8 năm 2020).",
            "Thông qua các mục tiêu; giao Bộ Thông tin và Truyền thông theo dõi riêng mục tiêu ở cấp xã, báo cáo sơ kết "
            "vào năm 2022.",
        ),
        ("i6_to_trinh", "i6_du_thao_nghi_quyet", "i6_bao_cao_hien_trang", "i6_phu_luc_chi_tieu"),
        polls=(
            PlannedPoll(
                "item6",
                "Thông qua các mục tiêu phát triển Chính phủ số đến năm 2025",
                23,
                1,
                1,
                paper="i6_du_thao_nghi_quyet",
            ),
        ),
        speakers=("minister_g12", "minister_g21", "minister_g09"),
        in_block=True,
        objection=Objection(
            "minister_g12",
            "07:40",
            "Mục tiêu 60% hồ sơ công việc ở cấp xã chưa nêu nguồn kinh phí; đề nghị thảo luận và biểu quyết riêng.",
        ),
    ),
    Item(
        7,
        "Nội dung do Thanh tra Chính phủ trình (bí mật nhà nước)",
        "Nội dung do Thanh tra Chính phủ trình",
        "minister_g20",
        "G20",
        20,
        "opinion",
        "Cho ý kiến",
        "opinions_given",
        Script(
            "Nội dung này thuộc danh mục bí mật nhà nước. Tài liệu là bản giấy có đánh số, thu hồi ngay sau khi kết thúc nội dung. "
            "Đề nghị các đồng chí không sử dụng máy tính bảng khi thảo luận.",
            "Xem bản giấy.",
            "Theo bản giấy.",
        ),
        classification="paper_only",
    ),
    Item(
        8,
        "Kết nối hệ thống báo cáo của bộ, tỉnh với Hệ thống thông tin báo cáo Chính phủ",
        "Kết nối Hệ thống thông tin báo cáo Chính phủ",
        "minister_g22",
        "G22",
        5,
        "decision",
        "Thông qua trong nhóm không có ý kiến khác",
        "adopted_by_vote",
        Script(
            "Nội dung 8 và nội dung 9 không có ý kiến khác, đề nghị Chính phủ không thảo luận, biểu quyết ngay.",
            "Không có ý kiến khác.",
            "Thông qua. Bộ, tỉnh hoàn thành kết nối theo lộ trình tại kế hoạch kèm theo.",
        ),
        ("i8_to_trinh", "i8_ke_hoach"),
        polls=(
            PlannedPoll(
                "item8",
                "Thông qua việc kết nối hệ thống báo cáo của bộ, tỉnh với Hệ thống thông tin báo cáo Chính phủ",
                25,
                paper="i8_to_trinh",
            ),
        ),
        in_block=True,
    ),
    Item(
        9,
        "Công khai mức độ hài lòng trên Cổng Dịch vụ công quốc gia",
        "Công khai mức độ hài lòng trên Cổng Dịch vụ công",
        "minister_g22",
        "G22",
        5,
        "decision",
        "Thông qua trong nhóm không có ý kiến khác",
        "adopted_by_vote",
        Script(
            "Nội dung 8 và nội dung 9 không có ý kiến khác, đề nghị Chính phủ không thảo luận, biểu quyết ngay.",
            "Không có ý kiến khác.",
            "Thông qua. Từ quý IV năm 2020 công khai 50% và từ năm 2021 công khai 100% kết quả đánh giá mức độ hài lòng.",
        ),
        ("i9_to_trinh",),
        polls=(
            PlannedPoll(
                "item9",
                "Thông qua việc công khai mức độ hài lòng trên Cổng Dịch vụ công quốc gia",
                25,
                paper="i9_to_trinh",
            ),
        ),
        in_block=True,
    ),
)
BY_NUMBER = {item.number: item for item in ITEMS}
