from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """How far the latest text of an article has come.

    ``PUBLISHED``: it was given to readers, now or for later. The next change makes it a draft.
    """

    DRAFT = "draft", pgettext_lazy("stage", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("stage", "In review")
    APPROVED = "approved", pgettext_lazy("stage", "Approved")
    PUBLISHED = "published", pgettext_lazy("stage", "Published")


# What somebody still works on. The rest is the archive, a thousand times as large.
IN_WORK = [Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED]
