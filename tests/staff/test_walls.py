"""Every address of the admin, whoever comes: what one may not see is nowhere, and stays so."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, Author, Banner, Image, Layout, Revision, Section, Topic
from articles.models.layout import Pin, Place
from feedback.models import Burst, Choice, DayTally, Entry, Note, Poll, Tally, Vote
from feedback.models.day_tally import day_of
from tests.cast import Enter, Join, MakeArticle, Publish

SECRET = "Secret sources named"
# What cannot be left out of an answer that names what somebody may not see.
TRACES = (SECRET, "secret-sources")
OUTSIDERS = ["Reporter", "Photo editor", "Moderator"]
# Addresses that lead out, and those at which somebody who is asked for a password comes in.
LEFT_OUT = {"account_logout", "logout"}
Things = dict[type[Model], int]


@pytest.fixture
def other(join: Join) -> User:
    return join("Editor", "other")


@pytest.fixture
def things(
    other: User,
    section: Section,
    author: Author,
    image: Image,
    make_article: MakeArticle,
    publish: Publish,
) -> Things:
    """Drafts of somebody else, tied to all that a draft can be tied to."""
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    draft = make_article(
        SECRET,
        created_by=other,
        slug="secret-sources",
        standfirst=SECRET,
        body=f'<p>{SECRET}</p><figure data-photo="{image.pk}" data-size="text"></figure>',
        lead_image=image,
        authors=[author],
        topics=[topic],
    )
    draft.comment(other, SECRET)
    printed = publish("As it was printed", created_by=other)
    Article.objects.filter(pk=printed.pk).update(headline=SECRET, slug="secret-sources")
    printed.refresh_from_db()
    printed.freeze(other)
    printed.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    vote = Vote.objects.cast(printed.pk, "reader", Choice.LIKE)
    note = Note.objects.leave(vote, "The harbour is spelt wrong.")
    now = timezone.now()
    burst = Burst.objects.create(article=printed, begun_at=now, last_at=now, held=1)
    Tally.objects.filter(pk=printed.pk).update(held=1)
    DayTally.objects.update_or_create(
        article=printed, day=day_of(now), defaults={"liked": 3, "disliked": 1}
    )
    Layout.objects.arrange(Place("en"), [Pin(draft.pk)], other, version=0)
    Banner.objects.create(language="en", text="Breaking", article=draft, created_by=other)
    return {
        Article: draft.pk,
        Poll: printed.pk,
        Tally: printed.pk,
        Vote: vote.pk,
        Note: note.pk if note else 0,
        Burst: burst.pk,
        Entry: Entry.objects.latest("pk").pk,
        Topic: topic.pk,
        Author: author.pk,
        Image: image.pk,
        Section: section.pk,
    }


def patterns(found: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, route)
        else:
            yield route, each


def about(name: str, things: Things) -> int:
    """Return the number of the thing that a page is about, told by the name of its address."""
    for model, pk in things.items():
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return pk
    return 1


def addresses(things: Things) -> Iterator[str]:
    """Yield each address of the admin, with each thing where it takes one."""
    for route, pattern in patterns(get_resolver().url_patterns):
        name = pattern.name or ""
        if not route.startswith("admin/") or not name or name in LEFT_OUT:
            continue
        takes = pattern.pattern.converters
        if "object_id" not in takes:
            yield _reverse(name, dict.fromkeys(takes, 1))
        elif name == "view_on_site":
            for model, pk in things.items():
                kind = apps.get_model("contenttypes", "ContentType").objects.get_for_model(model)
                yield _reverse(name, {"content_type_id": kind.pk, "object_id": pk})
        else:
            more = dict.fromkeys(takes, 1)
            yield _reverse(name, {**more, "object_id": about(name, things)})
            if "_article_" in name:  # and with the number of what was printed before
                yield _reverse(name, {**more, "object_id": things[Poll], **_last(takes)})


def _last(takes: Any) -> dict[str, int]:
    return {"number": 2} if "number" in takes else {}


def _reverse(name: str, numbers: dict[str, Any]) -> str:
    if name == "app_list":
        numbers = {"app_label": "articles"}
    for space in ("admin:", ""):
        try:
            return reverse(space + name, kwargs=numbers)
        except Exception:  # of the other space
            continue
    raise AssertionError(f"nothing leads to {name}")


def questions() -> Iterator[str]:
    """Yield a search of each list, each list to choose from, and a search of all relations."""
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        yield from (f"{address}?q=Secret", f"{address}?_popup=1")
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.related_model in admin.site._registry and not field.auto_created:
                options = model._meta
                yield (
                    f"{reverse('admin:autocomplete')}?app_label={options.app_label}"
                    f"&model_name={options.model_name}&field_name={field.name}&term=Secret"
                )


def traces(answer: HttpResponse) -> list[str]:
    """Return what an answer says of what it should not know; it must be an answer at all."""
    assert answer.status_code < 500
    page = b"".join(answer) if answer.streaming else answer.content
    return [trace for trace in TRACES if trace.encode() in page]


def state() -> list[Any]:
    """Return all that a stranger could have changed."""
    articles = Article.objects.order_by("pk").values(
        "headline", "stage", "version", "assigned_to", "translation_set", "embargo_until"
    )
    revisions = Revision.objects.order_by("pk").values("live_from", "live_until", "stage")
    people = User.objects.filter(username="other").values("password", "is_active", "is_superuser")
    counts = [
        model._default_manager.count()
        for model in (Article, Author, Image, Section, Topic, Layout, Banner, User)
    ]
    return [list(articles), list(revisions), list(people), counts]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_a_draft_of_somebody_else_shows_nowhere(enter: Enter, things: Things, role: str) -> None:
    client = enter(role)
    leaks = []
    for address in [*addresses(things), *questions()]:
        leaks += [(address, trace) for trace in traces(client.get(address, follow=True))]
    assert not leaks, "\n".join(map(str, leaks))


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nothing_of_somebody_else_is_changed(enter: Enter, things: Things, role: str) -> None:
    client = enter(role)
    before = state()
    sent = {
        "post": "yes",
        "headline": "Mine now",
        "name": "Mine now",
        "version": "1",
        "revision": "2",
        "do": "link",
        "at": "2100-01-01T00:00",
        "until": "2100-01-02T00:00",
        "lift": "1",
        "_publish": "1",
    }
    leaks = []
    for address in addresses(things):
        leaks += [(address, each) for each in traces(client.post(address, sent, follow=True))]
        assert state() == before, f"{role} changed something at {address}"
    assert not leaks, "\n".join(map(str, leaks))


@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_action_reaches_what_one_may_not_change(enter: Enter, things: Things, role: str) -> None:
    client = enter(role)
    before = state()
    leaks = []
    for model, registered in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        chosen = list(map(str, model._default_manager.values_list("pk", flat=True)[:20]))
        for action in ["delete_selected", *registered.actions]:
            sent = {"action": action, "_selected_action": chosen, "post": "yes"}
            leaks += [
                (address, action, each) for each in traces(client.post(address, sent, follow=True))
            ]
    assert not leaks, "\n".join(map(str, leaks))
    assert state() == before
