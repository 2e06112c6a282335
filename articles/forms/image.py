"""The form of a photo: a file, and the words that go with it."""

from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.duplicates import Known, already_there, known
from articles.models import Image
from articles.models.image import DECORATIVE_WITH_ALT
from articles.replacing import keep_earlier
from articles.tasks import make_renditions
from articles.uploads import Upload, place, read

ACCEPT = "image/jpeg,image/png,image/webp,image/avif"
WORDS = ["alt", "decorative", "caption", "credit", "headline", "creator", "copyright_notice"]


class ImageForm(forms.ModelForm):
    """A photo and the words that go with it; those left empty are taken from a new photo's file.

    On a change the file may stay, or be replaced: what is frozen keeps its picture.
    """

    original = forms.FileField(
        label=capfirst(_("file")),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("JPEG, PNG, WebP or AVIF. Place and camera are never published."),
    )

    class Meta:
        model = Image
        fields = ["original", *WORDS, "taken_on", "focal_x", "focal_y"]
        widgets = {
            "caption": forms.Textarea({"rows": 3}),
            "focal_x": forms.NumberInput({"step": 0.01}),
            "focal_y": forms.NumberInput({"step": 0.01}),
        }

    add_again = forms.BooleanField(
        label=_("Add it all the same"),
        required=False,
        widget=forms.HiddenInput,  # until there is something to decide
        help_text=_("As a photo of its own, though the library has the very same file."),
    )
    upload: Upload | None = None
    known = Known(None, [])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each text runs as its own language does, whatever the admin's is.
        for name in self.fields.keys() & set(WORDS) - {"decorative"}:  # none to who may only look
            self.fields[name].widget.attrs["dir"] = "auto"
        if "credit" in self.fields and not self.instance.pk:
            self.fields["credit"].required = False  # until the file has been asked
        if "original" in self.fields and not self.instance.pk:
            self.fields["original"].help_text = _(
                "JPEG, PNG, WebP or AVIF. What you leave empty below is taken from the file, "
                "where it says it. Place and camera are never published."
            )

    def clean_original(self) -> File:
        file = cast(File, self.cleaned_data["original"])
        if isinstance(file, UploadedFile):
            self.upload = read(file)
            self.known = known(self.upload.digest, self.upload.look, self.instance.pk)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_known()
        if cleaned.get("decorative") and cleaned.get("alt"):
            self.add_error("alt", DECORATIVE_WITH_ALT)
        if self.instance.pk or self.upload is None:
            return cleaned
        for name, value in asdict(self.upload.words).items():
            if name == "alt" and cleaned.get("decorative"):
                continue
            if name in cleaned and not cleaned[name]:
                cleaned[name] = value
        if cleaned.get("credit") == "":
            cleaned["credit"] = cleaned.get("credit_else", "")
        if cleaned.get("credit") == "":
            self.add_error("credit", _("Neither you nor the file says whose photo this is."))
        return cleaned

    def check_known(self) -> None:
        """Refuse the very file that the library has, until somebody says to add it again."""
        if self.known.same is None:
            return
        self.fields["add_again"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("add_again"):
            self.add_error("original", already_there(self.known.same))

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            if self.upload is not None:
                # The very file is sent again where the one that was stored is lost.
                if self.instance.pk and self.upload.digest != self.instance.digest:
                    keep_earlier(self.instance.pk)
                place(self.upload, self.instance)
            return super().save(commit)

    def _save_m2m(self) -> None:
        """Enqueue once the row has its id: also where the caller saves it, as the admin does.

        The queue is a table of the same database, so the task appears with the row or not at all.
        A row without widths is enqueued even if its file stayed: its form may have been loaded
        before a worker wrote them, and saving it has just emptied them again.
        """
        super()._save_m2m()  # type: ignore[misc]  # Django's, without types
        if not self.instance.ready or self.instance.lacks_card:
            make_renditions.enqueue(self.instance.pk)
