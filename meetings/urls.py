"""Addresses of meetings."""

from django.urls import path

from meetings.views import tablet
from meetings.views.desk import invitations, planning, roster

app_name = "meetings"
urlpatterns = [
    path("", planning.index, name="list"),
    path("tao/<uuid:body_id>/", planning.create, name="create"),
    path("<uuid:sitting_id>/thong-tin/", planning.edit, name="edit"),
    path("<uuid:sitting_id>/huy/", planning.cancel, name="cancel"),
    path("<uuid:sitting_id>/thanh-phan/", roster.roster, name="roster"),
    path("<uuid:sitting_id>/thanh-phan/lap/", roster.fill, name="fill_roster"),
    path("<uuid:sitting_id>/thanh-phan/<uuid:entry_id>/", roster.entry, name="entry"),
    path("<uuid:sitting_id>/thanh-phan/<uuid:entry_id>/dua-ra/", roster.remove, name="remove_entry"),
    path("<uuid:sitting_id>/thanh-phan/<uuid:entry_id>/dong-y/", roster.approve, name="approve_leave"),
    path("<uuid:sitting_id>/giay-moi/", invitations.invitations, name="invitations"),
    path("<uuid:sitting_id>/giay-moi/gui/", invitations.call, name="call"),
    path("<uuid:sitting_id>/giay-moi/nhac/", invitations.remind, name="remind"),
    path("<uuid:sitting_id>/giay-moi/<uuid:entry_id>.pdf", invitations.letter, name="letter"),
    path("<uuid:sitting_id>/tra-loi/", tablet.reply, name="reply"),
    path("<uuid:sitting_id>/tra-loi/giay-moi.pdf", tablet.own_letter, name="own_letter"),
    path("<uuid:sitting_id>/tra-loi/lich-hop.ics", tablet.own_calendar, name="own_calendar"),
]
