from copy import deepcopy
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles.acts import moved
from articles.admin.actions import ArticleActions
from articles.admin.autosave import Autosave
from articles.admin.checks import ChecksPanel
from articles.admin.filters import MineFilter, StageFilter, StateFilter, TranslationFilter
from articles.admin.history import HistoryViews
from articles.admin.inlines import BylineInline, CorrectionInline
from articles.admin.lists import ListAdmin
from articles.admin.live_preview import LivePreview
from articles.admin.own_files import show_own_files
from articles.admin.reading import TextToRead
from articles.admin.related import RelatedStories
from articles.admin.revisions import RevisionViews
from articles.admin.shared_links import SharedLinks
from articles.admin.sharing import ELSEWHERE, SharingFields
from articles.admin.states import sentences, state_of, with_state
from articles.admin.timing import TimingViews
from articles.admin.translations import TranslationViews
from articles.forms.article import ArticleForm
from articles.forms.body_editor import BodyEditor, SectionSelect
from articles.forms.choices import OneOf, SeveralField, SeveralOf, is_id
from articles.forms.photo import PhotoInput
from articles.models import Article, Correction, Revision, Stage
from articles.people import name_of

# The fields of the form that stand in the article's own row.
WRITTEN = {
    "section",
    "headline",
    "slug",
    "standfirst",
    "lead_image",
    "body",
    "related",
    *ELSEWHERE[1]["fields"],
}

FILED: Any = ["topics", "related", "translation_of", "slug"]


@admin.register(Article)
class ArticleAdmin(
    Autosave,
    ChecksPanel,
    SharedLinks,
    SharingFields,
    RelatedStories,
    TranslationViews,
    ArticleActions,
    TimingViews,
    HistoryViews,
    LivePreview,
    RevisionViews,
    TextToRead,
    ListAdmin,
):
    """Saving keeps the working copy and freezes a revision of it; it never publishes."""

    form = ArticleForm
    inlines = [BylineInline, CorrectionInline]
    # The language shows in headline and section; on a phone, only the first columns do.
    list_display = ["headline", "state", "section_name", "assigned", "changed"]
    list_filter = [MineFilter, StageFilter, StateFilter, TranslationFilter, "language", "section"]
    list_select_related = ["section", "assigned_to"]
    actions = ["submit", "approve", "take", "withdraw_all"]
    search_fields = ["headline"]  # get_search_results asks the index instead
    search_help_text = _("Words of the text, “phrases”, names, or an article’s number.")
    ordering = ["-updated_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["section", "headline", "standfirst", "lead_image", "body"]}),
        (_("Filed under"), {"classes": ["side"], "fields": FILED}),
        ELSEWHERE,
    ]
    prepopulated_fields = {"slug": ["headline"]}

    class Media:
        css = {"all": ["articles/admin/times.css"]}
        js = ["admin/js/jquery.init.js", "articles/admin/keep.js", "articles/admin/names.js"]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return with_state(super().get_queryset(request), timezone.now())

    @admin.display(description=_("state"))
    def state(self, article: Article) -> SafeString:
        """Say what readers have of it, and how far the text has come that they do not have."""
        state = state_of(article)
        shown = format_html('<span class="state is-{}">{}</span>', state.value, state.label)
        if vars(article)["stale"]:
            shown += format_html(' <span class="stage is-stale">{}</span>', _("Source changed"))
        if article.stage not in (Stage.IN_REVIEW, Stage.APPROVED):
            return shown
        stage = Stage(article.stage)
        return shown + format_html(' <span class="stage is-{}">{}</span>', stage, stage.label)

    @admin.display(description=_("assigned to"))
    def assigned(self, article: Article) -> str:
        return name_of(article.assigned_to) if article.assigned_to else ""

    @admin.display(description=_("section"), ordering="section")
    def section_name(self, article: Article) -> str:
        return article.section.name

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, article: Article) -> str:
        return date_format(localtime(article.updated_at), "SHORT_DATETIME_FORMAT")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Search the full text of the working copies, for the list, popups and choices alike."""
        if not search_term:
            return queryset, False
        latest = Revision.objects.matching(search_term, unfinished=True)
        wanted = Q(pk__in=latest.filter(number=F("article__version")).values("article"))
        if is_id(search_term):
            wanted |= Q(pk=search_term)
        return queryset.filter(wanted), False

    # The form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = BodyEditor(attrs={"dir": "auto", "spellcheck": "true"})
            return db_field.formfield(**kwargs)
        if db_field.name == "standfirst":
            kwargs["widget"] = forms.Textarea({"rows": 2})
        field = cast(forms.Field, super().formfield_for_dbfield(db_field, request, **kwargs))
        if db_field.name in {"headline", "standfirst", "slug"}:
            field.widget.attrs["dir"] = "auto"
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            # What these two link to follows a list of choices, not the number of a photo.
            photo = db_field.name == "lead_image"
            field.widget.can_change_related &= not photo
            field.widget.can_view_related &= not photo
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"lead_image", "social_image"}:
            may_send = request.user.has_perm("articles.add_image")
            kwargs["widget"] = PhotoInput(db_field.remote_field, self.admin_site, may_send=may_send)
        if db_field.name == "section":
            kwargs["widget"] = SectionSelect()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "topics":
            kwargs["widget"] = SeveralOf(db_field, self.admin_site)
            kwargs["form_class"] = SeveralField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        # The search of articles hangs on a relation to them: a revision has one.
        relation = Revision._meta.get_field("article")
        # The form's classes share their declared fields: this one is made for this person.
        field = deepcopy(cast(forms.ModelChoiceField, form.base_fields["translation_of"]))
        form.base_fields["translation_of"] = field
        # An article stays tied to what it is tied to already, whoever may see that.
        tied = Article.objects.filter(translation_set=obj.translation_set_id if obj else None)
        seen = Article.objects.visible_to(request.user)
        field.queryset = seen | tied.exclude(translation_set=None)
        field.widget = OneOf(relation, self.admin_site)
        field.widget.choices = field.choices
        return form

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = super().get_inline_instances(request, obj)
        if obj is not None and obj.was_public(timezone.now()):
            return inlines
        return [inline for inline in inlines if not isinstance(inline, CorrectionInline)]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # django-csp sets it
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        article = context["original"]
        context["may_publish"] = self.has_publish_permission(request, article)
        if article:
            context["state"] = state_of(article)
            context["state_sentences"] = list(sentences(article))
        response = super().render_change_form(request, context, *args, **kwargs)
        show_own_files(response)
        return response

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        live = obj and obj.revisions.live(timezone.now()).select_related("section").first()
        return live.get_absolute_url() if live else None

    # Saving

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
            obj.save()
            return
        if "translation_of" in form.changed_data:
            # The story that it leaves may have an article in the language that it moves to.
            obj.unlink_translation()
        fields = WRITTEN.intersection(form.changed_data)
        if obj.slug != form.initial.get("slug"):  # made from the headline
            fields |= {"slug"}
        if fields:
            obj.save(update_fields=[*fields, "language", "updated_at"])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Correction:
            for correction in formset.save(commit=False):
                correction.published_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.save_translation()
        form.frozen = form.instance.freeze_changes(request.user)
        self.save_workflow(request, form)
        added = any(each.model is Correction and each.new_objects for each in formsets)
        if added and "_publish" not in request.POST:
            self._warn_of_old_text(request, form.instance)

    def _warn_of_old_text(self, request: HttpRequest, article: Article) -> None:
        """Say that readers have a note already, but not yet the text that goes with it."""
        latest = article.revisions.filter(number=article.version)
        if not latest.live(timezone.now()).exists():
            words = _("Readers see the note already, but still the old text: publish the new one.")
            self.message_user(request, words, messages.WARNING)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Tell the log which revision the save made, and of which."""
        message = super().construct_change_message(request, form, formsets, add)
        if form.frozen is None:
            return message
        number = form.frozen.number
        return [*message, moved(number - 1 or None, number)]

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.after_save(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.after_save(request, obj) or super().response_change(request, obj)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name what readers have seen among what cannot be deleted, and say what to do."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        at = timezone.now()
        seen = [article for article in objs if article.was_public(at)]
        if seen:
            missing.discard(self.opts.verbose_name)
            protected += [
                _("“%s” has been public: withdraw it instead of deleting it.") % article
                for article in seen
            ]
        return deleted, counts, missing, protected
