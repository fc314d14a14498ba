"""What voting refuses, in sentences that say what to do next."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class SittingWithoutVote(WrongStep):
    """A meeting without quorum and vote."""

    code = "sitting_without_vote"
    sentence = _(
        "Cuộc họp này không tính túc số và không biểu quyết. Đề nghị ghi kết luận “Thống nhất, không biểu quyết”."
    )


class ItemNotCurrent(WrongStep):
    """A vote is on what is under discussion."""

    code = "item_not_current"
    sentence = _(
        "Nội dung %(number)s chưa được đưa ra thảo luận. Đề nghị bắt đầu nội dung này trước khi biểu quyết."
    )


class ItemOver(WrongStep):
    """The item is concluded or withdrawn."""

    code = "item_over"
    sentence = _(
        "Nội dung %(number)s đã kết thúc (%(state)s) nên không biểu quyết được. "
        "Nếu kết thúc nhầm, đề nghị mở lại nội dung trong vòng 10 phút."
    )


class QuestionMissing(Incomplete):
    """What is voted on has to be said in full."""

    code = "question_missing"
    sentence = _("Đề nghị ghi đầy đủ nội dung câu hỏi đưa ra biểu quyết (tối đa 600 ký tự).")


class PaperNotOfItem(DomainError):
    """The paper isn't laid for the item."""

    code = "paper_not_of_item"
    sentence = _(
        "Tài liệu được chọn không thuộc nội dung %(number)s. Đề nghị chọn tài liệu của nội dung này."
    )


class PaperChanged(WrongStep):
    """Since the poll was prepared its paper has a newer version."""

    code = "paper_changed"
    sentence = _(
        "Dự thảo đã có bản %(number)s (lúc %(at)s), biểu quyết đang chuẩn bị theo bản %(prepared)s. "
        "Đề nghị chuẩn bị lại biểu quyết theo bản mới."
    )


class AnotherPollOpen(WrongStep):
    """One poll at a time."""

    code = "another_poll_open"
    sentence = _(
        "Đang biểu quyết “%(question)s”. Đề nghị kết thúc biểu quyết đó trước khi bắt đầu biểu quyết khác."
    )


class PollStillOpen(WrongStep):
    """Another step has to wait for the poll."""

    code = "poll_still_open"
    sentence = _("Đang biểu quyết “%(question)s”. Đề nghị kết thúc hoặc hủy biểu quyết trước khi %(step)s.")


class PollNotInState(WrongStep):
    """The poll is already further, or not so far yet."""

    code = "poll_not_in_state"
    sentence = _("Biểu quyết đang ở trạng thái “%(state)s” nên không thực hiện được bước này.")


class PollNotOpen(WrongStep):
    """A ballot before the opening."""

    code = "poll_not_open"
    sentence = _("Biểu quyết chưa bắt đầu; lựa chọn chưa được ghi nhận. Đề nghị chờ người chủ trì.")


class AlreadyClosed(WrongStep):
    """A ballot after the closing: both moments are named."""

    code = "already_closed"
    sentence = _("Biểu quyết gửi lúc %(sent)s không được ghi nhận: đã kết thúc biểu quyết lúc %(closed)s")


class PollAnnulled(WrongStep):
    """A ballot in a vote that was cancelled."""

    code = "poll_annulled"
    sentence = _("Lựa chọn không được ghi nhận: biểu quyết này đã hủy. Lý do: %(reason)s")


class UnknownChoice(DomainError):
    """Neither for, against nor abstain."""

    code = "unknown_choice"
    sentence = _("Đề nghị chọn một trong ba: Tán thành, Không tán thành hoặc Không biểu quyết.")


class NotEntitled(NotAllowed):
    """Not among the electors frozen at the opening."""

    code = "not_entitled"
    sentence = _(
        "Đồng chí không có tên trong danh sách biểu quyết được lập khi bắt đầu biểu quyết. "
        "Nếu có mặt mà chưa được ghi nhận, đề nghị báo thư ký phiên họp."
    )


class SubstituteMayNotVote(NotAllowed):
    """Speaks for the absent member, casts no ballot."""

    code = "substitute_may_not_vote"
    sentence = _("Dự họp thay %(post)s; được phát biểu, không được biểu quyết")


class NothingAdoptedByVote(WrongStep):
    """The ending says adopted by vote, but no announced vote adopted anything."""

    code = "nothing_adopted"
    sentence = _(
        "Chưa có biểu quyết nào được công bố là thông qua đối với nội dung %(number)s. "
        "Đề nghị công bố kết quả biểu quyết hoặc chọn cách kết thúc khác."
    )


class ResultStands(WrongStep):
    """The item ended on this result."""

    code = "result_stands"
    sentence = _(
        "Nội dung %(number)s đã kết thúc theo kết quả biểu quyết này. "
        "Đề nghị mở lại nội dung trong vòng 10 phút trước khi hủy kết quả."
    )


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


class PollOfAnotherPart(WrongStep):
    """A vote prepared outside is to be put inside, or the other way round."""

    code = "poll_of_another_part"
    sentence = _(
        "Biểu quyết này được chuẩn bị ngoài phần họp nội bộ hiện nay. "
        "Đề nghị chuẩn bị lại câu hỏi trong phần họp đang diễn ra."
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
