"""Two people saved the same article: what both changed, and what one of them did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils.text import capfirst
from django_prose_editor.fields import ProseEditorField

from articles import body
from articles.comparison import REPEATS, Difference, Said, in_words, named, photos_in
from articles.models import Article, Revision
from articles.models.content import Content
from articles.story import Photo, photos_now

CHOICE = "choose-"


@dataclass
class Conflict:
    """``taken`` are the names of fields that only the other side changed, with their values;
    ``clashes`` are those that both did: the other side's is ``old``, that of the form ``new``."""

    taken: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    clashes: list[Difference] = field(default_factory=list)

    @cached_property
    def photos(self) -> dict[int, Photo]:
        """The photos that stand in the texts that clash."""
        return photos_now(photos_in(self.clashes))


def conflict(
    article: Article, base: int, theirs: Revision, sent: QueryDict, cleaned: Mapping[str, Any]
) -> Conflict:
    """Compare what was sent and what was saved meanwhile with the revision that both began from."""
    began = article.revisions.filter(number=base).first()
    found = Conflict()
    for each in _fields(sent):
        name, label = each.name, str(capfirst(each.verbose_name))
        mine, saved = _sent(sent, each), _value(theirs, each)
        before = None if began is None else _value(began, each)
        if saved in (before, mine):
            continue
        if mine == before or (name == "slug" and not mine):
            found.taken[name] = saved
            found.labels.append(label)
            continue
        rich = isinstance(each, ProseEditorField)
        chosen = cleaned.get(name)
        text = named(chosen) if isinstance(chosen, Model) else mine
        found.clashes.append(
            Difference(
                name,
                label,
                Said(label, in_words(theirs, each), rich),
                Said(label, text, rich),
            )
        )
    return found


def with_theirs(article: Article, told: int, sent: QueryDict) -> QueryDict:
    """Return what was sent, with the other side's text wherever that was chosen."""
    wanted = [each for each in _fields(sent) if sent.get(CHOICE + each.name) == "theirs"]
    theirs = article.revisions.filter(number=told).first() if wanted else None
    if theirs is None:
        return sent
    merged = sent.copy()
    for each in wanted:
        merged[each.name] = _value(theirs, each)
    return merged


def _fields(sent: QueryDict) -> list[Any]:
    fields = (each for each in Content._meta.local_fields if each.name not in REPEATS)
    return [each for each in fields if each.name in sent]


def _value(row: Revision, each: Any) -> str:
    value = each.value_from_object(row)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _sent(sent: QueryDict, each: Any) -> str:
    value = str(sent.get(each.name, "")).replace("\r\n", "\n")
    return body.clean(value) if isinstance(each, ProseEditorField) else value.strip()
