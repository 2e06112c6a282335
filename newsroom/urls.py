"""The site's addresses, in the order in which they are tried."""

import re

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from articles import media
from articles.admin.preferences import preferences
from articles.views import choose_language
from newsroom import health
from newsroom.addresses import FixedPageConverter
from newsroom.identity import FOLDER
from newsroom.views import crawlers, factors, house, identity, sign_in, time_machine

for_staff = admin.site.admin_view
register_converter(FixedPageConverter, "fixed-page")

# The names are those that django-allauth leads to.
account = [
    path("", for_staff(factors.Account.as_view()), name="mfa_index"),
    path("confirm/", for_staff(sign_in.Confirm.as_view()), name="account_reauthenticate"),
    path("app/", for_staff(factors.AddApp.as_view()), name="mfa_activate_totp"),
    path("app/remove/", for_staff(factors.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("passkeys/add/", for_staff(factors.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        for_staff(factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("codes/", for_staff(factors.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        for_staff(factors.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("sessions/end/", for_staff(factors.end_sessions), name="account_end_sessions"),
]

urlpatterns = [
    path("", choose_language, name="home"),
    # What readers ask for comes first, for it is asked for most.
    path("", include("feedback.urls")),
    path("<language:language>/<fixed-page:slug>/", house.fixed_page, name="house"),
    path("<language:language>/pages/<words:slug>/", house.page, name="house-page"),
    path("", include("articles.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap/pages.xml", crawlers.sitemap_pages, name="sitemap-pages"),
    path("sitemap/<slug:kind>-<int:number>.xml", crawlers.sitemap_file, name="sitemap-file"),
    path("news-sitemap.xml", crawlers.news_sitemap, name="news-sitemap"),
    path("admin/my-settings/", admin.site.admin_view(preferences), name="preferences"),
    path("admin/login/", sign_in.SignIn.as_view(), name="account_login"),
    path("admin/login/code/", sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path(
        "admin/login/link/<uidb64>/<token>/",
        sign_in.PasswordByLink.as_view(),
        name="account_set_password",
    ),
    path("admin/logout/", sign_in.sign_out, name="account_logout"),
    path("admin/password_change/", for_staff(sign_in.OwnPassword.as_view())),
    path("admin/account/", include(account)),
    path("admin/time-machine/", for_staff(time_machine.choose), name="time_machine"),
    path(
        "admin/time-machine/<str:instant>/", for_staff(time_machine.walk), name="time_machine_page"
    ),
    path(
        "admin/time-machine/<str:instant>/<path:page>",
        for_staff(time_machine.walk),
        name="time_machine_page",
    ),
    path("admin/", admin.site.urls),
    path(f"{FOLDER}colours.<slug:name>.css", identity.colours),
    path(f"{FOLDER}logo.<str:name>", identity.picture),
]

if "//" not in settings.MEDIA_URL:
    _media = re.escape(settings.MEDIA_URL.lstrip("/"))
    urlpatterns.append(re_path(f"^{_media}(?P<name>{media.NAME})$", media.rendition))

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
