"""Fields and widgets that choose rows by id, whatever somebody puts in place of an id."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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


class InOrderOf(SeveralOf):
    """A list to which choices are added, and in which each can be moved."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = {
            "data-in-order": "",
            "data-earlier": _("Move up: %s"),
            "data-later": _("Move down: %s"),
            "data-remove": _("Remove: %s"),
        }
        return super().build_attrs(*args, **kwargs) | words

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attr)
        for _name, options, _index in groups:
            options.sort(key=lambda option: value.index(str(option["value"])))
        return groups


class SeveralField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for wrong in (each for each in value or () if not is_id(each)):
            raise ValidationError(
                self.error_messages["invalid_pk_value"],
                code="invalid_pk_value",
                params={"pk": str(wrong)[:40]},
            )
        return super().clean(value)


class InOrderField(SeveralField):
    """Cleans to the ids of what is chosen, in their order.

    Of those in ``unnamed`` it tells the number alone.
    """

    def __init__(self, queryset: Any, *, most: int, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.most = most
        self.unnamed: set[int] = set()

    def label_from_instance(self, obj: Any) -> str:
        return gettext("Number %s") % obj.pk if obj.pk in self.unnamed else str(obj)

    def clean(self, value: Any) -> Any:
        if len(value or ()) > self.most:
            raise ValidationError(_("At most %(most)s."), params={"most": self.most})
        known = {row.pk for row in super().clean(value)}
        return [number for number in dict.fromkeys(map(int, value or ())) if number in known]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(map(str, initial or ())) != list(map(str, data or ()))
