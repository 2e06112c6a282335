"""The instant as of which staff want to see the site, and the page to begin with."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.as_of import YEARS
from articles.forms.moments import MomentsForm, WallTimeField

LONGEST = 500  # characters of a path
LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


def front() -> str:
    return f"/{get_language()}/"


def page_of_the_site(path: str) -> str:
    """Return the path if it may be one of a page of the site; if not, the front page's."""
    odd = "\n" in path or len(path) > LONGEST
    return path if path.startswith(LANGUAGES) and not odd else front()


class InstantForm(MomentsForm):
    at = WallTimeField(label=_("The site as of"))
    page = forms.Field(required=False, widget=forms.HiddenInput)

    def clean_at(self) -> object:
        """Refuse what no address of the time machine can name."""
        wall = self.cleaned_data["at"]
        if not YEARS.start < wall.year < YEARS.stop - 1:
            raise ValidationError(_("That year is too far away."))
        return wall

    def clean_page(self) -> str:
        return page_of_the_site(str(self.cleaned_data["page"] or ""))
