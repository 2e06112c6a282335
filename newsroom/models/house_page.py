"""Pages about the house: who we are, how to reach us, what becomes of a vote."""

from typing import Self

from django.contrib.flatpages.models import FlatPage
from django.db import models
from django.urls import get_script_prefix
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from newsroom.house import FIXED, Place, first_text, place_of


class HousePageManager(models.Manager["HousePage"]):
    def at(self, place: Place) -> "dict[str, HousePage]":
        """Return what stands at a place in each language of the site; one query.

        Where nobody has written one of the pages of every site, the text that came with the
        release stands there, as a page that is not saved.
        """
        places = {str(each): each for each in place.everywhere()}
        found = {page.language: page for page in self.filter(url__in=places)}
        for each in places.values():
            if each.language not in found and (first := HousePage.first(each)):
                found[each.language] = first
        return found

    def add_missing(self) -> int:
        """Save the first text of each page of every site that is not there; return how many."""
        there = set(self.values_list("url", flat=True))
        places = [each for slug in FIXED for each in Place("", slug, True).everywhere()]
        first = [page for place in places if (page := HousePage.first(place))]
        missing = [page for page in first if page.url not in there]
        return len(self.bulk_create(missing, ignore_conflicts=True)) if missing else 0


class HousePage(FlatPage):
    """One of Django's flat pages, in one language; a unique index keeps each address to one page.

    There is one site: the relation of flat pages to sites is not used.
    """

    objects = HousePageManager()  # type: ignore[misc]  # the stubs take it for a new column

    class Meta:
        proxy = True
        verbose_name = _("page of the house")
        verbose_name_plural = _("pages of the house")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return iri_to_uri(get_script_prefix().rstrip("/") + self.url)

    @classmethod
    def first(cls, place: Place) -> Self | None:
        """Return the page that the release brings for a place, not saved."""
        text = first_text(place)
        return cls(url=str(place), title=text.title, content=text.body) if text else None

    @property
    def place(self) -> Place:
        return place_of(self.url)

    @property
    def language(self) -> str:
        return self.place.language

    @property
    def body(self) -> str:
        return self.content

    @property
    def is_as_it_came(self) -> bool:
        """Tell whether nobody has changed the text since the release brought it."""
        text = first_text(self.place)
        return text is not None and text.body == self.content
