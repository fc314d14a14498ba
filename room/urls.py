"""Addresses of room."""

from django.urls import path

from room.views import desk, lines, points

app_name = "room"
urlpatterns = [
    path("<uuid:sitting_id>/displays/", desk.displays, name="displays"),
    path("<uuid:sitting_id>/displays/pair/", desk.pair, name="pair_display"),
    path("<uuid:sitting_id>/displays/<uuid:display_id>/unpair/", desk.unpair, name="unpair_display"),
    path("<uuid:sitting_id>/lines/", lines.lines, name="lines"),
    path("<uuid:sitting_id>/points/", points.points, name="points"),
    path("<uuid:sitting_id>/points/add/", points.add, name="add_point"),
    path("<uuid:sitting_id>/points/<uuid:point_id>/seat/", points.seat, name="seat_at_point"),
    path("<uuid:sitting_id>/points/<uuid:point_id>/present/", points.present, name="point_present"),
    path("<uuid:sitting_id>/points/<uuid:point_id>/sign-in/", points.sign_in, name="point_sign_in"),
    path("<uuid:sitting_id>/points/<uuid:point_id>/remove/", points.remove, name="remove_point"),
]
