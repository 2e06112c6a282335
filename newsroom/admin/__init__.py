"""The admin's name is the site's; what only machines look after is not in it."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.conf import settings
from django.contrib import admin
from django.contrib.flatpages import admin as flat_pages  # noqa: F401  (taken out below)
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites import admin as stock  # noqa: F401  (taken out below)
from django.contrib.sites.models import Site
from django.utils.translation import gettext_lazy as _
from django_tasks_db.admin import DBTaskResult

from newsroom.admin import audit, groups, house_pages, redirects, users

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Editing")
# The queue of background work: docs/operations.md says how to look after it.
admin.site.unregister(DBTaskResult)
# Second factors and sessions are looked after on each user's page.
admin.site.unregister([EmailAddress, Authenticator])

# There is one site, named by the settings.
admin.site.unregister(Site)
# Flat pages are looked after as pages of the house.
admin.site.unregister(FlatPage)

__all__ = ["audit", "groups", "house_pages", "redirects", "users"]
