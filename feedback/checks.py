"""System checks for what the poll would like to have."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info, register

from feedback import audio


@register("feedback")
def captcha_can_be_heard(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if audio.offered():
        return []
    return [
        Info(
            "Readers who cannot see the captcha's picture cannot listen to it either.",
            hint="Install the program that speaks: apt-get install espeak-ng",
            id="feedback.I001",
        )
    ]
