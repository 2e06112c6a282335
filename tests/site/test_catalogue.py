"""The message catalogues: whole, sound, compiled, and at work on the Arabic pages."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import django
import polib
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags
from django.utils.translation.template import templatize

from articles.models import Article, Author, Correction, Section, Topic
from feedback.models import Tally
from tests.cast import MakeImage, Publish

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "newsroom" / "locale"
CATALOGUES = sorted(LOCALE.rglob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[%sd]|\{\w*\}")
MANY = 1000  # numbers beyond have the plural forms that those below have

each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.relative_to(LOCALE))
)


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def numbers_of_forms(catalogue: polib.POFile) -> Counter[int]:
    """Return how many of the first numbers take each of the language's plural forms."""
    rule = catalogue.metadata["Plural-Forms"].partition("plural=")[2].rstrip("; ")
    return Counter(map(gettext.c2py(rule), range(MANY)))


def test_there_is_an_arabic_catalogue() -> None:
    assert LOCALE / "ar" / "LC_MESSAGES" / "django.po" in CATALOGUES


@each_catalogue
def test_every_message_is_translated(path: Path) -> None:
    catalogue = polib.pofile(str(path))

    assert not [entry.msgid for entry in catalogue if entry.obsolete]
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]
    assert not [entry.msgid for entry in catalogue if not entry.translated()]


@each_catalogue
def test_plural_forms_are_those_of_django_and_all_are_filled(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    language = catalogue.metadata["Language"]
    django_says = Path(django.__file__).parent / f"conf/locale/{language}/LC_MESSAGES/django.po"
    plurals = [entry for entry in catalogue if entry.msgid_plural]

    expected = polib.pofile(str(django_says)).metadata["Plural-Forms"]
    assert catalogue.metadata["Plural-Forms"].replace(" ", "") == expected.replace(" ", "")
    assert plurals
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == sorted(numbers_of_forms(catalogue))
        assert all(entry.msgstr_plural.values()), entry.msgid


@each_catalogue
def test_placeholders_survive_translation(path: Path) -> None:
    """Only a plural form that stands for a single number may do without what names it."""
    catalogue = polib.pofile(str(path))
    numbers = numbers_of_forms(catalogue)

    for entry in catalogue:
        if not entry.msgid_plural:
            assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid
        expected = placeholders(entry.msgid_plural)
        for form, text in entry.msgstr_plural.items():
            held = placeholders(text)
            assert held == expected or (numbers[form] == 1 and held < expected), text


@each_catalogue
def test_the_compiled_catalogue_says_the_same(path: Path) -> None:
    source, compiled = polib.pofile(str(path)), polib.mofile(str(path.with_suffix(".mo")))

    def words(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str], object]:
        return {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in catalogue}

    assert words(compiled) == words(source)
    assert compiled.metadata["Plural-Forms"] == source.metadata["Plural-Forms"]


# Every message is gathered

CALL = re.compile(r"""\b(_|n?p?gettext)\(((?:u(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:, )?)+)""")
Message = tuple[str | None, str]


def message(function: str, words: list[str]) -> Message:
    return (words[0], words[1]) if "pgettext" in function else (None, words[0])


def messages_in_code(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if words and (name == "_" or "gettext" in name):
                yield message(name, words)


def messages_in_template(path: Path) -> Iterator[Message]:
    for function, words in CALL.findall(templatize(path.read_text())):
        yield message(function, ast.literal_eval(f"[{words}]"))


def test_every_message_of_code_and_templates_is_in_the_catalogue() -> None:
    code = [
        path for app in ("articles", "feedback", "newsroom") for path in ROOT.glob(f"{app}/**/*.py")
    ]
    templates = (ROOT / "templates").rglob("*.html")
    used = {each for path in code for each in messages_in_code(path)}
    used |= {each for path in templates for each in messages_in_template(path)}

    for path in CATALOGUES:
        known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}
        assert {(None, "Draft"), ("verb on a button", "Like"), (None, "%(votes)s vote")} <= used
        assert not used - known, "run: make messages"


# The Arabic pages

LATIN = re.compile("[A-Za-z]{3,}")
# The site's name and the name of the other language in that language.
MEANT = {"Newsroom", "English"}
SAID = {"alt", "title", "aria-label", "placeholder", "data-loading"}
WRITTEN_FOR_MACHINES = {"script", "style"}


class Words(HTMLParser):
    """Gathers what a page says to people, aloud or in writing."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.said += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and given.get("type") == "submit":
            self.said.append(given.get("value") or "")
        if tag == "meta" and given.get("name") == "description":
            self.said.append(given.get("content") or "")
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in WRITTEN_FOR_MACHINES:
            self.said.append(data)

    def latin(self) -> set[str]:
        return {word for text in self.said for word in LATIN.findall(text)}


def test_words_are_found_wherever_a_page_says_them() -> None:
    page = Words(
        '<title>One</title><img alt="Two" src="picture"><p class="name">Three</p>'
        '<script>let four</script><input type="submit" value="Five"><input value="six">'
        '<a aria-label="Seven" href="/eight/">٨</a>'
    )

    assert page.latin() == {"One", "Two", "Three", "Five", "Seven"}


@pytest.fixture
def article(publish: Publish, arabic_section: Section, make_image: MakeImage) -> Article:
    """An article with everything that a page can show, and not a Latin letter in it."""
    photo = make_image(alt="رصيف تحت المطر", caption="الرصيف تحت المطر.", credit="كريم ناصري")
    authors = [
        Author.objects.create(language="ar", name=name, slug=name)
        for name in ("سلمى", "كريم", "هدى")
    ]
    made = publish(
        "عودة العبّارة",
        section=arabic_section,
        slug="عودة-العبارة",
        standfirst="بعد أحد عشر عامًا.",
        body=f'<p>عند الفجر.</p><figure data-photo="{photo.pk}" data-size="wide"></figure>',
        lead_image=photo,
        authors=authors,
        topics=[Topic.objects.create(language="ar", name="الميناء", slug="الميناء")],
    )
    Correction.objects.create(
        article=made, corrected=made.revisions.get(), text="كان الرصيف الثاني."
    )
    publish("خبر آخر", section=arabic_section, slug="خبر", standfirst="مقدمة.", body="<p>نص.</p>")
    return made


Ask = Callable[[Client, str], HttpResponse]


def asks(query: str = "") -> Ask:
    return lambda client, address: client.get(address + query)


def posts(**data: str) -> Ask:
    """Open the form and send it back with ``data``."""

    def ask(client: Client, address: str) -> HttpResponse:
        page = client.get(address).content.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return client.post(address, {**hidden, **data})

    return ask


def without_cookie(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"choice": "like"})


@pytest.mark.parametrize(
    ("address", "ask", "status", "says"),
    [
        ("/ar/", asks(), 200, "عودة العبّارة"),
        ("/ar/", asks("?before=1-1"), 200, "لا مقالات أقدم من هذه."),
        ("/ar/", asks("?before=1"), 404, "الصفحة غير موجودة"),
        ("/ar/المدينة/", asks(), 200, "عودة العبّارة"),
        ("/ar/المدينة/{id}/عودة-العبارة/", asks(), 200, "تصويب"),
        ("/ar/feedback/{id}/", asks(), 200, "رمز التحقق الظاهر في الصورة"),
        ("/ar/feedback/{id}/", asks("?show=result"), 200, "لم يصوّت أحد بعد."),
        ("/ar/feedback/{id}/", posts(), 422, "يُرجى اختيار أحد الخيارين."),
        ("/ar/feedback/{id}/", posts(choice="like", captcha_1="2"), 422, "إليك صورة جديدة."),
        ("/ar/feedback/{id}/", without_cookie, 403, "لم يُحتسب صوتك."),
    ],
)
def test_an_arabic_page_says_everything_in_arabic(
    client: Client, article: Article, address: str, ask: Ask, status: int, says: str
) -> None:
    response = ask(client, address.format(id=article.pk))

    page = response.content.decode()
    assert response.status_code == status
    assert 'lang="ar" dir="rtl"' in page
    assert says in page
    assert Words(page).latin() == MEANT


def test_a_withdrawn_article_is_gone_in_arabic(client: Client, article: Article) -> None:
    article.withdraw(None)

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    assert "سُحب هذا المقال" in response.content.decode()
    assert Words(response.content.decode()).latin() == MEANT


def test_the_last_of_several_authors_follows_without_a_comma(
    client: Client, article: Article
) -> None:
    page = client.get(article.get_absolute_url()).content.decode()
    assert "بقلم سلمى وكريم وهدى" in strip_tags(page)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا أصوات"),
        (1, "صوت واحد"),
        (2, "صوتان"),
        (3, "3 أصوات"),
        (10, "10 أصوات"),
        (11, "11 صوتًا"),
        (99, "99 صوتًا"),
        (100, "100 صوت"),
        (103, "103 أصوات"),
    ],
)
def test_votes_are_counted_as_arabic_counts(
    client: Client, article: Article, count: int, words: str
) -> None:
    Tally.objects.create(article=article, liked=count, disliked=5)

    page = client.get(f"/ar/feedback/{article.pk}/?show=result").content.decode()

    assert f"<span>{words}</span>" in page
