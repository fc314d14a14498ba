"""Addresses of agendas."""

from django.urls import path

from agendas.views import speaking, visits
from agendas.views.desk import (
    approval,
    items,
    opinions,
    papers,
    positions,
    rehearsals,
    revisions,
    scripts,
    waiting,
    workspace,
)

app_name = "agendas"
urlpatterns = [
    path("<uuid:sitting_id>/", workspace.workspace, name="workspace"),
    path("<uuid:sitting_id>/seen/", visits.seen, name="seen"),
    path("<uuid:sitting_id>/news/", workspace.freshness, name="freshness"),
    path("<uuid:sitting_id>/add/", workspace.add, name="add"),
    path("<uuid:sitting_id>/order/", workspace.order, name="order"),
    path("<uuid:sitting_id>/undo/<uuid:change_id>/", workspace.undo, name="undo"),
    path("<uuid:sitting_id>/approve/", approval.approve, name="approve"),
    path("<uuid:sitting_id>/approve/paper/", approval.record_paper, name="record_approval"),
    path("<uuid:sitting_id>/publish/", approval.publish, name="publish"),
    path("<uuid:sitting_id>/late/", items.late, name="late"),
    path("<uuid:sitting_id>/waiting/", waiting.invitees_waiting, name="invitees_waiting"),
    path("<uuid:sitting_id>/waiting/switch/", waiting.let_invitees_wait, name="let_invitees_wait"),
    path("<uuid:sitting_id>/waiting/call/", waiting.call_in_invitee, name="call_in_invitee"),
    path("<uuid:sitting_id>/positions/", positions.positions, name="positions"),
    path("<uuid:sitting_id>/positions/remind/", positions.remind, name="remind_positions"),
    path("<uuid:sitting_id>/positions.xlsx", positions.export, name="export_positions"),
    path("items/<uuid:item_id>/apart/", positions.apart, name="take_item_apart"),
    path("items/<uuid:item_id>/back/", positions.back, name="put_item_back"),
    path("<uuid:sitting_id>/scripts/", scripts.scripts, name="scripts"),
    path("<uuid:sitting_id>/speaking-notes/", speaking.speaking_notes, name="speaking_notes"),
    path(
        "items/<uuid:item_id>/absent-opinion/", opinions.record_absent_opinion, name="record_absent_opinion"
    ),
    path("items/<uuid:item_id>/speaking-note/", speaking.write_speaking_note, name="write_speaking_note"),
    path("<uuid:sitting_id>/revisions/<int:number>/", revisions.revision, name="revision"),
    path("<uuid:sitting_id>/rehearse/", rehearsals.rehearse, name="rehearse"),
    path("<uuid:sitting_id>/discard-rehearsal/", rehearsals.discard, name="discard_rehearsal"),
    path("items/<uuid:item_id>/", items.item, name="item"),
    path("items/<uuid:item_id>/row/", workspace.row, name="row"),
    path("items/<uuid:item_id>/move/", workspace.move, name="move"),
    path("items/<uuid:item_id>/remove/", workspace.remove, name="remove"),
    path("items/<uuid:item_id>/withdraw/", items.withdraw, name="withdraw"),
    path("items/<uuid:item_id>/invitees/", items.invitees, name="invitees"),
    path("items/<uuid:item_id>/recusals/", items.recusals, name="recusals"),
    path("items/<uuid:item_id>/script/", scripts.write, name="write_script"),
    path("items/<uuid:item_id>/papers/", papers.attach, name="attach_paper"),
    path("items/<uuid:item_id>/papers/<uuid:paper_id>/detach/", papers.detach, name="detach_paper"),
    path("items/<uuid:item_id>/papers/<uuid:paper_id>/replace/", papers.replace, name="replace_paper"),
    path("items/<uuid:item_id>/papers/<uuid:paper_id>/recall/", papers.recall, name="recall_paper"),
]
