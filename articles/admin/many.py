"""Many photos into the library at once: a script sends them one by one, a form all together."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.own_files import show_own_files
from articles.admin.sending import SendingAdmin
from articles.duplicates import looks_alike
from articles.forms.image import ACCEPT
from articles.forms.sent_photo import SentPhotoForm, SentWordsForm
from articles.models import Image


@dataclass
class Outcome:
    """What became of a file that a form without script sent."""

    name: str
    image: Image | None = None  # the photo it is now, or the one that the library had
    problem: str = ""
    warning: str = ""


class ManyPhotosAdmin(SendingAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("upload/", self.upload, "upload"),
            self.page("<path:object_id>/words/", require_POST(self.words_sent), "words"),
            *super().get_urls(),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        files = request.FILES.getlist("photos")
        outcomes = [self._take(request, file) for file in files]
        response = TemplateResponse(
            request,
            "admin/articles/image/upload.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Upload photos"),
                "opts": self.opts,
                "media": self.media,
                "accept": ACCEPT,
                "outcomes": outcomes,
                "none_sent": request.method == "POST" and not files,
                "credit": request.POST.get("credit_else", ""),
            },
        )
        show_own_files(response)
        return response

    def words_sent(self, request: HttpRequest, object_id: str) -> JsonResponse:
        """Keep the words of a photo: those that are sent, the others stay."""
        image = self.photo(request, object_id, change=True)
        form = SentWordsForm(request.POST, instance=image)
        for name in form.fields.keys() - request.POST.keys():
            del form.fields[name]
        if not form.is_valid():
            return self.refused(form)
        if form.has_changed():
            # Only these: a worker may be writing the sizes it has made.
            form.save(commit=False).save(update_fields=form.changed_data)
            self.log_change(request, image, [{"changed": {"fields": form.changed_data}}])
        return JsonResponse({"photo": self.sent(request, image)})

    def _take(self, request: HttpRequest, file: UploadedFile) -> Outcome:
        words = {"credit_else": request.POST.get("credit_else", "")}
        form = SentPhotoForm(words, {"original": file})
        name = file.name or ""
        if not form.is_valid():
            problems = [str(each) for errors in form.errors.values() for each in errors]
            return Outcome(name, problem=" ".join(problems))
        if form.known.same is not None:
            return Outcome(name, form.known.same, _("The library has this photo already."))
        warning = looks_alike(form.known.alike) if form.known.alike else ""
        return Outcome(name, self.taken(request, form), warning=warning)
