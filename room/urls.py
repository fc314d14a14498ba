"""Addresses of room."""

from django.urls import path

from room.views import desk

app_name = "room"
urlpatterns = [
    path("<uuid:sitting_id>/displays/", desk.displays, name="displays"),
    path("<uuid:sitting_id>/displays/pair/", desk.pair, name="pair_display"),
    path("<uuid:sitting_id>/displays/<uuid:display_id>/unpair/", desk.unpair, name="unpair_display"),
]
