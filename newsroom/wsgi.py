"""The WSGI entry point: refuses to serve a site that is configured unsafely."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django_application = get_wsgi_application()

from newsroom.checks import refuse_unsafe_start  # noqa: E402  (needs the apps loaded)
from newsroom.gate import Gate  # noqa: E402  (as above)

refuse_unsafe_start()

application = Gate(django_application)
