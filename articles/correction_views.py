"""The page on which readers find every correction."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import corrections
from articles.models import Section
from articles.public import public_page

SIZE = 25


@public_page
def index(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    before = request.GET.get("before")
    return render(
        request,
        "articles/corrections.html",
        {
            "at": at,
            "language": language,
            "sections": Section.objects.filter(language=language),
            "page": corrections.entries(language, at, before, SIZE),
            "first_page": before is None,
        },
    )
