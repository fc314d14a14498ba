"""Addresses of room."""

from django.urls import path

from room.views import desk

app_name = "room"
urlpatterns = [
    path("<uuid:sitting_id>/man-hinh/", desk.displays, name="displays"),
    path("<uuid:sitting_id>/man-hinh/ghep/", desk.pair, name="pair_display"),
    path("<uuid:sitting_id>/man-hinh/<uuid:display_id>/bo/", desk.unpair, name="unpair_display"),
]
