"""Addresses of the doors for guests and tablets of the room; short, because they are typed and printed."""

from django.urls import path

from meetings.views import entry

app_name = "entry"
urlpatterns = [
    path("", entry.seat, name="seat"),
    path("return/", entry.give_back, name="give_back"),
    path("link/<str:token>/", entry.link, name="link"),
]
