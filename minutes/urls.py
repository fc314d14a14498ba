"""Addresses of minutes."""

from django.urls import path

from minutes.views import annex, blocks, concluding, desk, files, functions

app_name = "minutes"
urlpatterns = [
    path("<uuid:sitting_id>/", desk.edit, name="edit"),
    path("<uuid:sitting_id>/news/", desk.news, name="news"),
    path("<uuid:sitting_id>/take/", functions.take_function, name="take_function"),
    path("<uuid:sitting_id>/fill/", desk.fill, name="fill"),
    path("<uuid:sitting_id>/add/", desk.add, name="add_block"),
    path("<uuid:sitting_id>/approve/", desk.approve, name="approve"),
    path("<uuid:sitting_id>/issue/", desk.issue, name="issue"),
    path("<uuid:sitting_id>/minutes.pdf", files.pdf, name="pdf"),
    path("<uuid:sitting_id>/minutes.docx", files.docx, name="docx"),
    path("<uuid:sitting_id>/internal/<int:number>/", annex.annex, name="annex"),
    path("<uuid:sitting_id>/internal/<int:number>/annex.pdf", annex.pdf, name="annex_pdf"),
    path("<uuid:sitting_id>/internal/<int:number>/annex.docx", annex.docx, name="annex_docx"),
    path("<uuid:sitting_id>/conclusion/", concluding.notice, name="conclusion"),
    path("<uuid:sitting_id>/conclusion/draft/", concluding.draft, name="draft_conclusion"),
    path("<uuid:sitting_id>/conclusion/edit/", concluding.edit, name="edit_conclusion"),
    path("<uuid:sitting_id>/conclusion/issue/", concluding.issue, name="issue_conclusion"),
    path("<uuid:sitting_id>/conclusion.pdf", concluding.pdf, name="conclusion_pdf"),
    path("<uuid:sitting_id>/conclusion.docx", concluding.docx, name="conclusion_docx"),
    path("blocks/<uuid:block_id>/", blocks.block, name="block"),
    path("blocks/<uuid:block_id>/edit/", blocks.edit, name="edit_block"),
    path("blocks/<uuid:block_id>/restore/", blocks.restore, name="restore_block"),
    path("blocks/<uuid:block_id>/remove/", blocks.remove, name="remove_block"),
]
