"""What stands in the article form while it is written, read to be looked at; nothing is saved."""

import datetime
import re

from django import forms
from django.http import QueryDict

from articles import body
from articles.addresses import GREATEST_ID
from articles.forms.choices import is_id
from articles.models import Article, Image, Section
from articles.models.checking import articles_by_number, link_targets, linked_articles, source_of
from articles.models.content import BODY_LIMIT, MOST_RELATED
from articles.publish_checks import Check, Copy, PhotoWords, look_at, place_of

AUTHOR = re.compile("contributions-[0-9]{1,3}-author")
MOST_PHOTOS = 500
MOST_ROWS = 50  # of a byline


class PhotoNumber(forms.IntegerField):
    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=GREATEST_ID)


class TypedForm(forms.Form):
    """Takes whatever was typed so far: what is no valid value counts as not there."""

    section = forms.CharField(required=False)
    headline = forms.CharField(required=False)
    standfirst = forms.CharField(required=False)
    body = forms.CharField(required=False, max_length=BODY_LIMIT)
    seo_description = forms.CharField(required=False)
    lead_image = PhotoNumber()
    social_image = PhotoNumber()

    def clean_section(self) -> Section | None:
        number = self.cleaned_data["section"]
        return Section.objects.filter(pk=number).first() if is_id(number) else None

    def clean_body(self) -> str:
        return body.clean(self.cleaned_data["body"])

    def checks(self, article: Article | None, at: datetime.datetime) -> list[Check]:
        """Return what there is to mend in what was typed into that article's form."""
        self.full_clean()
        typed = self.cleaned_data
        lead, social = typed.get("lead_image"), typed.get("social_image")
        text = typed.get("body", "")
        wanted = list(dict.fromkeys(filter(None, [lead, *body.photo_ids(text), social])))
        photos = Image.objects.filter(pk__in=wanted[:MOST_PHOTOS])
        return look_at(
            Copy(
                has_section=typed.get("section") is not None,
                headline=typed.get("headline", ""),
                standfirst=typed.get("standfirst", ""),
                body=text,
                seo_description=typed.get("seo_description", ""),
                lead=lead,
                wanted_photos=wanted[:MOST_PHOTOS],
                photos=[
                    PhotoWords(number, place_of(number, lead, social), alt, decorative, credit)
                    for number, alt, decorative, credit in photos.values_list(
                        "pk", "alt", "decorative", "credit"
                    )
                ],
                topics=len(self._sent().getlist("topics")),
                authors=len(self._author_ids()),
                links=link_targets(text, at),
                linked_articles=linked_articles(text, at),
                related=articles_by_number(self._related(), at),
                source=source_of(article, at) if article else None,
            )
        )

    def _sent(self) -> QueryDict:
        return self.data if isinstance(self.data, QueryDict) else QueryDict()

    def _related(self) -> list[int]:
        return [int(each) for each in self._sent().getlist("related")[:MOST_RELATED] if is_id(each)]

    def _author_ids(self) -> list[int]:
        """Return who is in the byline, in its order; rows that are to go are left out."""
        sent = self._sent()
        rows = [name.removesuffix("author") for name in sent if AUTHOR.fullmatch(name)]
        kept = [row for row in rows[:MOST_ROWS] if not sent.get(f"{row}DELETE")]
        kept.sort(key=lambda row: _number(sent.get(f"{row}position", "")))
        chosen = [sent.get(f"{row}author", "") for row in kept]
        return [int(each) for each in chosen if is_id(each)]


def _number(text: str) -> int:
    return int(text) if is_id(text) else 0
