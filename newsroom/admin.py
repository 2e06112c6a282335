"""The admin's name is the site's; what only machines look after is not in it."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_tasks_db.admin import DBTaskResult

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Editing")
# The queue of background work: docs/operations.md says how to look after it.
admin.site.unregister(DBTaskResult)
