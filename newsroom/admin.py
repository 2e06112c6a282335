"""The admin's name: it is the site's."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Editing")
