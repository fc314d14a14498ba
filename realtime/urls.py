"""Addresses of the streams, for resuming and for networks without sockets."""

from django.urls import path

from realtime import views

app_name = "realtime"
urlpatterns = [
    path("snapshot/<str:stream>", views.snapshot, name="snapshot"),
    path("events/<str:stream>", views.events, name="events"),
    path("command/", views.command, name="command"),
]
