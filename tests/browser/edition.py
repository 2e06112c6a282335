"""A small newspaper in one language, with every part that a page for readers can have."""

import datetime
from dataclasses import dataclass
from urllib.parse import quote

from django.utils import timezone

from articles.models import Article, Author, Correction, Image, Section, Topic
from tests.cast import MakeImage, Publish

# Nothing in it can be broken at a space or a hyphen.
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_LINK = "https://archive.example.org/" + "harbour/" * 12

WORDS = {
    "en": {
        "sections": ["World", "Science", "Money", "International", "Sport", "Opinion"],
        "headline": "Night ferry comes home after eleven years",
        "other": "Market stalls open again, number",
        "standfirst": "After eleven years, a horn at dawn, and half the town on the quay.",
        "paragraph": "At ten past six she came round the mole, and nobody on the quay spoke. ",
        "subhead": "A slow boat",
        "authors": ["Mara Lindqvist", "Tobias Renn"],
        "topics": ["Ferries", "Harbour"],
        "correction": "An earlier text gave the year of the first crossing wrongly.",
        "slug": "night-ferry",
    },
    "ar": {
        "sections": ["العالم", "العلوم", "الاقتصاد", "الثقافة", "الرياضة", "الرأي"],
        "headline": "عودة العبّارة الليلية بعد أحد عشر عاما",
        "other": "السوق يفتح أبوابه من جديد، رقم",
        "standfirst": "بعد أحد عشر عاما دوّى البوق عند الفجر ونصف المدينة على الرصيف.",
        "paragraph": "في السادسة وعشر دقائق دارت حول الرصيف ولم ينطق أحد من الواقفين بكلمة. ",
        "subhead": "قارب بطيء",
        "authors": ["سلمى الحداد", "كريم منصور"],
        "topics": ["العبّارات", "الميناء"],
        "correction": "ذكر نص سابق سنة الرحلة الأولى خطأ.",
        "slug": "عودة-العبارة",
    },
}


@dataclass(frozen=True)
class Edition:
    """``article`` has all there is, ``plain`` an article's least; the others are addresses."""

    language: str
    section: Section
    article: Article
    plain: Article
    withdrawn: Article
    topic: Topic
    author: Author

    @property
    def front(self) -> str:
        return f"/{self.language}/"

    @property
    def pages(self) -> dict[str, int]:
        """Return the address of each kind of page, with its status."""
        return {
            self.front: 200,
            self.section.get_absolute_url(): 200,
            self.article.get_absolute_url(): 200,
            self.plain.get_absolute_url(): 200,
            self.topic.get_absolute_url(): 200,
            self.author.get_absolute_url(): 200,
            f"{self.front}archive/": 200,
            f"{self.front}archive/{timezone.localtime():%Y/%m}/": 200,
            f"{self.front}search/?q={quote(WORDS[self.language]['standfirst'].split()[-1])}": 200,
            f"{self.front}search/?q={LONG_WORD}&first=x&section=none": 200,
            f"{self.front}liked/": 200,
            f"{self.front}corrections/": 200,
            f"{self.front}privacy/": 200,
            f"{self.front}contact/": 200,
            f"{self.front}nothing-here/": 404,
            self.withdrawn.get_absolute_url(): 410,
        }


def print_edition(section: Section, publish: Publish, make_image: MakeImage) -> Edition:
    """Publish seven articles in a section, four elsewhere; no photo has its renditions yet."""
    language, words = section.language, WORDS[section.language]
    wide = make_image(1280, 720, "steelblue")
    high = make_image(640, 960, "teal", caption=words["standfirst"])
    elsewhere = [
        Section.objects.create(language=language, name=name, slug=f"s{place}", position=place + 2)
        for place, name in enumerate(words["sections"])
    ]
    places = [section] * 5 + elsewhere[:4]
    for hours, place in enumerate(places, 2):
        publish(
            f"{words['other']} {hours} {LONG_WORD if hours in (2, 3, 8) else ''}",
            section=place,
            standfirst=words["standfirst"],
            lead_image=(wide, high, None)[hours % 3],
            at=timezone.now() - datetime.timedelta(hours=hours),
        )
    authors = [
        Author.objects.create(language=language, name=name, slug=f"{language}-author-{place}")
        for place, name in enumerate(words["authors"])
    ]
    authors[0].bio, authors[0].photo = words["standfirst"], high
    authors[0].save()
    topics = [
        Topic.objects.create(language=language, name=name, slug=f"{language}-topic-{place}")
        for place, name in enumerate(words["topics"])
    ]
    article = _whole_article(section, publish, wide, high, authors=authors, topics=topics)
    plain = publish(words["other"], section=section, standfirst="", body="")
    withdrawn = publish(words["other"], section=section)
    withdrawn.withdraw(None)
    return Edition(language, section, article, plain, withdrawn, topics[0], authors[0])


def _whole_article(
    section: Section, publish: Publish, wide: Image, high: Image, **filed: object
) -> Article:
    words = WORDS[section.language]
    paragraph = f"<p>{words['paragraph'] * 6}</p>"
    article = publish(
        words["headline"],
        section=section,
        slug=words["slug"],
        standfirst=words["standfirst"],
        lead_image=wide,
        body=f'{paragraph}<h2>{words["subhead"]}</h2><figure data-photo="{high.pk}"></figure>'
        f"{paragraph}<blockquote>{paragraph}</blockquote>"
        f'<figure data-photo="{wide.pk}" data-size="wide"></figure>'
        f'<h3>{words["subhead"]}</h3><p><a href="{LONG_LINK}">{LONG_LINK}</a> {LONG_WORD}</p>'
        f"<ul><li>{words['paragraph']}</li><li><strong>{words['subhead']}</strong></li></ul>"
        + paragraph
        * 8,
        **filed,
        at=timezone.now() - datetime.timedelta(hours=1),
    )
    revision = article.revisions.get()
    for _ in range(2):
        Correction.objects.create(article=article, corrected=revision, text=words["correction"])
    # Published anew, so that it says when it was updated.
    article.freeze(None)
    article.publish(None)
    return article
