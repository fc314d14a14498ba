"""Addresses of papers."""

from django.urls import path, re_path

from papers.views import files, reading, resumable, uploads

app_name = "papers"
urlpatterns = [
    path("uploads/", uploads.stage, name="stage"),
    path("uploads/pieces/", resumable.begin, name="begin_upload"),
    path("uploads/pieces/<uuid:upload_id>/", resumable.one, name="append_piece"),
    path("uploads/pieces/<uuid:upload_id>/finish/", resumable.finish, name="finish_upload"),
    path("uploads/<uuid:upload_id>/discard/", uploads.discard, name="discard"),
    path("<uuid:version_id>/contents/", files.contents, name="contents"),
    path("<uuid:version_id>/opened/", files.opened, name="opened"),
    path("<uuid:version_id>/changes/", reading.changes, name="changes"),
    path("<uuid:version_id>/citations/", reading.citations_of, name="citations"),
    path("<uuid:version_id>/pages/<int:number>/text/", files.page_text, name="page_text"),
    re_path(
        r"^(?P<version_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/pages/(?P<number>[0-9]{1,6})/(?P<size>thumbnail|preview)\.webp$",
        files.picture,
        name="picture",
    ),
    path("<uuid:version_id>/pages/<int:number>/words.pdf", files.words, name="words"),
    path(
        "<uuid:version_id>/pages/<int:number>/tiles/<int:level>/<int:column>/<int:row>/",
        files.tile,
        name="tile",
    ),
    path("<uuid:version_id>/scans/", reading.scans, name="scans"),
    path("<uuid:version_id>/recognise/", reading.recognise, name="recognise"),
    path("<uuid:version_id>/<str:name>", files.file, name="file"),
]
