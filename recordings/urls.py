"""Addresses of recordings."""

from django.urls import path

from recordings.views import desk, sound

app_name = "recordings"
urlpatterns = [
    path("<uuid:sitting_id>/", desk.recordings, name="list"),
    path("<uuid:sitting_id>/bring/", desk.bring, name="bring"),
    path("sound/<uuid:recording_id>/", sound.hear, name="hear"),
    path("sound/<uuid:recording_id>/copy/", sound.copy, name="copy"),
    path("sound/<uuid:recording_id>/begin/", sound.begin, name="begin"),
    path("sound/<uuid:recording_id>/pieces/<int:number>/", sound.append, name="append"),
    path("sound/<uuid:recording_id>/finish/", sound.finish, name="finish"),
    path("sound/<uuid:recording_id>/stop/", desk.stop, name="stop"),
    path("sound/<uuid:recording_id>/allow/", desk.allow, name="allow"),
    path("sound/<uuid:recording_id>/destroy/", desk.destroy, name="destroy"),
    path("readers/<uuid:reader_id>/forbid/", desk.forbid, name="forbid"),
]
