"""Each member of staff's own settings: nobody sees or changes another's."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.publishing import shown_or_sent
from articles.forms.preferences import PreferencesForm
from articles.models import Preferences


@shown_or_sent
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=Preferences.of(request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("preferences")
    context = {
        **admin.site.each_context(request),
        "title": _("My settings"),
        "form": form,
        "address": request.user.email,  # type: ignore[union-attr]  # staff only
    }
    return TemplateResponse(request, "admin/preferences.html", context)
