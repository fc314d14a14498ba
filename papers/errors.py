"""What `papers` refuses, each with a sentence that says what to do next."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Incomplete, NotAllowed, WrongStep


class UploadRefused(DomainError):
    """The file can't be taken in as it is."""

    code = "upload_refused"
    sentence = _("Chưa nhận được tệp “%(name)s”. Đề nghị kiểm tra lại tệp và tải lên lại.")


class EmptyFile(UploadRefused):
    """No bytes at all."""

    code = "file_empty"
    sentence = _("Tệp “%(name)s” không có nội dung. Đề nghị mở tệp gốc, lưu lại rồi tải lên lại.")


class TooManyStaged(UploadRefused):
    """Files brought and put to no use; a limit for those who would fill the disk."""

    code = "too_many_staged"
    sentence = _(
        "Đồng chí đã tải lên %(limit)s tệp mà chưa gắn vào hồ sơ nào. "
        "Đề nghị gắn hoặc bỏ các tệp đó rồi tải lên “%(name)s” sau."
    )


class FileTooLarge(UploadRefused):
    """Over the installation's limit."""

    code = "file_too_large"
    sentence = _(
        "Tệp “%(name)s” dung lượng %(size)s MB, vượt giới hạn %(limit)s MB. "
        "Đề nghị giảm độ phân giải hình ảnh hoặc tách thành nhiều tệp rồi tải lên lại."
    )


class BadFileName(UploadRefused):
    """A name that tries to leave its folder or to fool a reader."""

    code = "file_name_bad"
    sentence = _(
        "Tên tệp có ký tự không được phép (dấu gạch chéo, “..” hoặc ký tự điều khiển). "
        "Đề nghị đổi tên tệp, chỉ dùng chữ, số, dấu cách, gạch nối rồi tải lên lại."
    )


class FileNameTooLong(UploadRefused):
    """A name no file system keeps whole."""

    code = "file_name_too_long"
    sentence = _("Tên tệp dài %(length)s ký tự, tối đa %(limit)s. Đề nghị đặt tên ngắn hơn rồi tải lên lại.")


class UnknownFileType(UploadRefused):
    """Neither a paper nor a picture."""

    code = "file_type_unknown"
    sentence = _(
        "Hệ thống chưa nhận loại tệp của “%(name)s”. Đề nghị dùng PDF, DOCX, XLSX, PPTX hoặc ảnh "
        "(PNG, JPEG, TIFF, WebP); tệp loại khác đề nghị xuất sang PDF rồi tải lên lại."
    )


class OldOfficeFile(UploadRefused):
    """The binary office formats of before 2007."""

    code = "file_type_old_office"
    sentence = _(
        "Tệp “%(name)s” ở định dạng Office cũ (.doc, .xls, .ppt). Đề nghị mở tệp, chọn “Lưu thành” "
        "định dạng .docx, .xlsx hoặc .pptx rồi tải lên lại."
    )


class LyingFileType(UploadRefused):
    """The extension says one thing, the bytes another."""

    code = "file_type_lies"
    sentence = _(
        "Tệp “%(name)s” có đuôi .%(extension)s nhưng nội dung là %(content)s. "
        "Đề nghị kiểm tra lại nguồn tệp, lưu đúng định dạng rồi tải lên lại."
    )


class ProgramFile(UploadRefused):
    """A program or a script, or one packed inside."""

    code = "file_is_program"
    sentence = _(
        "Tệp “%(name)s” là chương trình hoặc có chương trình kèm theo nên không được nhận. "
        "Đề nghị bỏ phần chương trình, chỉ gửi văn bản, rồi tải lên lại."
    )


class PasswordProtected(UploadRefused):
    """Nobody in the sitting could open it."""

    code = "file_has_password"
    sentence = _("Tệp “%(name)s” đang đặt mật khẩu. Đề nghị mở tệp, bỏ mật khẩu, lưu lại rồi tải lên lại.")


class BrokenFile(UploadRefused):
    """The right type, but it can't be read."""

    code = "file_broken"
    sentence = _(
        "Tệp “%(name)s” bị hỏng hoặc tải lên chưa trọn vẹn, không đọc được nội dung. "
        "Đề nghị mở tệp gốc, xuất lại rồi tải lên lại."
    )


class NoPages(UploadRefused):
    """A document without a page."""

    code = "file_has_no_pages"
    sentence = _("Tệp “%(name)s” không có trang nào. Đề nghị kiểm tra và xuất lại tệp rồi tải lên lại.")


class TooManyPages(UploadRefused):
    """More than anyone reads, or a trap."""

    code = "file_has_too_many_pages"
    sentence = _(
        "Tệp “%(name)s” có %(pages)s trang, tối đa %(limit)s trang. Đề nghị tách thành nhiều tài liệu."
    )


class ImpossiblePageSize(UploadRefused):
    """A page whose box is no box, has no area, or is larger than 35 metres."""

    code = "page_size_impossible"
    sentence = _(
        "Trang %(page)s của tệp “%(name)s” có khổ giấy không hợp lệ nên không hiển thị và không đóng dấu bản được. "
        "Đề nghị xuất lại tệp thành PDF theo khổ giấy thường dùng rồi tải lên lại."
    )


class ArchiveBomb(UploadRefused):
    """It would unpack to far more than it is."""

    code = "file_unpacks_too_large"
    sentence = _(
        "Tệp “%(name)s” khi mở ra lớn bất thường so với dung lượng tải lên nên không được nhận. "
        "Đề nghị lưu lại bằng phần mềm soạn thảo hoặc xuất sang PDF rồi tải lên lại."
    )


class HasMacros(UploadRefused):
    """Code inside an office file."""

    code = "file_has_macros"
    sentence = _(
        "Tệp “%(name)s” có macro. Đề nghị lưu lại thành tệp không có macro (.docx, .xlsx, .pptx) "
        "hoặc xuất sang PDF rồi tải lên lại."
    )


class HasScripts(UploadRefused):
    """Code, start-a-program actions, or parts that would be fetched from elsewhere, inside a document."""

    code = "file_has_scripts"
    sentence = _(
        "Tệp “%(name)s” có mã lệnh tự chạy hoặc phần tự tải từ nơi khác. Đề nghị in lại tệp thành PDF "
        "(chức năng In, chọn máy in PDF) rồi tải lên lại."
    )


class PictureTooLarge(UploadRefused):
    """A small file that decodes into a huge picture."""

    code = "picture_too_large"
    sentence = _(
        "Ảnh “%(name)s” có kích thước %(width)s x %(height)s điểm ảnh, vượt giới hạn. "
        "Đề nghị giảm kích thước ảnh rồi tải lên lại."
    )


class CannotBeChecked(UploadRefused):
    """The checker couldn't finish in the time and memory it has."""

    code = "file_cannot_be_checked"
    sentence = _(
        "Chưa kiểm tra xong tệp “%(name)s” trong thời gian cho phép. "
        "Đề nghị xuất lại tệp thành PDF gọn hơn rồi tải lên lại."
    )


class CheckingUnavailable(UploadRefused):
    """The installation demands isolation that the machine doesn't give."""

    code = "file_checking_unavailable"
    http_status = 503
    sentence = _(
        "Máy chủ chưa bật được vùng cách ly để kiểm tra tệp nên tạm thời chưa nhận tệp “%(name)s”. "
        "Đề nghị báo quản trị hệ thống; nội dung đã nhập vẫn được giữ."
    )


class CheckerBusy(UploadRefused):
    """The machine couldn't start the checker, or lost it: the file has nothing to do with it."""

    code = "file_checker_busy"
    http_status = 503
    sentence = _(
        "Máy chủ đang bận nên chưa kiểm tra được tệp “%(name)s”. "
        "Đề nghị tải lên lại sau ít phút; nội dung đã nhập vẫn được giữ."
    )


class BeingCut(DomainError):
    """The tiles of a huge page don't lie in storage: they are drawn now."""

    code = "page_being_cut"
    http_status = 409
    sentence = _("Trang khổ lớn này đang được chuẩn bị. Đề nghị chờ trong giây lát.")


class UploadNotUsable(DomainError):
    """The staged file is gone, used, or another person's."""

    code = "upload_not_usable"
    http_status = 409
    sentence = _("Tệp đã tải lên không còn hiệu lực hoặc đã được dùng. Đề nghị tải tệp lên lại.")


class HeavyFileTooLarge(FileTooLarge):
    """Over the limit of files that come in pieces (tus: 413)."""

    http_status = 413


class TooMuchOnItsWay(UploadRefused):
    """One account has too much under way; a limit for those who would fill the disk."""

    code = "too_much_on_its_way"
    http_status = 413
    sentence = _(
        "Các tệp đồng chí đang tải lên dở đã gần %(limit)s MB. "
        "Đề nghị tải xong hoặc bỏ các tệp đó rồi tải lên “%(name)s” sau."
    )


class PieceOutOfPlace(DomainError):
    """The piece begins elsewhere than the file ends so far, or another piece for this place was quicker."""

    code = "piece_out_of_place"
    http_status = 409
    sentence = _(
        "Phần tiếp theo của “%(name)s” không khớp với phần đã nhận. Đề nghị chọn lại tệp để gửi tiếp."
    )


class PieceTooLarge(DomainError):
    """More at once than a piece may have."""

    code = "piece_too_large"
    http_status = 413
    sentence = _("Phần tệp “%(name)s” gửi một lần quá lớn. Đề nghị tải lại trang rồi chọn lại tệp.")


class PieceDamaged(DomainError):
    """What arrived isn't what was sent (tus checksum extension: 460)."""

    code = "piece_damaged"
    http_status = 460
    sentence = _(
        "Một phần của “%(name)s” bị hỏng trên đường truyền. Đề nghị chọn lại tệp để gửi lại phần đó."
    )


class UploadUnderCheck(DomainError):
    """Somebody is examining it right now."""

    code = "upload_under_check"
    http_status = 423
    sentence = _("Tệp “%(name)s” đang được kiểm tra. Đề nghị chờ trong giây lát.")


class UploadNotComplete(DomainError):
    """Pieces are missing."""

    code = "upload_not_complete"
    http_status = 409
    sentence = _("Tệp “%(name)s” chưa tải lên đủ. Đề nghị chọn lại tệp để gửi tiếp phần còn thiếu.")


class ProtocolUnknown(DomainError):
    """Another version of the upload protocol (tus: 412)."""

    code = "protocol_unknown"
    http_status = 412
    sentence = _("Trang tải tệp đã cũ. Đề nghị tải lại trang rồi chọn lại tệp.")


class ClassificationTooHigh(DomainError):
    """Above what this installation may hold (Law 117/2025/QH15 on state secrets)."""

    code = "classification_too_high"
    sentence = _(
        "Hệ thống này không được lưu tài liệu độ mật “%(classification)s”. "
        "Đề nghị dùng bản giấy có đánh số và thu hồi sau phiên họp."
    )


class PaperIncomplete(Incomplete):
    """A paper without its title or file."""

    code = "paper_incomplete"
    sentence = _("Tài liệu còn thiếu tên hoặc tệp. Đề nghị bổ sung rồi lưu lại.")


class ReasonMissing(Incomplete):
    """A step that the record must explain."""

    code = "reason_missing"
    sentence = _("Đề nghị ghi lý do để lưu vào nhật ký.")


class PaperWithdrawn(WrongStep):
    """Nothing more happens to a withdrawn paper."""

    code = "paper_withdrawn"
    sentence = _("Tài liệu “%(title)s” đã rút nên không thay đổi được nữa.")


class NotYourPaper(NotAllowed):
    """Visible, but edited by others."""

    code = "not_your_paper"
    sentence = _("Tài liệu này do cơ quan khác gửi; đồng chí xem được nhưng không sửa được.")


class OriginalForDesk(NotAllowed):
    """Readers get copies with a number on them."""

    code = "original_for_desk"
    sentence = _(
        "Tệp gốc chỉ dành cho nơi làm tài liệu. Đề nghị mở tài liệu rồi chọn “Tải về” để nhận bản có số của đồng chí."
    )


class StillBeingPrepared(WrongStep):
    """Its pages aren't there yet."""

    code = "still_being_prepared"
    sentence = _("“%(title)s” đang được chuyển đổi. Đề nghị chờ chuyển đổi xong rồi nhận dạng chữ.")


class NothingToRecognise(WrongStep):
    """Every page has its words."""

    code = "nothing_to_recognise"
    sentence = _("“%(title)s” không còn trang ảnh quét nào cần nhận dạng chữ.")


class RecognitionUnavailable(DomainError):
    """The optional program isn't there."""

    code = "recognition_unavailable"
    http_status = 503
    sentence = _(
        "Máy chủ chưa cài chương trình nhận dạng chữ tiếng Việt (Tesseract). Đề nghị báo quản trị hệ thống, "
        "hoặc tải lên tệp gốc có chữ."
    )


REFUSALS: dict[str, type[UploadRefused]] = {
    refusal.code: refusal
    for refusal in (
        *(
            EmptyFile,
            FileTooLarge,
            BadFileName,
            FileNameTooLong,
            UnknownFileType,
            OldOfficeFile,
            LyingFileType,
        ),
        *(
            ProgramFile,
            PasswordProtected,
            BrokenFile,
            NoPages,
            TooManyPages,
            ImpossiblePageSize,
            ArchiveBomb,
            HasMacros,
            HasScripts,
        ),
        *(PictureTooLarge, CannotBeChecked, CheckerBusy, CheckingUnavailable),
    )
}
