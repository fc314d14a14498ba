"""Addresses of annotations."""

from django.urls import path

from annotations import views

app_name = "annotations"
urlpatterns = [
    path("<uuid:note_id>/", views.note, name="note"),
    path("marks/<uuid:version_id>/", views.marks, name="marks"),
    path("marks/<uuid:version_id>/readers/", views.readers, name="readers"),
]
