"""What corrections, votes over several items, counts by show, spoken ballots, ties and trials refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class PollOfAnotherPart(WrongStep):
    """A vote prepared outside is to be put inside, or the other way round."""

    code = "poll_of_another_part"
    sentence = _(
        "Biểu quyết này được chuẩn bị ngoài phần họp nội bộ hiện nay. "
        "Đề nghị chuẩn bị lại câu hỏi trong phần họp đang diễn ra."
    )


class MotionOutOfTurn(WrongStep):
    """A motion before it is neither decided nor dropped."""

    code = "motion_out_of_turn"
    sentence = _(
        "Chưa đến lượt phương án này: “%(motion)s” được chuẩn bị trước và chưa có kết quả. "
        "Đề nghị biểu quyết phương án đó trước, hoặc bỏ phương án đó và ghi lý do."
    )


class AnnulledMotionLeft(WrongStep):
    """A motion whose result was annulled is neither held again nor let go."""

    code = "annulled_motion_left"
    sentence = _(
        "Kết quả biểu quyết “%(motion)s” đã bị hủy và chưa biểu quyết lại. "
        "Đề nghị biểu quyết lại phương án đó trước, hoặc bỏ phương án đó và ghi lý do."
    )


class VoteNotAnnounced(DomainError):
    """A vote of the internal part has no announced result yet."""

    code = "vote_not_announced"
    http_status = 409
    sentence = _(
        "Kết quả biểu quyết “%(question)s” chưa được công bố. "
        "Đề nghị công bố hoặc hủy kết quả trước khi kết thúc phần họp nội bộ."
    )


class NotAnnouncedYet(WrongStep):
    """A correction is of what was told; before that the result is annulled and the vote held again."""

    code = "not_announced_yet"
    sentence = _(
        "Chỉ đính chính kết quả đã công bố (hiện tại: %(state)s). "
        "Trước khi công bố, đề nghị hủy kết quả và biểu quyết lại, có ghi lý do."
    )


class BoxIsTheCount(WrongStep):
    """What came out of a box can't be put right by anybody."""

    code = "box_is_the_count"
    sentence = _(
        "Kết quả biểu quyết kín được đếm từ hòm phiếu, không ai biết lựa chọn của từng người "
        "nên không đính chính được. Nếu kết quả sai, đề nghị hủy kết quả và biểu quyết lại."
    )


class NothingToCorrect(Incomplete):
    """The correction says what stands already."""

    code = "nothing_to_correct"
    sentence = _("Số liệu đính chính giống kết quả đang có. Đề nghị nhập số liệu đúng.")


class NotOfThisVote(DomainError):
    """A choice corrected for somebody who couldn't vote."""

    code = "not_of_this_vote"
    sentence = _(
        "Người được chọn không có quyền biểu quyết khi bắt đầu biểu quyết này nên không có phiếu để đính chính."
    )


class SpanTurnedRound(Incomplete):
    """A correction of attendance that ends before it begins."""

    code = "span_turned_round"
    sentence = _("Thời điểm kết thúc đính chính điểm danh phải sau thời điểm bắt đầu.")


class BlockTooSmall(Incomplete):
    """One vote over several items needs several."""

    code = "block_too_small"
    sentence = _(
        "Biểu quyết chung cần ít nhất hai nội dung. Đề nghị chọn thêm nội dung hoặc biểu quyết riêng."
    )


class BlockOfOneSitting(DomainError):
    """Items of different sittings."""

    code = "block_of_one_sitting"
    sentence = _("Các nội dung biểu quyết chung phải thuộc cùng một phiên họp.")


class NotForABlock(WrongStep):
    """The item is voted by itself: it is information only, somebody keeps out of it, or a vote on it is on its way."""

    code = "not_for_a_block"
    sentence = _(
        "Nội dung %(number)s không biểu quyết chung được: %(why)s. Đề nghị biểu quyết riêng nội dung này."
    )


class BlockVoteBegun(WrongStep):
    """An objection after the opening of the vote over the block."""

    code = "block_vote_begun"
    sentence = _(
        "Đã bắt đầu “%(question)s” nên không tách nội dung %(number)s ra được nữa. "
        "Nếu không tán thành, đề nghị thể hiện khi biểu quyết, hoặc đề nghị người chủ trì hủy lần biểu quyết này."
    )


class CountedByShow(WrongStep):
    """A vote by show of hands or by voice closes with two equal counts."""

    code = "counted_by_show"
    sentence = _(
        "Biểu quyết bằng giơ tay hoặc bằng lời kết thúc khi hai người nhập số đếm giống nhau. Đề nghị nhập số đếm."
    )


class VoteByShow(WrongStep):
    """A ballot sent to a vote by show of hands or by voice."""

    code = "vote_by_show"
    sentence = _(
        "Nội dung này biểu quyết bằng giơ tay hoặc bằng lời; lựa chọn trên thiết bị không được ghi nhận. "
        "Đề nghị biểu quyết tại phòng họp theo hướng dẫn của người chủ trì."
    )


class SecretByShow(WrongStep):
    """Hands and voices are seen and heard."""

    code = "secret_by_show"
    sentence = _(
        "Biểu quyết kín không thực hiện được bằng giơ tay hoặc bằng lời. "
        "Đề nghị bỏ chọn biểu quyết kín, hoặc biểu quyết trên thiết bị hay bằng phiếu giấy."
    )


class UnknownWay(Incomplete):
    """Neither by hands nor by voice."""

    code = "unknown_way"
    sentence = _("Đề nghị chọn cách biểu quyết: giơ tay hoặc bằng lời.")


class NeverSpoken(WrongStep):
    """A ballot of a secret vote is the voter's own alone."""

    code = "never_spoken"
    sentence = _(
        "Trong biểu quyết kín không ai nhập phiếu thay. Đề nghị thành viên dùng thiết bị khác, "
        "hoặc chuyển sang biểu quyết bằng phiếu giấy."
    )


class SpeakerNotThere(NotAllowed):
    """Who isn't there can't have said it."""

    code = "speaker_not_there"
    sentence = _(
        "Chỉ ghi phiếu theo lời của thành viên có mặt và có tên trong danh sách biểu quyết. "
        "Đề nghị kiểm tra lại điểm danh."
    )


class TieNotConfirmed(WrongStep):
    """Equal votes are put to who presides before they are announced."""

    code = "tie_not_confirmed"
    sentence = _(
        "%(proposal)s (%(article)s). Đề nghị người chủ trì xác nhận trước khi công bố; "
        "nếu Văn phòng công bố, kết quả được ghi là theo chỉ đạo của người chủ trì."
    )


class NotInABlock(WrongStep):
    """No prepared vote over several items has this one."""

    code = "not_in_a_block"
    sentence = _("Nội dung %(number)s không nằm trong biểu quyết chung nào đang chuẩn bị.")


class NoTrialNow(WrongStep):
    """The sheet is tried between the call and the closing."""

    code = "no_trial_now"
    sentence = _(
        "Phiên họp đang ở trạng thái “%(state)s” nên không biểu quyết thử được. "
        "Biểu quyết thử từ khi gửi giấy mời đến khi bế mạc, ngoài giờ nghỉ."
    )


class TrialRuns(WrongStep):
    """One at a time."""

    code = "trial_runs"
    sentence = _("Đang biểu quyết thử. Đề nghị kết thúc lần này trước khi thử lại.")


class TrialIsOver(WrongStep):
    """Too late, and nothing is lost by it."""

    code = "trial_is_over"
    sentence = _("Biểu quyết thử đã kết thúc. Không cần làm gì thêm.")


class TrialNotForYou(NotAllowed):
    """Only members with a vote try it."""

    code = "trial_not_for_you"
    sentence = _("Chỉ thành viên có quyền biểu quyết tham gia biểu quyết thử.")
