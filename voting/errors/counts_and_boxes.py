"""What a count by hand and a sealed box refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, WrongStep


class VoteIsOnPaper(WrongStep):
    """A ballot sent to a poll that is voted by paper ballots."""

    code = "vote_is_on_paper"
    sentence = _(
        "Nội dung này biểu quyết bằng phiếu giấy; lựa chọn trên thiết bị không được ghi nhận. "
        "Đề nghị ghi phiếu giấy và bỏ vào hòm phiếu."
    )


class CountedByHand(WrongStep):
    """A poll by paper closes with two equal counts."""

    code = "counted_by_hand"
    sentence = _(
        "Biểu quyết bằng phiếu giấy kết thúc khi hai người nhập kết quả kiểm phiếu giống nhau. "
        "Đề nghị nhập kết quả kiểm phiếu."
    )


class NoCountAsked(WrongStep):
    """A count for a poll that isn't voted on paper, or isn't open."""

    code = "no_count_asked"
    sentence = _("Chỉ nhập kết quả kiểm phiếu khi đang biểu quyết bằng phiếu giấy (hiện tại: %(state)s).")


class CountEnteredAlready(WrongStep):
    """The second entry of a round is another person's."""

    code = "count_entered_already"
    sentence = _(
        "Đồng chí đã nhập kết quả lượt này lúc %(at)s. "
        "Lần nhập thứ hai do một người khác của Văn phòng thực hiện độc lập."
    )


class CountDoesNotAddUp(Incomplete):
    """A count no hall could have had; the sentence names the sum."""

    code = "count_does_not_add_up"
    sentence = _("Số liệu kiểm phiếu chưa khớp. Đề nghị kiểm tra lại.")


class TellersMissing(Incomplete):
    """Two persons count."""

    code = "tellers_missing"
    sentence = _("Đề nghị ghi họ tên hai người kiểm phiếu khác nhau.")


class CountTimeImpossible(Incomplete):
    """Counted before the vote began, or later than now."""

    code = "count_time_impossible"
    sentence = _(
        "Thời điểm kiểm phiếu xong phải từ lúc bắt đầu biểu quyết (%(opened)s) đến hiện tại (%(now)s)."
    )


class CountTimeUnreadable(Incomplete):
    """No moment."""

    code = "count_time_unreadable"
    sentence = _("Đề nghị ghi giờ kiểm phiếu xong, ví dụ 09:41.")


class SecretVote(WrongStep):
    """An open ballot in a secret vote."""

    code = "secret_vote"
    sentence = _(
        "Đây là biểu quyết kín; lựa chọn không được ghi nhận. Đề nghị tải lại trang để phiếu được niêm phong trên máy."
    )


class NotSecretVote(WrongStep):
    """An envelope in a vote by name."""

    code = "not_secret_vote"
    sentence = _(
        "Đây không phải biểu quyết kín; lựa chọn không được ghi nhận. Đề nghị tải lại trang và chọn lại."
    )


class EnvelopeMalformed(DomainError):
    """Not an envelope of the one length all have."""

    code = "envelope_malformed"
    sentence = _(
        "Phiếu niêm phong không đúng khuôn dạng nên không được ghi nhận. Đề nghị tải lại trang và chọn lại."
    )


class EnvelopeCopied(DomainError):
    """An envelope, or a part of one, that is in this box already."""

    code = "envelope_copied"
    sentence = _("Phiếu niêm phong này trùng với một phiếu đã gửi nên không được ghi nhận. Đề nghị chọn lại.")


class NoBoxKey(WrongStep):
    """The keeper has left no key for a new box."""

    code = "no_box_key"
    sentence = _(
        "Chưa có khóa cho hòm phiếu kín. Đề nghị báo người giữ khóa hòm phiếu kiểm tra tiến trình giữ khóa, "
        "rồi bắt đầu biểu quyết lại."
    )


class BoxNotOpened(WrongStep):
    """There is nothing to announce before the box is opened."""

    code = "box_not_opened"
    sentence = _(
        "Hòm phiếu chưa được mở nên chưa có kết quả để công bố. Nếu chờ quá 10 giây, đề nghị báo người giữ khóa "
        "hòm phiếu kiểm tra tiến trình giữ khóa; kết quả tự hiện khi hòm phiếu được mở."
    )


class BoxKeyLost(WrongStep):
    """The private key is gone: nobody can open this box."""

    code = "box_key_lost"
    sentence = _("Khóa của hòm phiếu không còn nên không ai mở được phiếu. Đề nghị hủy và biểu quyết lại.")


class BoxNotToOpen(WrongStep):
    """A box is opened once, after the closing."""

    code = "box_not_to_open"
    sentence = _("Hòm phiếu chỉ được mở một lần, sau khi kết thúc biểu quyết.")


class FewElectors(WrongStep):
    """So few that the result may tell how each voted: opened only when confirmed."""

    code = "few_electors"
    sentence = _(
        "Chỉ có %(electors)s người biểu quyết: kết quả có thể cho biết lựa chọn của từng người. "
        "Đề nghị xác nhận nếu vẫn biểu quyết kín."
    )


class FewBallots(WrongStep):
    """So few ballots that the counts may tell how each voted: announced only when confirmed."""

    code = "few_ballots"
    sentence = _(
        "Hòm phiếu chỉ có %(cast)s phiếu: công bố kết quả có thể cho biết lựa chọn của từng người. "
        "Đề nghị xác nhận nếu vẫn công bố."
    )


class AllEqual(WrongStep):
    """All ballots are the same: announcing it tells how everybody voted; only when confirmed."""

    code = "all_equal"
    sentence = _(
        "Tất cả %(cast)s phiếu giống nhau: công bố kết quả là cho biết lựa chọn của từng người đã biểu quyết. "
        "Đề nghị xác nhận nếu vẫn công bố."
    )
