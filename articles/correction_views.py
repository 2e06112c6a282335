"""The page on which readers find every correction."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import corrections
from articles.interval import interval
from articles.public import public_page

SIZE = 25


@public_page(reads=["before"])
def index(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    before = request.GET.get("before")
    return render(
        request,
        "articles/corrections.html",
        {
            "at": at,
            "language": language,
            "sections": interval(at).menu(language),
            "page": corrections.entries(language, at, before, SIZE),
            "first_page": before is None,
        },
    )
