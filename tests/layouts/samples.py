"""Documents the tests print."""

from datetime import date
from io import BytesIO

from PIL import Image

from layouts.document import (
    Align,
    Annex,
    Block,
    BulletList,
    Column,
    Document,
    Fill,
    Header,
    Heading,
    KeyValue,
    LegalBases,
    Level,
    Paragraph,
    Recipients,
    Secrecy,
    Signature,
    Table,
    TallyPart,
    TallyStrip,
    Urgency,
    bold,
    italic,
)

HARD = "ỹ ẵ ự Đ Ắ Ể ợ ễ Ữ ẩ ặ Ỵ nghiêng khuỷu Quốc hội đã thưởng"
LONG = (
    "Chính phủ thống nhất đánh giá Bộ Thông tin và Truyền thông đã chuẩn bị hồ sơ nghiêm túc, tiếp thu đầy đủ ý kiến "
    "của các thành viên Chính phủ; giao Bộ hoàn thiện dự thảo Nghị định, trình Thủ tướng Chính phủ xem xét, ký ban "
    "hành trước ngày 15 tháng 10 năm 2020 theo đúng quy định của Luật Ban hành văn bản quy phạm pháp luật."
)
TYPED = (
    "<font color=red>đỏ</font>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; & &amp; &#272;",
    "</para><para>",
    "<br/><b>không đậm",
    "%(char)s {0} ${x} <a href='javascript:x'>",
    '"nháy" \'đơn\' <seq id="1"/> <unichar code="1"/>',
)
STRIP = TallyStrip(
    (
        TallyPart("Tán thành", 21, Fill.FULL),
        TallyPart("Không tán thành", 2, Fill.CROSS),
        TallyPart("Không biểu quyết", 2, Fill.DASH),
        TallyPart("Không tham gia biểu quyết", 2, Fill.EMPTY),
    ),
    needed=14,
)


def vote_table(count: int) -> Table:
    """A list of votes."""
    columns = (
        Column("STT", 0.4, Align.CENTRE),
        Column("Họ và tên", 2),
        Column("Biểu quyết", 1, Align.CENTRE),
    )
    rows = tuple((str(at), f"Nguyễn Văn Ưng thứ {at}", "Tán thành") for at in range(1, count + 1))
    return Table(columns, rows, caption="Danh sách biểu quyết")


def minutes(*more: Block, **other: object) -> Document:
    """Minutes with every cell of the decree's page."""
    blocks: tuple[Block, ...] = (
        LegalBases(("Căn cứ Luật Tổ chức Chính phủ", "Căn cứ Quy chế làm việc của Chính phủ;")),
        KeyValue((("Thời gian:", "08 giờ 00, ngày 02 tháng 10 năm 2020"), ("Địa điểm:", "Trụ sở Chính phủ"))),
        Heading(Level.GROUP, "THÀNH PHẦN THAM DỰ", "I"),
        Paragraph(
            ("Có mặt ", bold("25/27"), " thành viên; ", italic("vắng mặt có lý do"), " 02 thành viên. ", LONG)
        ),
        BulletList(("Các Phó Thủ tướng Chính phủ", HARD)),
        Heading(Level.GROUP, "NỘI DUNG", "II"),
        Heading(Level.CLAUSE, "Dự thảo Nghị định về định danh và xác thực điện tử", "1"),
        STRIP,
        *more,
    )
    fields: dict[str, object] = {
        "title": "Biên bản phiên họp tháng 9 năm 2020",
        "header": Header("Văn phòng Chính phủ", "Chính phủ", "7", "BB-VPCP", dated=date(2020, 10, 2)),
        "type_name": "Biên bản",
        "abstract": "Phiên họp Chính phủ thường kỳ tháng 9 năm 2020",
        "blocks": blocks,
        "left_signature": Signature("THƯ KÝ", "Trần Văn Sơn"),
        "signature": Signature("CHỦ TỌA", "Nguyễn Xuân Phúc", note="(Duyệt ngày 05/10/2020)"),
        "recipients": Recipients(("Thủ tướng Chính phủ", "Các bộ, cơ quan ngang bộ;"), "VT, TH"),
        "urgency": Urgency.EXPRESS,
        "secrecy": Secrecy.SECRET,
        "circulation": "Lưu hành nội bộ",
        "drafter_code": "PL.(300)",
    }
    return Document(**{**fields, **other})  # type: ignore[arg-type]


def annexed() -> Document:
    """Minutes with a wide annex."""
    return minutes(Annex("Danh sách biểu quyết", (vote_table(60),), "I", is_landscape=True))


def picture() -> bytes:
    """A PNG with a transparent ground."""
    target = BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 200, 90)).save(target, "PNG")
    return target.getvalue()
