"""Where a person lands: the face that fits the role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Home."""
    return render(request, "portal/tablet/home.html")
