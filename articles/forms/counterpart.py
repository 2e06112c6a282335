"""The form of what exists once in each language."""

from typing import Any

from django import forms


class CounterpartForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Either may name the other: both forms show it.
        if self.instance.pk and (other := self.instance.counterpart()):
            self.initial["counterpart_of"] = other.pk

    def save(self, commit: bool = True) -> Any:
        cleared = "counterpart_of" in self.changed_data and self.instance.counterpart_of is None
        if cleared and self.instance.pk:
            self.instance.part()
        return super().save(commit)
