"""Addresses of sign-in and own settings."""

from django.urls import path

from accounts.views import session

app_name = "accounts"
urlpatterns = [
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("preferences/", session.preferences, name="preferences"),
]
