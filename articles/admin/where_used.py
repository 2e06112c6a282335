"""Where a photo is used: on its page, when its file is replaced, and why it is not deleted."""

from copy import deepcopy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.photo_pages import PhotoPages
from articles.admin.photo_uses import uses_of
from articles.models import Article, Image, RevisionImage


class WhereUsedAdmin(PhotoPages):
    """What a revision has is not deleted, and not everybody may replace its file."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if image := context["original"]:
            context["uses"] = uses_of(image, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None or "original" not in form.base_fields:
            return form
        if not RevisionImage.objects.filter(image=obj).exists():
            return form
        # The form's classes share their declared fields: this one is made for this person.
        field = deepcopy(form.base_fields["original"])
        form.base_fields["original"] = field
        field.disabled = not request.user.has_perm("articles.change_image")
        field.help_text = (
            _("Articles have this photo: a photo editor or an editor can replace its file.")
            if field.disabled
            else _(
                "A new file takes the place of this one. Readers see it in each article once that "
                "is published again; what was published before keeps the earlier file."
            )
        )
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or "original" not in form.changed_data:
            return
        uses = uses_of(form.instance, request.user)
        if count := uses.giving_earlier:
            text = ngettext(
                "Readers get the earlier file in %s article until it is published again: {}",
                "Readers get the earlier file in %s articles until they are published again: {}",
                count,
            )
            told = (_link(use.article) for use in uses.shown if use.gives_earlier)
            links = format_html_join(_(", "), "{}", ((link,) for link in told))
            messages.warning(request, format_html(text.replace("%s", str(count)), links))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        frozen = RevisionImage.objects.filter(image__in=objs)
        used = set(frozen.values_list("image", flat=True).distinct())
        protected: list[str] = []
        for image in (each for each in objs if each.pk in used):
            uses = uses_of(image, request.user)
            protected += [format_html("{}: {}", image, _link(use.article)) for use in uses.shown]
            if others := uses.more + uses.hidden:
                text = ngettext("%s more article", "%s more articles", others)
                protected.append(format_html("{}: {}", image, text % others))
        if protected:
            return [], {}, set(), protected
        return super().get_deleted_objects(objs, request)


def _link(article: Article) -> SafeString:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}" dir="auto">{}</a>', address, article)
