"""The forms of the admin as a browser would send them back."""

from typing import Any

from django.core.files.base import File
from django.forms import BaseForm
from django.test import Client


def filled(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return the fields of an admin form as it stands at ``address``, with some changed.

    A double underscore stands for the hyphen in the names of inline fields.
    """
    context = client.get(address).context
    sent = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        sent |= _values(formset.management_form)
        forms = formset.forms if inline.has_change_permission else formset.extra_forms
        for form in forms:
            sent |= _values(form)
    return sent | {name.replace("__", "-"): value for name, value in changes.items()}


def _values(form: BaseForm) -> dict[str, Any]:
    values = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        # A browser sends no unticked box, and no file that is there already.
        if value is not None and value is not False and not isinstance(value, File):
            values[bound.html_name] = value
    return values


def errors(response: Any) -> str:
    """Return the messages of a form that was sent back, all in one."""
    assert response.status_code == 200
    return "\n".join(str(each) for each in response.context["errors"])
