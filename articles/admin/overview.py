"""All pages that editors arrange, with what holds on each and what is planned."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from articles.models import Layout, Section
from articles.models.layout import Place


@dataclass(frozen=True)
class Row:
    place: Place
    address: str
    in_force: Layout | None
    planned: list[Layout]


@dataclass(frozen=True)
class Pages:
    """The pages of one language, its front page first."""

    language: str
    name: str
    rows: list[Row]


def places(at: datetime.datetime) -> list[Pages]:
    """Return every language with its pages: three queries, and one for each language."""
    mine = Layout.objects.filter(section=OuterRef("pk"), live_from__lte=at)
    newest = mine.order_by("-live_from").values("pk")[:1]
    sections = list(Section.objects.annotate(in_force=Subquery(newest)))
    fronts = {
        code: Layout.objects.in_force(Place(code), at).values_list("pk", flat=True).first()
        for code, _name in settings.LANGUAGES
    }
    ids = [*fronts.values(), *(vars(section)["in_force"] for section in sections)]
    layouts = Layout.objects.select_related("created_by").in_bulk(list(filter(None, ids)))
    ahead = defaultdict(list)
    for layout in Layout.objects.filter(live_from__gt=at).order_by("live_from"):
        ahead[layout.language, layout.section_id].append(layout)
    found = []
    for code, name in settings.LANGUAGES:
        front = reverse("admin:articles_layout_front", args=[code])
        front_layout = layouts.get(fronts[code] or 0)
        rows = [Row(Place(code), front, front_layout, ahead[code, None])]
        rows += [
            Row(
                Place(code, section),
                reverse("admin:articles_layout_section", args=[section.pk]),
                layouts.get(vars(section)["in_force"] or 0),
                ahead[code, section.pk],
            )
            for section in sections
            if section.language == code
        ]
        found.append(Pages(code, str(name), rows))
    return found
