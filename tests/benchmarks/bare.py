"""A bare Django: one view that returns a ready body, no middleware. What pages are held against.

Run by gunicorn as ``tests.benchmarks.bare:application``; ``BARE_BODY`` names a file with the body.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bare",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)
django.setup()

BODY = Path(os.environ["BARE_BODY"]).read_bytes()


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", view)]
application = WSGIHandler()
