from django.db import models
from django.utils.translation import pgettext_lazy


class Choice(models.TextChoices):
    LIKE = "like", pgettext_lazy("verb on a button", "Like")
    DISLIKE = "dislike", pgettext_lazy("verb on a button", "Dislike")

    @classmethod
    def named(cls, value: str | None) -> "Choice | None":
        return cls(value) if value and value in cls.values else None

    @property
    def other(self) -> "Choice":
        return Choice.DISLIKE if self is Choice.LIKE else Choice.LIKE


class State(models.TextChoices):
    COUNTED = "counted", pgettext_lazy("state of a vote", "Counted")
    QUARANTINED = "quarantined", pgettext_lazy("state of a vote", "Quarantined")
    VOIDED = "voided", pgettext_lazy("state of a vote", "Voided")


class Reason(models.TextChoices):
    """Why the site itself held a vote. The reasons of staff are in their own words."""

    NETWORK = "network", pgettext_lazy("reason to hold a vote", "Many votes from one network")
    BURST = "burst", pgettext_lazy("reason to hold a vote", "Many votes at once")
