from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Applications whose tables no reader's page is made of.
FOR_STAFF = [
    "account",
    "admin",
    "auth",
    "captcha",
    "contenttypes",
    "django_tasks_database",
    "mfa",
    "sessions",
]


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("About this site")

    def ready(self) -> None:
        from django.apps import apps

        from articles import writes
        from newsroom import checks, identity_checks  # noqa: F401  (registers the checks)
        from newsroom.database_file import watch

        watch()
        for label in FOR_STAFF:
            models = apps.get_app_config(label).get_models(include_auto_created=True)
            writes.unseen(*(model._meta.db_table for model in models))
        writes.unseen("newsroom_attempt", "newsroom_staffsession", "django_migrations")
