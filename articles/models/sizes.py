"""How far the sizes of a photo are that readers get, and why they could not be made."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sizes(models.TextChoices):
    READY = "ready", _("ready")
    BEING_MADE = "being-made", _("being made")
    FAILED = "failed", _("failed")


class Failure(models.TextChoices):
    """Why they are not there, in words for the desk. The worker's log names paths and errors."""

    LOST = "lost", _("The file is no longer where it was stored.")
    DAMAGED = "damaged", _("The file is damaged: the photo in it cannot be read to its end.")
    NOT_STORED = "not-stored", _("What was made could not be stored; the disk may be full.")
    OTHER = "other", _("Something unforeseen happened; the log of the worker says what.")

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        if isinstance(error, FileNotFoundError):
            return cls.LOST
        if isinstance(error, ValidationError):
            return cls.DAMAGED
        return cls.NOT_STORED if isinstance(error, OSError) else cls.OTHER
