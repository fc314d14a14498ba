"""Addresses of packs."""

from django.urls import path

from packs.views import desk, device

app_name = "packs"
urlpatterns = [
    path("<uuid:sitting_id>/contents/", device.contents, name="contents"),
    path("<uuid:sitting_id>/take/", device.take, name="take"),
    path("<uuid:sitting_id>/give-back/", device.give_back, name="give_back"),
    path("coming/", device.coming, name="coming"),
    path("texts/<uuid:version_id>/", device.texts, name="texts"),
    path("standing/<str:token>/", device.standing, name="standing"),
    path("<uuid:sitting_id>/", desk.packs, name="list"),
    path("revoke/<uuid:pack_id>/", desk.revoke, name="revoke"),
]
