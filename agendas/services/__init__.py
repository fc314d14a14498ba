"""Every change of an agenda: one verb, one function, one transaction."""

from agendas.services.approval import approve_agenda, record_paper_approval
from agendas.services.calling import call_in_invitee
from agendas.services.course import end_item, record_conclusion, resume_item, start_item
from agendas.services.deadline import set_paper_deadline
from agendas.services.items import add_item, edit_item, move_item, put_in_order, remove_item, undo_change
from agendas.services.locking import agenda_of
from agendas.services.opinions import record_absent_opinion
from agendas.services.papers import attach_paper, detach_paper, hand_out_paper, replace_paper
from agendas.services.people import set_invitees, set_recusal
from agendas.services.positions import (
    put_item_back,
    remind_positions,
    state_position,
    take_item_apart,
    withdraw_position,
)
from agendas.services.publication import insert_late_item, publish_agenda, withdraw_item
from agendas.services.recalling import recall_paper
from agendas.services.rehearsing import rehearse_sitting
from agendas.services.scripts import write_script
from agendas.services.speaking import write_speaking_note
from agendas.services.visiting import mark_seen, note_visit

__all__ = [
    "add_item",
    "agenda_of",
    "approve_agenda",
    "attach_paper",
    "call_in_invitee",
    "detach_paper",
    "edit_item",
    "end_item",
    "hand_out_paper",
    "insert_late_item",
    "mark_seen",
    "move_item",
    "note_visit",
    "publish_agenda",
    "put_in_order",
    "put_item_back",
    "recall_paper",
    "record_absent_opinion",
    "record_conclusion",
    "record_paper_approval",
    "rehearse_sitting",
    "remind_positions",
    "remove_item",
    "replace_paper",
    "resume_item",
    "set_invitees",
    "set_paper_deadline",
    "set_recusal",
    "start_item",
    "state_position",
    "take_item_apart",
    "undo_change",
    "withdraw_item",
    "withdraw_position",
    "write_script",
    "write_speaking_note",
]
