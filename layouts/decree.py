"""The measures of an official page: Decree 30/2020/NĐ-CP, appendix I. Lengths in millimetres, type in points.

Law as data: renderers read these numbers, tests measure the printed page against them.
"""

from dataclasses import dataclass
from enum import Enum

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LANGUAGE = "vi-VN"
FONT_ASKED = "Times New Roman"


@dataclass(frozen=True)
class Margins:
    """Of the portrait page (appendix I, part I, section I: top and bottom 20-25, left 30-35, right 15-20)."""

    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20


PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0
MARGINS = Margins()
# Between the paper's upper edge and the line of the page number: the number stands in the top margin.
PAGE_NUMBER_BASELINE = 13.0

# The header's two halves, agency left and national title right.
HEADER_LEFT = 62.0
HEADER_RIGHT = PAGE_WIDTH - MARGINS.left - MARGINS.right - HEADER_LEFT

FIRST_LINE_INDENT = 12.7
PARAGRAPH_GAP = 6.0


@dataclass(frozen=True)
class Type:
    """Sizes in points; where the decree allows a span, one value inside it."""

    national_title: float = 12.5
    motto: float = 13.5
    agency: float = 12.5
    number: float = 13
    place_date: float = 13.5
    letter_subject: float = 12.5
    type_name: float = 14
    abstract: float = 14
    body: float = 14
    table: float = 12
    page_number: float = 14
    recipients_title: float = 12
    recipients: float = 11
    signature: float = 14
    stamp: float = 13.5
    secrecy: float = 13
    drafter: float = 11
    leading: float = 1.25


TYPE = Type()
RED = "#C00000"


class Urgency(Enum):
    """The urgency stamp: words, frame width and height (single red frame)."""

    URGENT = ("KHẨN", 20.0, 8.0)
    VERY_URGENT = ("THƯỢNG KHẨN", 40.0, 8.0)
    EXPRESS = ("HỎA TỐC", 30.0, 8.0)

    @property
    def words(self) -> str:
        """What stands in the frame."""
        return self.value[0]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the frame, mm."""
        return self.value[1], self.value[2]


class Secrecy(Enum):
    """The secrecy stamp: words, frame width and height (double red frame, Circular 24/2020/TT-BCA)."""

    SECRET = ("MẬT", 20.0, 8.0)
    TOP_SECRET = ("TỐI MẬT", 30.0, 8.0)
    UTMOST_SECRET = ("TUYỆT MẬT", 40.0, 8.0)

    @property
    def words(self) -> str:
        """What stands in the frame."""
        return self.value[0]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the frame, mm."""
        return self.value[1], self.value[2]
