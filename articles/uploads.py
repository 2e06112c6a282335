"""Photos on their way into the library: checked whole, then stored.

Whatever cannot be taken raises ``ValidationError`` with a message for the person who sent it.
"""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import metadata, pixels, renditions
from articles.models import Image, RevisionImage
from articles.resemblance import Look, look_of
from articles.tasks import make_renditions

ACCEPT = "image/jpeg,image/png,image/webp,image/avif"
MOST_ALIKE = 3  # photos that are shown beside a new one
WORDS = ["alt", "caption", "credit", "headline", "creator", "copyright_notice"]


@dataclass(frozen=True)
class Upload:
    """A photo that was read to its end. ``name`` owes nothing to the sender's."""

    file: File
    name: str
    digest: str  # SHA-256, hex
    width: int  # pixels, turned upright
    height: int
    fallback: bytes  # a JPEG without metadata
    look: Look
    words: metadata.Words

    def known(self, besides: int | None = None) -> "Known":
        """Return what the library has of it already, one photo (by its id) left out."""
        others = Image.objects.exclude(pk=besides or 0)
        same = others.filter(digest=self.digest).order_by("pk").first()
        alike = [image for image in others.resembling(self.look) if image.digest != self.digest]
        return Known(same, alike[:MOST_ALIKE])


class Known(NamedTuple):
    """Photos of the library that a new one repeats: the very file, and others that look like it."""

    same: Image | None
    alike: list[Image]


def read(file: File) -> Upload:
    """Check a file, and make the JPEG that stands in until its renditions are ready."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)s."),
            code="too_many_bytes",
            params={"most": filesizeformat(settings.MAX_UPLOAD_BYTES)},
        )
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    photo = pixels.open_photo(file)
    picture, (width, height) = pixels.decode(photo, (renditions.FALLBACK_WIDTH, renditions.HIGHEST))
    name = f"{secrets.token_hex(16)}.{pixels.ENDS[photo.format or '']}"
    fallback = renditions.encode(picture, "jpg")
    return Upload(
        file, name, digest, width, height, fallback, look_of(picture), metadata.read(photo)
    )


def place(upload: Upload, image: Image) -> None:
    """Store a checked file and make the row of ``image``, which is not saved here, its own.

    The files of a photo that stood there before stay: pages that were cached refer to them.
    """
    renditions.write(
        renditions.fallback_name(upload.digest), upload.fallback, renditions.FORMATS["jpg"]
    )
    upload.file.seek(0)
    image.original.save(upload.name, upload.file, save=False)
    image.digest, image.widths = upload.digest, []
    image.card_focus = image.failure = ""
    image.width, image.height = upload.width, upload.height
    image.look = upload.look


def store(
    file: File,
    *,
    alt: str,
    caption: str,
    credit: str,
    by: User | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
) -> Image:
    """Take a photo into the library and enqueue its renditions.

    Raises ``ValidationError`` for the words, too.
    """
    image = Image(alt=alt, caption=caption, credit=credit, uploaded_by=by)
    image.focal_x, image.focal_y = focal
    image.clean_fields(exclude=["original", "digest", "width", "height"])
    place(read(file), image)
    with transaction.atomic():
        image.save()
        make_renditions.enqueue(image.pk)
    return image


class ImageForm(forms.ModelForm):
    """A photo and the words that go with it; those left empty are taken from a new photo's file.

    On a change the file may stay, or be replaced as long as no revision has the photo: what is
    frozen keeps its picture.
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
        for name in self.fields.keys() & set(WORDS):  # none to who may only look
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
            if RevisionImage.objects.filter(image=self.instance.pk).exists():
                raise ValidationError(
                    _(
                        "Articles have been saved with this photo. "
                        "Add the new file as a photo of its own."
                    )
                )
            self.upload = read(file)
            self.known = self.upload.known(besides=self.instance.pk)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_known()
        if self.instance.pk or self.upload is None:
            return cleaned
        for name, value in asdict(self.upload.words).items():
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
        if self.upload is not None:
            place(self.upload, self.instance)
        with transaction.atomic():
            return super().save(commit)

    def _save_m2m(self) -> None:
        """Enqueue once the row has its id: also where the caller saves it, as the admin does.

        The queue is a table of the same database, so the task appears with the row or not at all.
        A row without widths is enqueued even if its file stayed: its form may have been loaded
        before a worker wrote them, and saving it has just emptied them again.
        """
        super()._save_m2m()  # type: ignore[misc]
        if not self.instance.ready or self.instance.lacks_card:
            make_renditions.enqueue(self.instance.pk)


def already_there(image: Image) -> ValidationError:
    address = reverse("admin:articles_image_change", args=[image.pk])
    words = _("The library has this photo already: %s. Use that one, or choose the file again.")
    link = format_html('<a href="{}">{}</a>', address, image)
    return ValidationError(format_html(words.replace("%s", "{}"), link), code="known")


class CappedUploads(FileUploadHandler):
    """Let no file grow beyond ``MAX_UPLOAD_BYTES`` on the way in: what follows is dropped.

    The form then finds a file that is too large, and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> None:
        return None
