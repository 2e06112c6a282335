"""The site's addresses, in the order in which they are tried."""

import re

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles import media
from articles.admin.preferences import preferences
from articles.views import choose_language
from newsroom import health

urlpatterns = [
    path("", choose_language, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/my-settings/", admin.site.admin_view(preferences), name="preferences"),
    path("admin/", admin.site.urls),
    path("", include("feedback.urls")),
    path("", include("articles.urls")),
]

if "//" not in settings.MEDIA_URL:
    _media = re.escape(settings.MEDIA_URL.lstrip("/"))
    urlpatterns.append(re_path(f"^{_media}(?P<name>{media.NAME})$", media.rendition))

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
