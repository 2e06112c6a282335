"""The site's addresses, in the order in which they are tried."""

from django.contrib import admin
from django.urls import include, path

from articles.views import choose_language
from newsroom import health

urlpatterns = [
    path("", choose_language, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
