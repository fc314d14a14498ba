"""The minutes of the whole sitting read back: on the page, as PDF and as DOCX, and the annex of the internal part."""

import re
from collections.abc import Callable

from demo.content.roster import ABSENT
from tests.journeys.browsers import DESK, Guest
from tests.journeys.house import House
from tests.journeys.test_the_sitting import text_of_docx, text_of_pdf

# What a secretary would write of this morning; a pattern stands where the clock runs.
TOLD = (
    r"Tổng số thành viên: 27\. Có mặt: 25 \(tại phòng họp: 21; trực tuyến: 4\)\. Vắng mặt: 2\.",
    r"lý do: Dự Diễn đàn Bộ trưởng Giáo dục",
    r"Từ 08 giờ 3\d, Lưu Bách Tùng, Phó Thủ tướng Thường trực Chính phủ, chủ trì theo phân công của Thủ tướng "
    r"Chính phủ \(nội dung 2\)",
    r"Đã thông qua: 25/27 thành viên Chính phủ biểu quyết tán thành",
    r"Trình phiên họp để biết; bắt đầu lúc 08 giờ",
    r"Kết luận của người chủ trì: Chính phủ ghi nhận báo cáo, không biểu quyết\.",
    r"Ghi nhận báo cáo",
    r"Từ 08 giờ \d\d, Hoàng Đình Khải, Thủ tướng Chính phủ, tiếp tục chủ trì",
    r"Không được thông qua: 9/27",
    r"Đã thông qua: 16/27",
    r"Đã thông qua: 24/27",
    r"tạm nghỉ từ 09 giờ 30 đến 09 giờ 45",
    r"Ba thành viên dự họp trực tuyến mất kết nối khi đang biểu quyết",
    r"Không được thông qua: 12/27",
    r"Chưa thông qua, trình lại trước ngày 30 tháng 10 năm 2020",
    r"Từ 10 giờ 2\d đến 10 giờ 4\d: phần họp nội bộ; diễn biến và kết quả ghi tại phụ lục riêng",
    r"Nội dung được đưa ra khỏi nhóm biểu quyết chung lúc 07 giờ \d\d, ngày 02 tháng 10 năm 2020 theo ý kiến của "
    r"Bộ trưởng Bộ Tài chính",
    r"Đính chính kết quả \(lúc 10 giờ \d\d",
    r"Tán thành 23",
    r"Nội dung do Thanh tra Chính phủ trình",
    r"Biểu quyết chung một lần các nội dung 8 và 9; kết quả áp dụng cho từng nội dung",
    r"bế mạc hồi 11 giờ 2\d",
)


def read_the_minutes(house: House, come: Callable[..., Guest], sitting: str) -> None:
    """Page, PDF and DOCX say the same."""
    writer = come("minutes-writer", DESK)
    page = writer.go(f"/minutes/{sitting}/")
    writer.axe()
    texts = {
        "page": " ".join(page.locator(".minutes-sheet").inner_text().split()),
        **_files(writer, f"/minutes/{sitting}/minutes"),
    }
    for name, text in texts.items():
        for told in TOLD:
            assert re.search(told, text), f"{name}: {told}"
        for member in ABSENT:
            assert ABSENT[member] in text, f"{name}: {member}"
        assert "Biểu quyết thử" not in text


def read_the_annex(house: House, come: Callable[..., Guest], sitting: str) -> None:
    """For the named alone: who spoke inside stands there and nowhere else."""
    outside = come("minutes-writer", DESK)
    path = f"/minutes/{sitting}/internal/1/"
    assert outside.context.request.get(house.base + path).status == 404
    operator = come("operator", DESK)
    operator.go(path)
    operator.axe()
    for name, text in _files(operator, f"{path}annex").items():
        assert "Mạc Đăng Chinh, Bộ trưởng Bộ Công an: " in text, name
        assert "Bạch Văn Lãm" not in text, name


def _files(reader: Guest, path: str) -> dict[str, str]:
    pdf = reader.context.request.get(f"{reader.base}{path}.pdf")
    docx = reader.context.request.get(f"{reader.base}{path}.docx")
    assert (pdf.status, docx.status) == (200, 200), path
    return {"pdf": text_of_pdf(pdf.body()), "docx": text_of_docx(docx.body())}
