"""Addresses of copies."""

from django.urls import path

from copies.views import desk, reader, register, sets

app_name = "copies"
urlpatterns = [
    path("of/<uuid:version_id>/opened/", reader.opened, name="opened"),
    path("of/<uuid:version_id>/take/", reader.take, name="take"),
    path("of/<uuid:version_id>/inline.pdf", reader.inline, name="inline"),
    path("issued/<uuid:copy_id>/", reader.copy, name="copy"),
    path("issued/<uuid:copy_id>/file.pdf", reader.file, name="file"),
    path("<uuid:sitting_id>/sets/", sets.sets, name="sets"),
    path("<uuid:sitting_id>/sets/order/", sets.order, name="order_set"),
    path("<uuid:sitting_id>/stubs/", reader.stubs, name="stubs"),
    path("<uuid:sitting_id>/reading/", desk.reading, name="reading"),
    path("<uuid:sitting_id>/reading/remind/", desk.remind, name="remind"),
    path("<uuid:sitting_id>/deadline/", desk.deadline, name="set_deadline"),
    path("<uuid:sitting_id>/late/<uuid:row_id>/allow/", desk.allow, name="allow_late"),
    path("in-time/<uuid:body_id>/", desk.in_time, name="in_time"),
    path("<uuid:sitting_id>/register/", register.register, name="register"),
    path("<uuid:sitting_id>/register.pdf", register.printed, name="register_pdf"),
    path("<uuid:sitting_id>/register/add/", register.add, name="add_stub"),
    path("<uuid:sitting_id>/register/<uuid:stub_id>/count/", register.count, name="print_copies"),
    path("<uuid:sitting_id>/register/<uuid:paper_copy_id>/out/", register.hand_out, name="hand_out"),
    path("<uuid:sitting_id>/register/<uuid:paper_copy_id>/back/", register.take_back, name="take_back"),
    path("<uuid:sitting_id>/register/<uuid:paper_copy_id>/destroy/", register.destroy, name="destroy"),
]
