"""Addresses of meetings."""

from django.urls import path

from meetings.views import tablet
from meetings.views.desk import internal, invitations, papers, passes, planning, roster

app_name = "meetings"
urlpatterns = [
    path("", planning.index, name="list"),
    path("new/<uuid:body_id>/", planning.create, name="create"),
    path("<uuid:sitting_id>/details/", planning.edit, name="edit"),
    path("<uuid:sitting_id>/cancel/", planning.cancel, name="cancel"),
    path("<uuid:sitting_id>/roster/", roster.roster, name="roster"),
    path("<uuid:sitting_id>/roster/fill/", roster.fill, name="fill_roster"),
    path("<uuid:sitting_id>/roster/<uuid:entry_id>/", roster.entry, name="entry"),
    path("<uuid:sitting_id>/roster/<uuid:entry_id>/remove/", roster.remove, name="remove_entry"),
    path("<uuid:sitting_id>/roster/<uuid:entry_id>/approve-leave/", roster.approve, name="approve_leave"),
    path("<uuid:sitting_id>/roster/attendance.pdf", papers.attendance_sheet, name="attendance_sheet"),
    path("<uuid:sitting_id>/roster/name-plates.pdf", papers.name_plates, name="name_plates"),
    path("<uuid:sitting_id>/invitations/", invitations.invitations, name="invitations"),
    path("<uuid:sitting_id>/invitations/send/", invitations.call, name="call"),
    path("<uuid:sitting_id>/invitations/remind/", invitations.remind, name="remind"),
    path("<uuid:sitting_id>/invitations/<uuid:entry_id>.pdf", invitations.letter, name="letter"),
    path("<uuid:sitting_id>/internal/", internal.internal_part, name="internal_part"),
    path("<uuid:sitting_id>/internal/admit/", internal.admit_inside, name="admit_inside"),
    path("<uuid:sitting_id>/internal/end/", internal.end_internal_part, name="end_internal_part"),
    path("<uuid:sitting_id>/passes/", passes.index, name="passes"),
    path("<uuid:sitting_id>/passes/codes/", passes.issue_codes, name="issue_seat_codes"),
    path("<uuid:sitting_id>/passes/end/", passes.end_loans, name="end_loans"),
    path("<uuid:sitting_id>/passes/<uuid:entry_id>/issue/", passes.issue, name="issue_pass"),
    path("<uuid:sitting_id>/passes/<uuid:pass_id>/end/", passes.end, name="end_pass"),
    path("<uuid:sitting_id>/reply/", tablet.reply, name="reply"),
    path("<uuid:sitting_id>/reply/letter.pdf", tablet.own_letter, name="own_letter"),
    path("<uuid:sitting_id>/reply/calendar.ics", tablet.own_calendar, name="own_calendar"),
]
