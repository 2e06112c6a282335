"""The languages in which the site publishes."""

from django.conf import settings


def choices() -> list[tuple[str, str]]:
    """Return the site's languages; a callable, so that adding one needs no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
