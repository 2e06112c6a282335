"""Photos that a script sends to the library: each is stored, refused, or known already."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.photo_pages import PhotoPages
from articles.forms.image import WORDS
from articles.forms.photo import description
from articles.forms.sent_photo import SentPhotoForm
from articles.models import Image


class SendingAdmin(PhotoPages):
    def get_urls(self) -> list[URLPattern]:
        return [self.page("send/", require_POST(self.send), "send"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those who may add photos mend the words of their own."""
        if super().has_change_permission(request, obj):
            return True
        own = obj is not None and obj.uploaded_by_id == request.user.pk
        return own and self.has_add_permission(request)

    def send(self, request: HttpRequest) -> JsonResponse:
        """Take ``original`` and its words into the library.

        Answers 201 with the ``photo``, 400 with ``errors`` by field, or 409 with what is ``known``:
        the very file or photos that look like it. Nothing is stored then, unless ``add_again``.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SentPhotoForm(request.POST, request.FILES)
        valid = form.is_valid()
        if any(form.known) and not form.cleaned_data["add_again"]:
            same, alike = form.known
            known = [self.sent(request, image) for image in [same, *alike] if image is not None]
            return JsonResponse({"same": same is not None, "known": known}, status=409)
        if not valid:
            return self.refused(form)
        return JsonResponse({"photo": self.sent(request, self.taken(request, form))}, status=201)

    def refused(self, form: ModelForm) -> JsonResponse:
        errors = {name: " ".join(map(str, form.errors[name])) for name in form.errors}
        return JsonResponse({"errors": errors}, status=400)

    @transaction.atomic
    def taken(self, request: HttpRequest, form: SentPhotoForm) -> Image:
        """Store what a valid form brought, as the form of the library would."""
        image: Image = form.save(commit=False)
        self.save_model(request, image, form, change=False)
        form.save_m2m()
        self.log_addition(request, image, [{"added": {}}])
        return image

    def sent(self, request: HttpRequest, image: Image) -> dict[str, Any]:
        """Describe a photo to the script, with its words and what this person may do with it."""
        may_change = self.has_change_permission(request, image)
        page = reverse("admin:articles_image_change", args=[image.pk])
        words_to = reverse("admin:articles_image_words", args=[image.pk])
        words = {name: getattr(image, name) for name in WORDS}
        more: dict[str, Any] = {"id": image.pk, "page": page, "words": words}
        more["words_to"] = words_to if may_change else ""
        return description(image) | more
