"""Fields and widgets that choose rows by id, whatever somebody puts in place of an id."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from articles.addresses import GREATEST_ID

ID = re.compile("[1-9][0-9]{0,18}")


def is_id(value: object) -> bool:
    """Return whether a database column could hold it as an id (``""`` and ``None`` are none)."""
    text = str(value)
    return bool(ID.fullmatch(text)) and int(text) <= GREATEST_ID


# What cannot be an id is kept away from the query that looks up what is chosen.


class OneOf(AutocompleteSelect):
    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        return super().optgroups(name, list(filter(is_id, value)), attr)


class SeveralOf(AutocompleteSelectMultiple):
    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The cross that clears all stands where only list items may stand; each item has its own.
        return super().build_attrs(*args, **kwargs) | {"data-allow-clear": "false"}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        return super().optgroups(name, list(filter(is_id, value)), attr)


class SeveralField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for wrong in (each for each in value or () if not is_id(each)):
            raise ValidationError(
                self.error_messages["invalid_pk_value"],
                code="invalid_pk_value",
                params={"pk": str(wrong)[:40]},
            )
        return super().clean(value)
