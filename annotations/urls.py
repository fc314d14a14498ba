"""Addresses of annotations."""

from django.urls import path

from annotations import views

app_name = "annotations"
urlpatterns = [path("<uuid:note_id>/", views.note, name="note")]
