"""Parts of pages that are drawn once, and what is drawn fresh within them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import Context, Template
from django.utils import timezone

from articles.generation import generation
from articles.interval import MOST, interval

pytestmark = pytest.mark.django_db


class Seen:
    """A value that counts how often a template has looked at it."""

    def __init__(self, text: str) -> None:
        self.text, self.times = text, 0

    def __str__(self) -> str:
        self.times += 1
        return self.text


def drawn(source: str, **context: object) -> str:
    return Template("{% load remembering %}" + source).render(Context(context))


def test_what_is_remembered_is_drawn_once_for_its_values() -> None:
    source = "{% remembered part kind %}<{{ kind }} {{ seen }}>{% endremembered %}"
    seen = Seen("&")
    assert [drawn(source, kind="a", seen=seen) for _ in range(3)] == ["<a &amp;>"] * 3
    assert drawn(source, kind="b", seen=seen) == "<b &amp;>"
    assert seen.times == 2
    generation.move()
    assert drawn(source, kind="a", seen=Seen("new")) == "<a new>"


def test_what_is_fresh_is_drawn_each_time_as_the_page_around_sees_it() -> None:
    source = (
        "{% remembered gaps %}<p>{{ once }}{% fresh %} {{ each }} {% endfresh %}"
        '{% with within="w" %}{{ within }}{% fresh %}[{{ within }}{{ each }}]{% endfresh %}'
        "{% endwith %}</p>{% endremembered %}"
    )
    once = Seen("o")
    assert drawn(source, once=once, each="<1>") == "<p>o &lt;1&gt; w[&lt;1&gt;]</p>"
    assert drawn(source, once=once, each="2") == "<p>o 2 w[2]</p>"
    assert once.times == 1


def test_what_is_fresh_needs_nothing_around_it() -> None:
    assert drawn("{% fresh %}{{ each }}{% endfresh %}", each="<") == "&lt;"


def test_no_more_is_remembered_than_fits() -> None:
    now = interval(timezone.now())
    for number in range(MOST + 1):
        assert now.once(("test", number), lambda number=number: [number]) == [number]
    assert now.once(("test", MOST), lambda: ["again"]) == [MOST]
    assert now.once(("test", 0), lambda: ["again"]) == ["again"]
    assert len(now._read) <= MOST


def test_making_room_takes_nothing_from_who_is_reading() -> None:
    """Many threads that ask for more than fits all get what they asked for."""
    now = interval(timezone.now())

    def ask(number: int) -> list[int]:
        return now.once(("race", number % (2 * MOST)), lambda: [number % (2 * MOST)])

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(20_000)))
    assert found == [[number % (2 * MOST)] for number in range(20_000)]
