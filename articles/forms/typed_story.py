"""What stands in the article form, as the story that readers would get; nothing is saved."""

import datetime

from django import forms

from articles import story
from articles.addresses import GREATEST_ID
from articles.forms.article import slug_of
from articles.forms.checks import TypedForm
from articles.forms.choices import is_id
from articles.models import Article, Author, Topic
from articles.story import Story

MOST_TOPICS = 50
UNSAVED = GREATEST_ID  # no article has this number: nothing is found that belongs to it


class TypedStoryForm(TypedForm):
    slug = forms.CharField(required=False)

    def story(self, article: Article | None, at: datetime.datetime) -> Story | None:
        """Return the story of what was typed into that article's form, or into an empty one.

        ``article`` is written over and must not be saved. None without a section, which says in
        which language the article is.
        """
        self.full_clean()
        typed = self.cleaned_data
        article = article or Article(pk=UNSAVED)
        if section := typed.get("section"):
            article.section = section
        if article.section_id is None:
            return None
        article.language = article.section.language
        for name in ("headline", "standfirst", "body"):
            setattr(article, name, typed.get(name, ""))
        article.slug = slug_of(typed.get("slug") or article.headline) or "-"
        article.lead_image_id = typed.get("lead_image")
        article.social_image_id = typed.get("social_image")
        article.related = self._related()
        return story.of_text(article, self._authors(), self._topics(), at)

    def _authors(self) -> list[Author]:
        ids = self._author_ids()
        found = Author.objects.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def _topics(self) -> list[Topic]:
        ids = [int(each) for each in self._sent().getlist("topics")[:MOST_TOPICS] if is_id(each)]
        found = Topic.objects.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]
