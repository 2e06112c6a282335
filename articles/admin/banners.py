"""Where editors put up a line above the pages, and take it down."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import zones
from articles.admin.lists import ListAdmin
from articles.forms.banner import BannerForm
from articles.forms.choices import OneOf
from articles.models import Banner
from articles.models.layout import CURATE

# What readers saw of a banner: other words are another banner from then on.
WORDS = {"language", "kind", "text", "article", "where"}
STATES = {"ahead": _("Planned"), "up": _("Up now"), "over": _("Over")}


@admin.register(Banner)
class BannerAdmin(ListAdmin):
    form = BannerForm
    list_display = ["text", "state", "language", "begins", "ends", "created_by"]
    list_filter = ["language"]
    list_select_related = ["created_by"]
    ordering = ["-starts_at", "-pk"]
    fields = ["language", "kind", "text", "article", "where", "starts_at", "ends_at"]
    actions = ["end_now"]
    change_form_template = "admin/articles/banner/change_form.html"

    class Media:
        css = {"all": ["articles/admin/front.css"]}
        js = ["admin/js/jquery.init.js", "articles/admin/names.js"]

    # Who may

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATE)

    def has_view_permission(self, request: HttpRequest, obj: Banner | None = None) -> bool:
        return request.user.has_perm(CURATE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATE)

    def has_change_permission(self, request: HttpRequest, obj: Banner | None = None) -> bool:
        over = obj is not None and obj.has_ended(timezone.now())
        return request.user.has_perm(CURATE) and not over

    def has_delete_permission(self, request: HttpRequest, obj: Banner | None = None) -> bool:
        """Only what readers have not seen is deleted."""
        begun = obj is None or obj.has_begun(timezone.now())
        return request.user.has_perm(CURATE) and not begun

    # The list

    @admin.display(description=_("state"))
    def state(self, banner: Banner) -> SafeString:
        state = _state(banner)
        kind = {"up": "live", "ahead": "scheduled"}.get(state, "withdrawn")
        return format_html('<span class="state is-{}">{}</span>', kind, STATES[state])

    @admin.display(description=_("from"), ordering="starts_at")
    def begins(self, banner: Banner) -> str:
        return zones.told(banner.starts_at)

    @admin.display(description=_("until"), ordering="ends_at")
    def ends(self, banner: Banner) -> str:
        return zones.told(banner.ends_at)

    @admin.action(description=_("Take down now"))
    def end_now(self, request: HttpRequest, queryset: QuerySet[Banner]) -> None:
        now = timezone.now()
        up = list(queryset.filter(starts_at__lt=now, ends_at__gt=now))
        for banner in up:
            banner.take_down(now)
            self.log_change(request, banner, _("Took it down."))
        if up:
            self.message_user(request, _("Taken down."), messages.SUCCESS)
        else:
            self.message_user(request, _("None of them was up."), messages.WARNING)

    # The form

    def get_readonly_fields(self, request: HttpRequest, obj: Banner | None = None) -> list[str]:
        begun = obj is not None and obj.has_begun(timezone.now())
        return ["starts_at"] if begun else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in {"starts_at", "ends_at"}:
            # Django names the pair and not its two boxes.
            for box, name in zip(field.widget.widgets, (_("Date"), _("Time")), strict=True):
                box.attrs["aria-label"] = f"{field.label}: {name}"
            zone = {"zone": timezone.get_current_timezone_name()}
            field.help_text = gettext("Time zone: %(zone)s.") % zone
        if field is not None and db_field.name == "text":
            field.widget.attrs |= {"dir": "auto", "class": "vLargeTextField"}
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "article":
            kwargs["widget"] = OneOf(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        banner = context["original"]
        context["is_up"] = banner is not None and _state(banner) == "up"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Banner, form: Any, change: bool) -> None:
        now = timezone.now()
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]  # staff only
        if change and obj.has_begun(now):
            if "_end" in request.POST:
                obj.take_down(now)
            elif WORDS.intersection(form.changed_data):
                obj.replace(request.user)  # type: ignore[arg-type]  # staff only
            else:
                obj.save(update_fields=["ends_at"])
            return
        # Nothing is written into what readers have seen already.
        obj.starts_at = max(obj.starts_at, now)
        obj.save()


def _state(banner: Banner) -> str:
    now = timezone.now()
    if banner.has_ended(now):
        return "over"
    return "up" if banner.has_begun(now) else "ahead"
