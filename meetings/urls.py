"""Addresses of meetings."""

from django.urls import path

from meetings.views import tablet

app_name = "meetings"
urlpatterns = [
    path("<uuid:sitting_id>/tra-loi/", tablet.reply, name="reply"),
]
