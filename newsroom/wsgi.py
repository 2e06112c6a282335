"""The WSGI entry point: refuses to serve a site that is configured unsafely."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django_application = get_wsgi_application()

# These need the apps loaded.
from articles.generation import generation  # noqa: E402
from newsroom.checks import refuse_unsafe_start  # noqa: E402
from newsroom.gate import Gate  # noqa: E402
from newsroom.page_cache.application import PageCache  # noqa: E402
from newsroom.release import release  # noqa: E402

refuse_unsafe_start()
# Another release, or other settings, make other pages.
generation.move()

application = Gate(PageCache(django_application, release()))
