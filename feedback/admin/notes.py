"""The inbox of what readers told the newsroom: read, pass on, close, assign, erase."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Field, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import ListAdmin
from articles.forms.choices import is_id
from articles.models import Article, Author
from articles.plain_text import in_line
from feedback import headlines
from feedback.models import Note

EXCERPT = 140  # characters
MOST_ARTICLES = 20


class ArticleFilter(admin.SimpleListFilter):
    """The articles with the most new notes; any other by its number in the address."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        busiest = (
            Note.objects.exclude(status=Note.Status.CLOSED)
            .order_by()
            .values_list("article")
            .annotate(notes=Count("pk"))
            .order_by("-notes", "-article")[:MOST_ARTICLES]
        )
        numbers = dict(busiest)
        asked = request.GET.get(self.parameter_name, "")
        names = headlines.of([*numbers, int(asked) if is_id(asked) else 0])
        found = [
            (str(pk), f"{names.get(pk) or headlines.number(pk)} ({notes})")
            for pk, notes in numbers.items()
        ]
        if is_id(asked) and int(asked) in names.keys() - numbers.keys():
            found.append((asked, names[int(asked)]))
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet[Note]) -> QuerySet[Note]:
        asked = self.value()
        if asked is None:
            return queryset
        return queryset.filter(article=int(asked)) if is_id(asked) else queryset.none()


@admin.register(Note)
class NoteAdmin(ListAdmin):
    """Notes come from readers and go only by erasing their text; each step is logged."""

    list_display = ["excerpt", "choice", "status", "assigned_to", "received"]
    list_display_links = None
    list_filter = ["status", ArticleFilter, "article__language", "choice"]
    list_select_related = ["assigned_to"]
    search_fields = ["text"]
    search_help_text = _("Words of the notes")
    fields = ["whole", "about", "choice", "created_at", "status", "assigned_to", "handled"]
    readonly_fields = ["whole", "about", "choice", "created_at", "handled"]
    actions = ["mark_read", "pass_on", "close", "assign"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Note]":
        return super().get_queryset(request).annotate(printed=headlines.column())

    # What is shown

    @admin.display(description=_("note"))
    def excerpt(self, note: Note) -> SafeString:
        text = Truncator(in_line(note.text)).chars(EXCERPT)
        return format_html(
            '<a class="note-excerpt is-{}" dir="auto" href="{}">{}</a><br>{}',
            note.status,
            reverse("admin:feedback_note_change", args=[note.pk]),
            gettext("(erased)") if note.erased_at else text,
            self.about(note),
        )

    @admin.display(description=_("note"))
    def whole(self, note: Note) -> SafeString:
        """The text as it was written; what looks like a link in it is none."""
        if note.erased_at:
            return format_html("<em>{}</em>", gettext("The text was erased."))
        return format_html('<div class="note-text" dir="auto">{}</div>', note.text)

    @admin.display(description=_("article"), ordering="article")
    def about(self, note: Any) -> SafeString:
        address = reverse("admin:articles_article_change", args=[note.article_id])
        return format_html(
            '<a class="note-article" href="{}" dir="auto">{}</a>',
            address,
            note.printed or headlines.number(note.article_id),
        )

    @admin.display(description=_("received"), ordering="pk")
    def received(self, note: Note) -> str:
        return date_format(localtime(note.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("last handled by"))
    def handled(self, note: Note) -> str:
        return str(note.handled_by) if note.handled_by else "–"

    # The list, and one note

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": _("Notes from readers")}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        field = cast(ModelChoiceField | None, form.base_fields.get("assigned_to"))
        if field is not None and obj is not None:
            field.queryset = authors_of(obj.article)
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_view_related = field.widget.can_delete_related = False
        return form

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a note; one that is new counts as read from then on, if who opens it handles it."""
        if request.method == "GET" and is_id(object_id) and self.has_change_permission(request):
            Note.objects.filter(pk=object_id).open(cast(User, request.user))
        context = {"may_erase": request.user.has_perm("feedback.erase_note")}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Note, form: Any, change: bool) -> None:
        obj.handle(cast(User, request.user))
        obj.save(update_fields=["status", "assigned_to", "handled_by", "handled_at"])

    # Several

    @admin.action(description=_("Mark as read"), permissions=["change"])
    def mark_read(self, request: HttpRequest, notes: QuerySet[Note]) -> None:
        self._set(request, notes, Note.Status.READ)

    @admin.action(description=_("Mark as passed on"), permissions=["change"])
    def pass_on(self, request: HttpRequest, notes: QuerySet[Note]) -> None:
        self._set(request, notes, Note.Status.PASSED_ON)

    @admin.action(description=_("Close"), permissions=["change"])
    def close(self, request: HttpRequest, notes: QuerySet[Note]) -> None:
        self._set(request, notes, Note.Status.CLOSED)

    @admin.action(description=_("Assign to the article’s first author"), permissions=["change"])
    def assign(self, request: HttpRequest, notes: QuerySet[Note]) -> None:
        assigned = 0
        for note in notes.select_related("article"):
            author = authors_of(note.article).order_by("articleauthor__position").first()
            if author is not None:
                note.assigned_to = author
                self._handle(request, note, "assigned_to", str(author))
                assigned += 1
        self._say(request, assigned)

    def _set(self, request: HttpRequest, notes: QuerySet[Note], status: Note.Status) -> None:
        changed = list(notes.exclude(status=status))
        for note in changed:
            note.status = status
            self._handle(request, note, "status", str(status.label))
        self._say(request, len(changed))

    def _handle(self, request: HttpRequest, note: Note, field: str, value: str) -> None:
        note.handle(cast(User, request.user))
        note.save(update_fields=[field, "handled_by", "handled_at"])
        name = cast(Field, Note._meta.get_field(field)).verbose_name
        self.log_change(request, note, f"{name}: {value}")

    def _say(self, request: HttpRequest, number: int) -> None:
        text = ngettext("%(number)d note changed.", "%(number)d notes changed.", number)
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, text % {"number": number}, level)

    # Erasing

    def get_urls(self) -> list[URLPattern]:
        erase = path(
            "<path:object_id>/erase/",
            self.admin_site.admin_view(self.erase),
            name="feedback_note_erase",
        )
        return [erase, *super().get_urls()]

    def erase(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask once more, then forget the text: nothing brings it back."""
        note = self.get_object(request, unquote(object_id)) if is_id(object_id) else None
        if note is None:
            raise Http404("no such note")
        if not request.user.has_perm("feedback.erase_note"):
            raise PermissionDenied
        if request.method == "POST":
            if note.erase(cast(User, request.user)):
                self.log_change(request, note, gettext("The text was erased."))
                self.message_user(request, gettext("The text was erased."), messages.SUCCESS)
            return redirect("admin:feedback_note_change", note.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase the text of a note"),
            "opts": self.opts,
            "note": note,
        }
        return TemplateResponse(request, "admin/feedback/note/erase.html", context)


def authors_of(article: Article) -> QuerySet[Author]:
    return Author.objects.filter(articleauthor__article=article)
