"""What `copies` refuses, each with a sentence that says what to do next."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, WrongStep


class RemindedAlready(DomainError):
    """Once an hour is enough."""

    code = "reminded_already"
    http_status = 409
    sentence = _("Đã nhắc lúc %(at)s. Mỗi giờ chỉ nhắc một lần; đề nghị nhắc lại sau %(next)s.")


class NobodyToRemind(WrongStep):
    """Everybody has opened every paper."""

    code = "nobody_to_remind"
    sentence = _("Mọi người đã mở tài liệu của mình nên không còn ai phải nhắc.")


class NotLate(WrongStep):
    """Only a late paper needs to be let in."""

    code = "paper_not_late"
    sentence = _("Tài liệu này gửi đúng hạn nên không cần người cho phép.")


class AllowanceIncomplete(Incomplete):
    """Who allows, and why, both stand in the record."""

    code = "allowance_incomplete"
    sentence = _("Đề nghị ghi người cho phép và lý do để lưu vào nhật ký.")


class StubIncomplete(Incomplete):
    """Number, class and who answers for it."""

    code = "stub_incomplete"
    sentence = _("Đề nghị ghi số văn bản, độ mật và người chịu trách nhiệm. Không ghi tên tài liệu.")


class StubThereAlready(DomainError):
    """One stub per number and item."""

    code = "stub_there_already"
    http_status = 409
    sentence = _("Văn bản số %(number)s đã có trong nội dung này. Đề nghị dùng dòng đã có.")


class CopiesUncounted(Incomplete):
    """How many are printed."""

    code = "copies_uncounted"
    sentence = _("Đề nghị ghi số bản, từ 1 đến %(most)s.")


class HolderMissing(Incomplete):
    """To whom."""

    code = "holder_missing"
    sentence = _("Đề nghị chọn người nhận bản tài liệu.")


class CopyNotThere(WrongStep):
    """The copy isn't where this step begins."""

    code = "copy_not_there"
    sentence = _("Bản số %(number)s đang ở trạng thái “%(state)s” nên không thực hiện được bước này.")


class WitnessMissing(Incomplete):
    """Destroying takes two."""

    code = "witness_missing"
    sentence = _("Đề nghị ghi người chứng kiến việc hủy.")


class NotReadable(WrongStep):
    """No pages yet."""

    code = "copy_not_readable"
    sentence = _("Tài liệu chưa chuyển đổi xong nên chưa tạo được bản để tải. Đề nghị thử lại sau ít phút.")


class NothingToBind(WrongStep):
    """No paper this viewer may read."""

    code = "nothing_to_bind"
    sentence = _("Phiên họp chưa có tài liệu nào đồng chí được đọc nên chưa lập được bộ tài liệu.")


class MakingNow(DomainError):
    """One at a time."""

    code = "copy_being_made"
    http_status = 409
    sentence = _("Bộ tài liệu đang được lập. Đề nghị chờ bộ này xong.")


class BeingStamped(DomainError):
    """A job lays the reader's marks over the pages; they can be read when it is done."""

    code = "copy_being_stamped"
    http_status = 409
    sentence = _("Đang tạo bản mang tên đồng chí: %(done)s/%(total)s trang. Đề nghị chờ trong giây lát.")


class TooManyCopies(DomainError):
    """As many copies in an hour as one person may take along (`COPIES_PER_HOUR`)."""

    code = "too_many_copies"
    http_status = 429
    sentence = _("Đồng chí đã tải và in %(most)s bản trong một giờ, đủ mức cho phép. Đề nghị thử lại sau.")
