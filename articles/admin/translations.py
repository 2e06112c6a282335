"""Translating: beginning one, its source beside the form, and whether it has fallen behind."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import BooleanField, ExpressionWrapper, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles import source_text
from articles.admin.publishing import PublishingViews, shown_or_sent
from articles.admin.states import State, state_of, with_state
from articles.forms.choices import is_id
from articles.forms.translation import TranslationForm
from articles.models import Article, Author, Revision, Section, Topic
from articles.models.stage import IN_WORK
from articles.models.translating import is_stale


@dataclass(frozen=True)
class Edition:
    """The story in another language; ``article`` is none where there is none, or it is hidden."""

    code: str
    article: Article | None = None
    state: State | None = None
    is_hidden: bool = False
    is_source: bool = False
    is_stale: bool = False
    may_begin: bool = False

    @property
    def name(self) -> str:
        return str(get_language_info(self.code)["name_translated"])


@dataclass(frozen=True)
class SourceText:
    """The text beside the form: of ``now``, compared with ``before``, which was translated."""

    now: Revision
    before: Revision
    passages: list[source_text.Passage]
    is_live: bool
    is_open: bool

    @property
    def is_other(self) -> bool:
        return self.now.pk != self.before.pk


class TranslationViews(PublishingViews):
    class Media:
        css = {"all": ["articles/admin/translations.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_staleness(super().get_queryset(request), timezone.now())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only looks has the panel of translations; a field of the form says nothing."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(name, options | {"fields": _but_tied(options)}) for name, options in fieldsets]

    def get_urls(self) -> list[URLPattern]:
        begin = shown_or_sent(self.begin_translation)
        return [self.page("translate/<slug:language>", begin, "translate"), *super().get_urls()]

    def begin_translation(
        self, request: HttpRequest, object_id: str, language: str
    ) -> HttpResponse:
        source = self.article(request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if language not in dict(settings.LANGUAGES) or language == source.language:
            raise Http404("no other language of this site")
        revision = source.to_translate(timezone.now())
        if revision is None or source.language_taken(language):
            self.failed(request, _("That story has an article in this language already."))
            return self.to_form(source)
        form = TranslationForm(revision.section, language, request.POST or None)
        name = get_language_info(language)["name_translated"]
        if form.is_valid():
            return self._begin(request, source, form.cleaned_data["section"], name)
        topics = list(revision.topics.all())
        names = [each.author for each in revision.contributions.select_related("author")]
        return self.answer(
            request,
            source,
            "translate",
            _("Translate to %(language)s") % {"language": name},
            form=form,
            language_name=name,
            revision=revision,
            is_live=revision.is_live(timezone.now()),
            photos=len(revision.photo_ids()),
            topics=Topic.in_language(language, topics),
            topics_of_source=topics,
            authors=Author.in_language(language, names),
            authors_of_source=names,
        )

    def _begin(
        self, request: HttpRequest, source: Article, section: Section, language: str
    ) -> HttpResponse:
        by: Any = request.user
        try:
            article = source.begin_translation(section, by)
        except ValidationError as error:
            self.failed(request, *error.messages)
            return self.to_form(source)
        number = article.translated_from.number if article.translated_from else 0
        began = _("Begun as a translation of revision %(number)s of “%(headline)s”.")
        self.log_addition(request, article, began % {"number": number, "headline": source.headline})
        self.log_change(request, source, _("Translation to %(name)s begun.") % {"name": language})
        self.message_user(
            request,
            _("Write over what stands here: the source stands beside it."),
            messages.SUCCESS,
        )
        return self.to_form(article)

    def after_save(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        if "_up_to_date" not in request.POST:
            answer = super().after_save(request, article)
            if "_publish" in request.POST:
                self._published(request, article)
            return answer
        source = _source_shown(request, article)
        if source is None:
            self.failed(request, _("The source has changed meanwhile. Look at it again."))
        else:
            article.keep_up(source)
            text = _("Marked as up to date with revision %(number)s of “%(headline)s”.")
            self.done(request, article, text % _told(source))
        return self.to_form(article)

    def _published(self, request: HttpRequest, article: Article) -> None:
        """Note that what was published follows the source as it stood beside the form."""
        source = _source_shown(request, article)
        now = timezone.now()
        if source and article.revisions.live(now).filter(number=article.version).exists():
            article.keep_up(source)
            text = _("It is up to date with revision %(number)s of “%(headline)s”.")
            self.done(request, article, text % _told(source))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        if article:
            at = timezone.now()
            context["editions"] = list(self._editions(request, article, at))
            context["is_stale"] = vars(article).get("stale", False)
            context["source_text"] = self._source_text(request, article, at)
        return super().render_change_form(request, context, *args, **kwargs)

    def _editions(
        self, request: HttpRequest, article: Article, at: datetime.datetime
    ) -> Iterator[Edition]:
        tied = Article.objects.none()
        if article.translation_set_id is not None:
            tied = Article.objects.filter(translation_set=article.translation_set_id)
        rows = with_staleness(with_state(tied.defer("body"), at), at).select_related("section")
        told = {row.language: row for row in rows if row.pk != article.pk}
        seen = set(tied.visible_to(request.user).values_list("pk", flat=True)) if told else set()
        source = _source_of(article)
        may_add = self.has_add_permission(request)
        for code, _name in settings.LANGUAGES:
            row = told.get(code)
            if code == article.language:
                continue
            if row is None:
                yield Edition(code, may_begin=may_add)
            elif row.pk not in seen:
                yield Edition(code, is_hidden=True)
            else:
                found = vars(row)
                yield Edition(
                    code,
                    row,
                    state_of(row),
                    is_source=row.pk == source,
                    is_stale=found["stale"] and found["source_id"] == article.pk,
                )

    def _source_text(
        self, request: HttpRequest, article: Article, at: datetime.datetime
    ) -> SourceText | None:
        """Return what readers have of the source; of one that they lack, what was translated."""
        before = article.translated_from
        if before is None or not self.has_change_permission(request, article):
            return None
        live = Revision.objects.live(at).filter(article=before.article_id).first()
        now = live if live is not None and live.number > before.number else before
        if now.live_from is None and not before.article.is_open_to(request.user):
            return None
        captions = dict(now.photos.values_list("image_id", "caption"))
        behind = vars(article).get("stale", False)
        return SourceText(
            now,
            before,
            source_text.passages(before.body, now.body, captions),
            is_live=live is not None and now.pk == live.pk,
            is_open=behind or article.stage in IN_WORK,
        )


def with_staleness(articles: QuerySet[Article], at: datetime.datetime) -> QuerySet[Article]:
    """Add to each row, in the same query, whether it is a translation that has fallen behind."""
    stale = ExpressionWrapper(is_stale(at), output_field=BooleanField())
    return articles.annotate(stale=stale, source_id=F("translated_from__article"))


def _but_tied(options: Any) -> list[Any]:
    return [field for field in options["fields"] if field != "translation_of"]


def _source_of(article: Article) -> int | None:
    """Return the id of the article that this one translates."""
    return article.translated_from.article_id if article.translated_from else None


def _source_shown(request: HttpRequest, article: Article) -> Revision | None:
    """Return what stood beside the form, if readers have that of the source now."""
    number = request.POST.get("source_shown", "")
    shown = Revision.objects.filter(pk=number) if is_id(number) else Revision.objects.none()
    return shown.filter(article=_source_of(article)).live(timezone.now()).first()


def _told(source: Revision) -> dict[str, object]:
    return {"number": source.number, "headline": source.headline}
