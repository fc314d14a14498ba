"""What recording refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class RecordedAlready(WrongStep):
    """One recording at a time."""

    code = "recorded_already"
    sentence = _("Phiên họp đang được ghi âm. Đề nghị dừng bản đang ghi trước khi ghi bản mới.")


class NotRecorded(WrongStep):
    """There is no recording to stop, pause or continue."""

    code = "not_recorded"
    sentence = _("Phiên họp hiện không được ghi âm.")


class SittingNotOpen(WrongStep):
    """Only what is being held is recorded."""

    code = "sitting_not_open"
    sentence = _("Chỉ ghi âm được khi phiên họp đang diễn ra. Trong giờ nghỉ không ghi âm.")


class AnotherDevice(NotAllowed):
    """One device records."""

    code = "another_device"
    sentence = _(
        "Một thiết bị khác đang ghi âm phiên họp này. "
        "Nếu thiết bị đó hỏng, đề nghị dừng bản đang ghi rồi ghi bản mới tại máy này."
    )


class ChunkOutOfOrder(WrongStep):
    """The next piece of sound is another one."""

    code = "chunk_out_of_order"
    sentence = _("Đoạn âm thanh gửi không đúng thứ tự; hệ thống đang chờ đoạn số %(next)s.")


class ChunkDiffers(WrongStep):
    """A piece came again with other bytes."""

    code = "chunk_differs"
    sentence = _(
        "Đoạn âm thanh số %(number)s đã nhận trước đó với nội dung khác; đoạn gửi lại không được ghi."
    )


class TakenAfterStop(WrongStep):
    """The device went on after the recording had stopped; what it took then isn't kept."""

    code = "taken_after_stop"
    sentence = _("Đoạn âm thanh này thu sau khi đã có lệnh dừng ghi âm nên không được lưu.")


class NothingMoreExpected(WrongStep):
    """The recording is finished."""

    code = "nothing_more_expected"
    sentence = _("Bản ghi âm này đã hoàn tất, không nhận thêm âm thanh.")


class SoundTooLarge(DomainError):
    """A piece, or the whole, is larger than the installation takes."""

    code = "sound_too_large"
    http_status = 413
    sentence = _("Âm thanh gửi lên quá lớn (giới hạn %(limit)s). Đề nghị chia nhỏ rồi gửi lại.")


class NotSound(DomainError):
    """The bytes aren't sound of a known kind."""

    code = "not_sound"
    sentence = _(
        "Tệp này không phải tệp âm thanh mà hệ thống nhận (MP3, M4A, WAV, OGG, WebM). "
        "Đề nghị chọn tệp khác hoặc xuất lại từ máy ghi âm."
    )


class SoundMissing(Incomplete):
    """There are no bytes."""

    code = "sound_missing"
    sentence = _("Đề nghị chọn tệp ghi âm.")


class TimesMissing(Incomplete):
    """A recorder's file needs its beginning and end."""

    code = "times_missing"
    sentence = _("Đề nghị ghi giờ bắt đầu và giờ kết thúc của tệp ghi âm; giờ kết thúc sau giờ bắt đầu.")


class ReachesInside(DomainError):
    """A file must lie wholly inside an internal part or wholly outside."""

    code = "reaches_inside"
    sentence = _(
        "Tệp ghi âm này trùm lên phần họp nội bộ. "
        "Đề nghị cắt riêng phần họp nội bộ thành một tệp, do người ở trong phần đó đưa lên."
    )


class ReasonMissing(Incomplete):
    """Sound is destroyed for a reason."""

    code = "reason_missing"
    sentence = _("Đề nghị ghi lý do hủy bản ghi âm.")


class NotNamedInside(NotAllowed):
    """Sound of an internal part is for those named for it."""

    code = "not_named_inside"
    sentence = _("Bản ghi âm phần họp nội bộ chỉ dành cho những người được nêu tên trong phần đó.")


class UnknownListener(DomainError):
    """A listener is one of those who belong to the sitting."""

    code = "unknown_listener"
    sentence = _("Chỉ cho nghe được người trong thành phần dự họp hoặc cơ quan giúp việc của phiên họp.")


class StillRecorded(WrongStep):
    """What is being recorded must be stopped first."""

    code = "still_recorded"
    sentence = _("Bản ghi âm chưa dừng. Đề nghị dừng ghi âm trước.")


class DayUnreadable(DomainError):
    """The last day of a right is a day."""

    code = "day_unreadable"
    sentence = _("Đề nghị ghi lại ngày hết hạn nghe, hoặc để trống nếu không có hạn.")
