"""django-simple-captcha as it comes, around one choice: what a vote of ours is held against.

Run by gunicorn as ``tests.benchmarks.package:application``; ``PACKAGE_DATA`` names a folder. ``GET
/`` shows the form, ``POST /`` takes it, ``/answers`` tells all answers.
"""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="package",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    LOGGING_CONFIG=None,
    INSTALLED_APPS=["captcha"],
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{os.environ['PACKAGE_DATA']}/package.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    USE_TZ=True,
)
django.setup()

from captcha.fields import CaptchaField  # noqa: E402  (needs the settings)
from captcha.models import CaptchaStore  # noqa: E402
from django import forms  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import include, path  # noqa: E402

call_command("migrate", verbosity=0)
PAGE = engines["django"].from_string(
    '<form method="post">{% csrf_token %}{{ form }}<button>Send</button></form>'
)


class Form(forms.Form):
    choice = forms.ChoiceField(choices=[("like", "Like"), ("dislike", "Dislike")])
    captcha = CaptchaField()


def view(request: HttpRequest) -> HttpResponse:
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponse(status=303, headers={"Location": "/"})
    return HttpResponse(PAGE.render({"form": form}, request))


def answers(request: HttpRequest) -> HttpResponse:
    return JsonResponse(dict(CaptchaStore.objects.values_list("hashkey", "response")))


urlpatterns = [
    path("", view),
    path("answers", answers),
    path("captcha/", include("captcha.urls")),
]
application = WSGIHandler()
