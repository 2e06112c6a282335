"""What readers' templates need beyond Django's own tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext

from articles import addresses, linked_data
from articles.addresses import of_page
from articles.alternates import Alternate, Translated, alternates
from articles.interval import interval
from articles.languages import site_name
from articles.models import Banner
from articles.story import Name, Story

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same thing in a language; ``name`` is written in that language."""

    code: str
    name: str
    url: str
    current: bool


@register.filter
def listed(names: Sequence[str]) -> str:
    """Join names as the language of the page does: “A”, “A and B”, “A, B and C”."""
    *others, last = [*names] or [""]
    if not others:
        return last
    joined = others[0]
    for name in others[1:]:
        joined = gettext("%(names)s, %(name)s") % {"names": joined, "name": name}
    return gettext("%(names)s and %(name)s") % {"names": joined, "name": last}


@register.filter
def listed_links(names: Sequence[Name]) -> SafeString:
    """Join the names of a byline as ``listed`` does, each a link to what the author wrote."""
    links = [format_html('<a href="{}" rel="author">{}</a>', name.url, name.name) for name in names]
    return mark_safe(listed(links))  # noqa: S308  (each link is escaped, the rest is ours)


@register.simple_tag
def language_links(translations: Sequence[Translated] = ()) -> list[LanguageLink]:
    """Return a link for each language of the site: to the translation, else to the front page.

    A variable that the template does not know arrives as an empty string: no translation.
    """
    translated = {row.language: row.get_absolute_url() for row in translations}
    return [
        LanguageLink(
            code,
            get_language_info(code)["name_local"],
            translated.get(code) or of_page("articles:front", code),
            code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def same_in_languages(here: Translated, others: Sequence[Translated]) -> list[Alternate]:
    """Return where the page stands in each language and for readers of any other."""
    return alternates([here, *others])


@register.simple_tag(takes_context=True)
def banner_up(context: Context) -> Banner | None:
    """Return what stands above the page at the instant that it shows; a page without one: none."""
    at, language = context.get("at"), context.get("language")
    if not at or not language:
        return None
    return interval(at).banner(language, on_front=bool(context.get("on_front")))


@register.simple_tag(takes_context=True)
def absolute(context: Context, url: str) -> str:
    """Return the address with scheme and host, as crawlers want it: those of ``SITE_URL``."""
    return addresses.absolute(context["request"], url)


@register.simple_tag(takes_context=True)
def described(context: Context, story: Story) -> SafeString:
    """Return what machines are told of the story, as blocks of data."""
    complete = partial(addresses.absolute, context["request"])
    site, front = site_name(), of_page("articles:front", story.language)
    publisher = linked_data.publisher(site, front, context["identity"], complete)
    return format_html(
        "{}\n  {}",
        linked_data.script(linked_data.news_article(story, publisher, complete)),
        linked_data.script(linked_data.breadcrumbs(story, site, front, complete)),
    )
