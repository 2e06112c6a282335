"""The pages of a request that cannot be answered, in the site's dress where that is safe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control


def plain_error(status: int, message: str) -> HttpResponse:
    """Answer in plain text, for what is refused before anything of the request can be trusted."""
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(request, "404.html", status=404)
    patch_cache_control(response, public=True, max_age=0)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell a sender whose form could not be trusted what to do; nothing was saved."""
    return render(request, "403_csrf.html", {"again": request.get_full_path()}, status=403)
