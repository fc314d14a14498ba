"""Addresses of agendas."""

from django.urls import path

from agendas.views.desk import approval, items, papers, revisions, scripts, workspace

app_name = "agendas"
urlpatterns = [
    path("<uuid:sitting_id>/", workspace.workspace, name="workspace"),
    path("<uuid:sitting_id>/moi/", workspace.freshness, name="freshness"),
    path("<uuid:sitting_id>/them/", workspace.add, name="add"),
    path("<uuid:sitting_id>/thu-tu/", workspace.order, name="order"),
    path("<uuid:sitting_id>/hoan-tac/<uuid:change_id>/", workspace.undo, name="undo"),
    path("<uuid:sitting_id>/phe-duyet/", approval.approve, name="approve"),
    path("<uuid:sitting_id>/phe-duyet/van-ban/", approval.record_paper, name="record_approval"),
    path("<uuid:sitting_id>/phat-hanh/", approval.publish, name="publish"),
    path("<uuid:sitting_id>/bo-sung/", items.late, name="late"),
    path("<uuid:sitting_id>/kich-ban/", scripts.scripts, name="scripts"),
    path("<uuid:sitting_id>/ban/<int:number>/", revisions.revision, name="revision"),
    path("noi-dung/<uuid:item_id>/", items.item, name="item"),
    path("noi-dung/<uuid:item_id>/dong/", workspace.row, name="row"),
    path("noi-dung/<uuid:item_id>/chuyen/", workspace.move, name="move"),
    path("noi-dung/<uuid:item_id>/bo/", workspace.remove, name="remove"),
    path("noi-dung/<uuid:item_id>/rut/", items.withdraw, name="withdraw"),
    path("noi-dung/<uuid:item_id>/dai-bieu/", items.invitees, name="invitees"),
    path("noi-dung/<uuid:item_id>/khong-tham-gia/", items.recusals, name="recusals"),
    path("noi-dung/<uuid:item_id>/kich-ban/", scripts.write, name="write_script"),
    path("noi-dung/<uuid:item_id>/tai-lieu/", papers.attach, name="attach_paper"),
    path("noi-dung/<uuid:item_id>/tai-lieu/<uuid:paper_id>/go/", papers.detach, name="detach_paper"),
    path("noi-dung/<uuid:item_id>/tai-lieu/<uuid:paper_id>/thay/", papers.replace, name="replace_paper"),
]
