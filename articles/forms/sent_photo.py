"""A photo as a script sends it: from an article's form, or one of many."""

from articles.uploads import WORDS, ImageForm


class SentPhotoForm(ImageForm):
    """The focal point is left to the photo's own page. What is known is for the caller to judge."""

    class Meta(ImageForm.Meta):
        fields = ["original", *WORDS, "taken_on"]

    def check_known(self) -> None:
        """Let the answer name the photos: the script shows them, and still has the file."""
