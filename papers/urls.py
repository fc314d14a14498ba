"""Addresses of papers."""

from django.urls import path, re_path

from papers.views import files, uploads

app_name = "papers"
urlpatterns = [
    path("uploads/", uploads.stage, name="stage"),
    path("uploads/<uuid:upload_id>/discard/", uploads.discard, name="discard"),
    path("<uuid:version_id>/contents/", files.contents, name="contents"),
    path("<uuid:version_id>/opened/", files.opened, name="opened"),
    path("<uuid:version_id>/pages/<int:number>/text/", files.page_text, name="page_text"),
    re_path(
        r"^(?P<version_id>[0-9a-f-]{36})/pages/(?P<number>[0-9]{1,6})/(?P<size>thumbnail|preview)\.webp$",
        files.picture,
        name="picture",
    ),
    path("<uuid:version_id>/<str:name>", files.file, name="file"),
]
