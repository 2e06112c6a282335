"""A photo as a script sends it: from an article's form, or one of many."""

from django import forms

from articles.forms.image import WORDS, ImageForm
from articles.models import Image
from articles.models.image import DECORATIVE_WITH_ALT


class SentPhotoForm(ImageForm):
    """The focal point is left to the photo's own page. What is known is for the caller to judge.

    ``credit_else`` stands where neither the sender nor the file names a credit.
    """

    credit_else = forms.CharField(max_length=150, required=False)

    class Meta(ImageForm.Meta):
        fields = ["original", *WORDS, "taken_on"]

    def check_known(self) -> None:
        """Let the answer name the photos: the script shows them, and still has the file."""


class SentWordsForm(forms.ModelForm):
    """Of a photo that was just sent, those of its words that were changed."""

    class Meta:
        model = Image
        fields = ["alt", "caption", "credit"]

    def clean_alt(self) -> str:
        alt: str = self.cleaned_data["alt"]
        if alt and self.instance.decorative:
            raise forms.ValidationError(DECORATIVE_WITH_ALT)
        return alt
