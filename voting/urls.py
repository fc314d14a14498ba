"""Addresses of voting. Changes are commands (`voting.cast_ballot` and so on), by socket or POST."""

from django.urls import path

from voting.views import attendance, desk, readiness, tablet

app_name = "voting"
urlpatterns = [
    path("polls/<uuid:poll_id>/my-ballot/", tablet.my_ballot, name="my_ballot"),
    path("items/<uuid:item_id>/paper-vote.pdf", desk.paper_vote, name="paper_vote"),
    path(
        "sittings/<uuid:sitting_id>/attendance-preview/",
        attendance.attendance_preview,
        name="attendance_preview",
    ),
    path("sittings/<uuid:sitting_id>/readiness/", readiness.readiness, name="readiness"),
    path("sittings/<uuid:sitting_id>/readiness/remind/", readiness.remind, name="remind_unready"),
    path("sittings/<uuid:sitting_id>/ledger.json", desk.ledger, name="ledger"),
]
