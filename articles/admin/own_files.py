from django.http import HttpResponse


def show_own_files(response: HttpResponse) -> None:
    """Let this page, and no other, show a photo that is still on the editor's machine."""
    response._csp_update = {"img-src": ["blob:"]}  # type: ignore[attr-defined]  # django-csp's
