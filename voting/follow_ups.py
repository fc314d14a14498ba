"""What voting does when a lower app has taken a step, in the transaction of that step."""

from typing import Any

from django.utils.translation import gettext as _

from agendas.models import AgendaItem
from core.deed import by_system
from core.registries import AFTER_STEPS
from voting.services.blocks import take_out_of_block


@AFTER_STEPS.under("agendas.position_stated")
def after_position(item: AgendaItem, left_block: bool = False, *_more: Any) -> None:
    """An objection before the opening takes the item out of the prepared vote over its block."""
    if left_block:
        take_out_of_block(by_system(_("Hệ thống")), item, _("có ý kiến phản đối hoặc đề nghị tách riêng"))


@AFTER_STEPS.under("end_item")
def after_ending(item: AgendaItem, *_more: Any) -> None:
    """An item that ended by itself, or was withdrawn, is not asked about again with those of a prepared block."""
    take_out_of_block(by_system(_("Hệ thống")), item, _("nội dung đã kết thúc"))
