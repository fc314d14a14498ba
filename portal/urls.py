"""Addresses of the pages that show several apps."""

from django.urls import path

from portal.views import (
    cited,
    compare,
    control,
    display,
    home,
    marks,
    paper,
    people,
    preview,
    record,
    saved,
    search,
    sitting,
    today,
    worker,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("app.webmanifest", worker.manifest, name="manifest"),
    path("sw.js", worker.worker, name="worker"),
    path("sitting/<uuid:sitting_id>/", sitting.sitting, name="sitting"),
    path("sitting/<uuid:sitting_id>/marks/", marks.marks, name="marks"),
    path("sitting/<uuid:sitting_id>/marks/marks.pdf", marks.pdf, name="marks_pdf"),
    path("sitting/<uuid:sitting_id>/marks/marks.docx", marks.docx, name="marks_docx"),
    path("sitting/<uuid:sitting_id>/marks/marks.json", marks.export, name="marks_export"),
    path("sitting/<uuid:sitting_id>/marks/bring/", marks.bring, name="marks_bring"),
    path("paper/<uuid:paper_id>/", paper.paper, name="paper"),
    path("paper/<uuid:paper_id>/versions/", compare.versions, name="versions"),
    path("paper/<uuid:paper_id>/cited/", cited.cited, name="cited"),
    path("paper/<uuid:paper_id>/compare/", compare.compare, name="compare"),
    path("control/<uuid:sitting_id>/", control.control, name="control"),
    path("control/<uuid:sitting_id>/preview/", preview.preview, name="preview"),
    path("display/", display.display, name="display"),
    path("display/paired/", display.paired, name="display_paired"),
    path("today/", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("search/saved/", saved.save, name="save_search"),
    path("search/saved/<uuid:search_id>/rename/", saved.rename, name="rename_search"),
    path("search/saved/<uuid:search_id>/delete/", saved.delete, name="delete_search"),
    path("search/saved/<uuid:search_id>/restore/", saved.restore, name="restore_search"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("record/", record.record, name="record"),
]
