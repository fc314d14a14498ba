"""Addresses of dossiers."""

from django.urls import path

from dossiers.views import desk, papers

app_name = "dossiers"
urlpatterns = [
    path("", desk.dossiers, name="list"),
    path("new/<uuid:body_id>/", desk.create, name="create"),
    path("<uuid:dossier_id>/", desk.detail, name="detail"),
    path("<uuid:dossier_id>/edit/", desk.edit, name="edit"),
    path("<uuid:dossier_id>/submit/", desk.submit, name="submit"),
    path("<uuid:dossier_id>/verify/", desk.verify, name="verify"),
    path("<uuid:dossier_id>/return/", desk.give_back, name="return"),
    path("<uuid:dossier_id>/withdraw/", desk.withdraw, name="withdraw"),
    path("<uuid:dossier_id>/papers/", papers.papers, name="papers"),
    path("<uuid:dossier_id>/papers/add/", papers.add, name="add_paper"),
    path("<uuid:dossier_id>/papers/order/", papers.order, name="order_papers"),
    path("<uuid:dossier_id>/papers/<uuid:row_id>/", papers.edit, name="edit_paper"),
    path("<uuid:dossier_id>/papers/<uuid:row_id>/remove/", papers.remove, name="remove_paper"),
    path("<uuid:dossier_id>/papers/<uuid:row_id>/version/", papers.add_version, name="add_version"),
]
