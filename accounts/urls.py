"""Addresses of sign-in and own settings."""

from django.urls import path

from accounts.views import session

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", session.sign_in, name="sign_in"),
    path("dang-xuat/", session.sign_out, name="sign_out"),
    path("tuy-chon/", session.preferences, name="preferences"),
]
