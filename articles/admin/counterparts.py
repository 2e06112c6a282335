"""“The same in another language”, in the forms of sections, topics and authors."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from articles.forms.choices import OneOf
from articles.forms.counterpart import CounterpartForm


class CounterpartField(admin.ModelAdmin):
    form = CounterpartForm

    class Media:
        js = ["admin/js/jquery.init.js", "articles/admin/names.js"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "counterpart_of":
            kwargs["widget"] = OneOf(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = field.widget if field is not None else None
        if db_field.name == "counterpart_of" and isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return field
