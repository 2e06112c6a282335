from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from articles import writes
        from feedback import checks  # noqa: F401  (registers the checks)

        mine = {model._meta.db_table for model in self.get_models()}
        # Votes are many: what pages say of them may be PAGE_CACHE_SECONDS old.
        writes.unseen(*(mine - {"feedback_poll"}))
