"""What a body may hold, and how anything else becomes that."""

from collections.abc import Iterable

import nh3

from articles.body import figures, tables
from articles.body.elements import Element, as_attribute, as_text, parse

TAGS = {
    "a", "aside", "blockquote", "br", "caption", "em", "figcaption", "figure", "h2", "h3", "li",
    "ol", "p", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# What other editors write for the same thing.
SAME = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
ALONE = {"aside", "table"}  # stand by themselves, not within other blocks
NO_FIGURES = frozenset({"aside", "table"})
NO_BLOCKS = frozenset({"p", "h2", "h3", "a", "em", "strong", "sub", "sup"})
PARTS_OF_TABLES = {"caption", "tbody", "td", "th", "thead", "tr"}
PASSES = 10  # two or three settle anything but what was made to be odd


def _keep(tag: str, attribute: str, value: str) -> str | None:
    # An address that looks like a tag must not be taken for one.
    return value.replace("<", "%3C").replace(">", "%3E") if attribute == "href" else value


_cleaner = nh3.Cleaner(
    tags=TAGS | SAME.keys() | {"tfoot"},
    clean_content_tags={"script", "style", "title"},
    attributes={
        "*": set(),
        "a": {"href", "data-article"},
        "aside": {"data-kind"},
        "blockquote": {"data-kind"},
        "figure": {"data-photo", "data-size", "data-gallery", "data-embed"},
    },
    attribute_filter=_keep,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def clean(html: str) -> str:
    """Return ``html`` with nothing but the tags and attributes that a body may hold.

    Headings of other levels become the nearest allowed one, so that their line stays a line.
    Paragraphs and headings without text go. Cleaning what is clean changes nothing.
    """
    cleaned = _pass(html.replace("\x00", ""))
    for _again in range(PASSES):
        before, cleaned = cleaned, _pass(cleaned)
        if cleaned == before:
            return cleaned
    # Markup that never settles was not written by an editor: its words stay.
    return nh3.clean(cleaned, tags=set())


def blocks(html: str) -> list[str]:
    """Return the paragraphs, headings, lists and so on that a cleaned body is made of."""
    return [_all_of([child], frozenset()) for child in parse(html).children]


def _pass(html: str) -> str:
    return _content(parse(_cleaner.clean(html)), frozenset()).strip()


def _content(element: Element, inside: frozenset[str]) -> str:
    return _all_of(element.children, inside)


def _all_of(children: Iterable[Element | str], inside: frozenset[str]) -> str:
    return "".join(
        as_text(child) if isinstance(child, str) else _written(child, inside) for child in children
    )


def _written(element: Element, inside: frozenset[str]) -> str:
    tag = SAME.get(element.tag, element.tag)
    if tag == "h2" and "aside" in inside:
        tag = "h3"
    within = inside | {tag}
    if tag == "br":
        return "<br>"
    if tag == "figure":
        return _figure(element, inside)
    if tag == "table":
        return _table(element, inside)
    if tag == "a":
        return _link(element, _content(element, within), inside)
    if tag == "aside" and not _is_fact_box(element, inside):
        return _content(element, inside)
    if tag == "figcaption":
        return _words_of_a_figure(element, inside)
    if tag in {"p", "h2", "h3"} and _is_empty(element):
        return ""
    if tag not in TAGS or tag in PARTS_OF_TABLES:
        return _content(element, inside)
    content = _content(element, within)
    figures_after = _figures_in(element) if tag == "aside" else ""
    return f"<{tag}{_kind(element, tag, inside)}>{content}</{tag}>{figures_after}"


def _is_empty(element: Element) -> bool:
    return not element.text().strip() and not any(element.within("figure"))


def _is_fact_box(element: Element, inside: frozenset[str]) -> bool:
    return (
        element.attributes.get("data-kind") == "facts"
        and not inside
        and bool(element.text().strip())
    )


def _kind(element: Element, tag: str, inside: frozenset[str]) -> str:
    if tag == "aside":
        return ' data-kind="facts"'
    pull = tag == "blockquote" and element.attributes.get("data-kind") == "pull" and not inside
    return ' data-kind="pull"' if pull else ""


def _figure(element: Element, inside: frozenset[str]) -> str:
    figure = figures.of_element(element)
    if figure is None:
        return _content(element, inside)
    rest = (child for child in element.children if not figures.is_caption(child))
    words = _all_of(rest, inside)
    return ("" if inside & NO_FIGURES else str(figure)) + (words if words.strip() else "")


def _words_of_a_figure(element: Element, inside: frozenset[str]) -> str:
    words = _content(element, inside)
    return f"<p>{words}</p>" if words.strip() and not inside & NO_BLOCKS else words


def _figures_in(element: Element) -> str:
    found = (figures.of_element(each) for each in element.within("figure"))
    return "".join(str(figure) for figure in found if figure)


def _table(element: Element, inside: frozenset[str]) -> str:
    within = inside | {"table"}

    def wrap(inline: Element, content: str) -> str:
        tag = SAME.get(inline.tag, inline.tag)
        return _link(inline, content, within) if tag == "a" else f"<{tag}>{content}</{tag}>"

    if inside:
        words = tables.flat(element, wrap)
        lines = f"<p>{words}</p>" if words and not inside & NO_BLOCKS else words
        return lines + ("" if inside & NO_FIGURES else _figures_in(element))
    return tables.canonical(element, wrap) + _figures_in(element)


def _link(element: Element, content: str, inside: frozenset[str]) -> str:
    article, address = element.attributes.get("data-article", ""), element.attributes.get("href")
    if "a" in inside or not content.strip():
        return content
    if figures.ID.fullmatch(article):
        return f'<a data-article="{article}">{content}</a>'
    if address:
        return f'<a href="{as_attribute(address)}" rel="noopener">{content}</a>'
    return content
