"""Where editors arrange front pages and sections."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import languages, views, zones
from articles.addresses import GREATEST_ID
from articles.admin.overview import places
from articles.admin.publishing import shown_or_sent
from articles.admin.stories import candidates, cards
from articles.forms.choices import is_id
from articles.forms.layout import LayoutForm, layout_form
from articles.models import Layout, Section
from articles.models.layout import CURATE, Place, StaleLayoutError

MOST_LAYOUTS = 25


@admin.register(Layout)
class LayoutAdmin(admin.ModelAdmin):
    """The list is the overview of all pages; each page is arranged on a page of its own."""

    def get_urls(self) -> list[URLPattern]:
        own = []
        for route, name in (
            ("front/<slug:language>/", "front"),
            ("section/<int:section>/", "section"),
        ):
            own += [
                self._path(route, shown_or_sent(self.arrange), name),
                self._path(f"{route}stories/", require_safe(self.stories), f"{name}_stories"),
                self._path(f"{route}take-back/", require_POST(self.take_back), f"{name}_take_back"),
            ]
        return [*own, *super().get_urls()]

    def _path(self, route: str, view: Any, name: str) -> URLPattern:
        return path(route, self.admin_site.admin_view(view), name=f"articles_layout_{name}")

    # Who may

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CURATE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CURATE)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _place(self, request: HttpRequest, language: str, section: int | None) -> Place:
        if not request.user.has_perm(CURATE):
            raise PermissionDenied
        if section is None:
            if language not in dict(languages.choices()):
                raise Http404("no such language")
            return Place(language)
        found = Section.objects.filter(pk=section).first() if section <= GREATEST_ID else None
        if found is None:
            raise Http404("no such section")
        return Place(found.language, found)

    # The overview

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not request.user.has_perm(CURATE):
            raise PermissionDenied
        context = {"title": _("Front page and sections"), "languages": places(timezone.now())}
        return self._answer(request, "overview", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Lead from the log to the page that the layout was made for."""
        if not request.user.has_perm(CURATE):
            raise PermissionDenied
        layout = self.get_object(request, unquote(object_id))
        if layout is None:
            raise Http404("no such layout")
        return redirect(f"{address(layout.place)}?layout={layout.number}")

    # One page

    def arrange(
        self, request: HttpRequest, language: str = "", section: int | None = None
    ) -> HttpResponse:
        place = self._place(request, language, section)
        shown = _asked_for(request, place)
        form = layout_form(
            place,
            request.POST if request.method == "POST" else None,
            _standing(shown),
            _initial(place, shown),
        )
        if request.method == "POST" and form.is_valid():
            if "_preview" in request.POST:
                return _preview(request, place, form)
            if self._save(request, place, form):
                return redirect(address(place))
        return self._page(request, place, shown, form)

    def _save(self, request: HttpRequest, place: Place, form: LayoutForm) -> bool:
        sent = form.cleaned_data
        try:
            layout = Layout.objects.arrange(
                place,
                form.pins(),
                request.user,  # type: ignore[arg-type]  # staff only
                version=sent["version"],
                at=form.begins,
                instead_of=sent["instead_of"],
            )
        except StaleLayoutError as stale:
            _tell(form, stale)
            return False
        except ValidationError as error:
            form.add_error(None, error)
            return False
        stories = len(form.ids)
        words = ngettext(
            "%(place)s (%(language)s): layout %(number)s with %(n)d story pinned",
            "%(place)s (%(language)s): layout %(number)s with %(n)d stories pinned",
            stories,
        ) % {
            "place": place.name,
            "language": _language(place),
            "number": layout.number,
            "n": stories,
        }
        words += ", " + (
            _("from %s on.") % zones.told(layout.live_from) if form.begins else _("from now on.")
        )
        self.log_addition(request, layout, words)
        self.message_user(request, words, messages.SUCCESS)
        return True

    def _page(
        self, request: HttpRequest, place: Place, shown: Layout | None, form: LayoutForm
    ) -> HttpResponse:
        at = timezone.now()
        made = cards(form.ids, place, request.user)
        stories = candidates(place, "", request.user)
        layouts = list(_layouts(place)[:MOST_LAYOUTS])
        in_force = Layout.objects.in_force(place, at).first()
        context = {
            "title": f"{place.name} · {_language(place)}",
            "place": place,
            "here": address(place),
            "form": form,
            "slots": [_slot(form, card) for card in made],
            "stories": stories,
            # As many as may be seen when each place is pinned, or none is.
            "below": stories["newest"][: 2 * place.slots],
            "shown": shown,
            "in_force": in_force,
            "layouts": layouts,
            "at": at,
        }
        return self._answer(request, "arrange", context)

    def stories(
        self, request: HttpRequest, language: str = "", section: int | None = None
    ) -> HttpResponse:
        """Answer with what could be pinned, for the box that searches."""
        place = self._place(request, language, section)
        found = candidates(place, request.GET.get("q", "")[:200], request.user)
        return self._answer(request, "_stories", {"stories": found, "place": place})

    def take_back(
        self, request: HttpRequest, language: str = "", section: int | None = None
    ) -> HttpResponse:
        """Take back what is planned; ``layout`` is its number."""
        place = self._place(request, language, section)
        layout = _numbered(place, request.POST.get("layout", ""))
        if layout is None or not layout.take_back():
            self.message_user(request, _("That layout is not planned any more."), messages.ERROR)
        else:
            words = _("Layout %(number)s was taken back.") % {"number": layout.number}
            self.log_change(request, layout, words)
            self.message_user(request, words, messages.SUCCESS)
        return redirect(address(place))

    def _answer(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/articles/layout/{template}.html", context)


def address(place: Place) -> str:
    """Return where editors arrange the page."""
    if place.section:
        return reverse("admin:articles_layout_section", args=[place.section.pk])
    return reverse("admin:articles_layout_front", args=[place.language])


def _language(place: Place) -> str:
    return dict(languages.choices())[place.language]


def _numbered(place: Place, number: str) -> Layout | None:
    mine = Layout.objects.of(place).prefetch_related("slots")
    return mine.filter(number=number).first() if is_id(number) else None


def _asked_for(request: HttpRequest, place: Place) -> Layout | None:
    """Return the layout that the query names, else the one in force."""
    asked = _numbered(place, request.GET.get("layout", ""))
    return asked or Layout.objects.in_force(place, timezone.now()).first()


def _standing(layout: Layout | None) -> list[Any]:
    """Return the pins of a layout whose end has not come."""
    now = timezone.now()
    pins = layout.pins() if layout else []
    return [pin for pin in pins if pin.until is None or pin.until > now]


def _initial(place: Place, shown: Layout | None) -> dict[str, Any]:
    newest = Layout.objects.of(place).aggregate(n=Max("number"))["n"] or 0
    initial: dict[str, Any] = {"version": newest, "when": LayoutForm.NOW}
    if shown and shown.live_from and shown.live_from > timezone.now():
        initial |= {"when": LayoutForm.LATER, "at": shown.live_from, "instead_of": shown.number}
    return initial


def _layouts(place: Place) -> "QuerySet[Layout]":
    mine = Layout.objects.of(place).select_related("created_by").order_by("-number")
    return mine.annotate(stories=Count("slots"))


def _slot(form: LayoutForm, card: Any) -> dict[str, Any]:
    name = f"until_{card.article_id}"
    which = form[f"{name}_which"] if name in form.asked else None
    return {"card": card, "until": form[name], "which": which}


def _tell(form: LayoutForm, stale: StaleLayoutError) -> None:
    """Say who was first; what this editor arranged stays in the form, to save over that."""
    latest = stale.latest
    sent = cast(QueryDict, form.data).copy()
    sent["version"] = str(latest.number if latest else 0)
    form.data = sent
    words = _(
        "%(name)s saved layout %(number)s on %(when)s, after you opened this page. Your own is not "
        "saved yet: look at that one in the list below, then save yours in its place, or leave it."
    )
    form.add_error(
        None,
        words
        % {
            "name": (latest and latest.created_by) or _("Somebody"),
            "number": latest.number if latest else 0,
            "when": zones.told(latest.created_at) if latest else "",
        },
    )


def _preview(request: HttpRequest, place: Place, form: LayoutForm) -> HttpResponse:
    """Answer with the readers' page as it would be at its time, by what is known now."""
    at = form.begins or timezone.now()
    with translation.override(place.language):
        request.LANGUAGE_CODE = place.language
        response = views.arranged(request, place, at, form.pins())
    response["Content-Language"] = place.language
    response["X-Robots-Tag"] = "noindex"
    return response
