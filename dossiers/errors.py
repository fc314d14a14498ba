"""What `dossiers` refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import Incomplete, NotAllowed, WrongStep


class DossierIncomplete(Incomplete):
    """It can't go to the secretariat yet; `reasons` are the sentences of the check list."""

    code = "dossier_incomplete"
    sentence = _("Hồ sơ chưa trình được: %(reasons)s")


class DossierTitleMissing(Incomplete):
    """A matter has a name."""

    code = "dossier_title_missing"
    sentence = _("Đề nghị nhập tên hồ sơ trình.")


class ReasonMissing(Incomplete):
    """A step the record must explain."""

    code = "reason_missing"
    sentence = _("Đề nghị ghi rõ lý do để cơ quan trình biết cần làm gì.")


class DossierLocked(WrongStep):
    """Not in the hands of its ministry."""

    code = "dossier_locked"
    sentence = _(
        "Hồ sơ đang ở trạng thái “%(state)s” nên không sửa được. "
        "Nếu cần sửa, đề nghị cơ quan thẩm tra trả lại hồ sơ."
    )


class PaperCopiesOnly(WrongStep):
    """A state secret on paper: no file, no row of a classified paper."""

    code = "dossier_paper_copies_only"
    sentence = _(
        "Hồ sơ này chỉ dùng bản giấy có đánh số, không tải tệp lên hệ thống. "
        "Nếu hồ sơ không có bí mật nhà nước, đề nghị bỏ đánh dấu “Chỉ dùng bản giấy” rồi tải lại."
    )


class PaperTaken(WrongStep):
    """A paper lies in one dossier."""

    code = "paper_in_another_dossier"
    sentence = _("Tài liệu “%(title)s” đã có trong một hồ sơ khác.")


class NotTheSubmitter(NotAllowed):
    """Another ministry's matter."""

    code = "not_the_submitter"
    sentence = _("Hồ sơ này do %(organisation)s trình; chỉ cán bộ được giao của cơ quan đó sửa được.")


class NobodyToSubmitFor(NotAllowed):
    """No role that hands in dossiers."""

    code = "nobody_to_submit_for"
    sentence = _(
        "Đồng chí chưa được giao trình hồ sơ cho cơ quan nào. Đề nghị liên hệ cơ quan giúp việc để được phân công."
    )
