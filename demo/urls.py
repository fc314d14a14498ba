"""Addresses of the demonstration; config includes them only while ``DEMO`` is on."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("sign-in/<slug:persona>/", views.sign_in, name="sign_in"),
    path("jump/", views.jump, name="jump"),
]
