"""What two versions of an article say in each field, and where they differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from articles import zones
from articles.differences import Piece, compare
from articles.models.content import Content
from articles.models.revision import Revision, RevisionImage
from articles.passages import Fold, Row, compare_bodies, folded

REPEATS = {"language"}  # says what the section says


@dataclass(frozen=True)
class Said:
    """What a version says in one field, in words; ``rich`` if these are the HTML of a body."""

    label: str
    text: str
    rich: bool = False


Version = dict[str, Said]


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    old: Said
    new: Said

    @property
    def rich(self) -> bool:
        return self.new.rich or self.old.rich

    @cached_property
    def pieces(self) -> list[Piece]:
        """The words, for a field of plain text."""
        return compare(self.old.text, self.new.text)

    @cached_property
    def rows(self) -> list[Row | Fold]:
        """The passages, for a body."""
        return list(folded(compare_bodies(self.old.text, self.new.text)))


def version_of(revision: Revision) -> Version:
    """Return all that a revision keeps. Reads its section and photo, topics, byline and photos."""
    said = {
        field.name: Said(
            str(capfirst(field.verbose_name)),
            in_words(revision, field),
            rich=isinstance(field, ProseEditorField),
        )
        for field in Content._meta.local_fields
        if field.name not in REPEATS
    }
    for field in Content._meta.local_many_to_many:
        label = str(capfirst(field.verbose_name))
        said[field.name] = Said(label, listed(getattr(revision, field.name).all()))
    byline = _(", ").join(row.name for row in revision.contributions.all())
    said["contributions"] = Said(_("Byline"), byline)
    for photo in sorted(revision.photos.all(), key=lambda photo: photo.image_id):
        said[f"photo-{photo.image_id}-file"] = Said(
            _("File of photo %s") % photo.image_id, file_in_words(photo)
        )
        for name, label in (
            ("alt", _("Alternative text of photo %s")),
            ("caption", _("Caption of photo %s")),
            ("credit", _("Credit of photo %s")),
        ):
            key = f"photo-{photo.image_id}-{name}"
            said[key] = Said(label % photo.image_id, getattr(photo, name))
        said[f"photo-{photo.image_id}-decorative"] = Said(
            _("Photo %s as decoration") % photo.image_id, _("Yes") if photo.decorative else ""
        )
    return said


def file_in_words(photo: RevisionImage) -> str:
    """Return which file a frozen photo has, empty for the one that the library has now."""
    if photo.earlier is None:
        return ""
    return _("An earlier one (%(pk)s), replaced on %(time)s") % {
        "pk": photo.earlier.pk,
        "time": zones.told(photo.earlier.replaced_at),
    }


def in_words(row: Model, field: Any) -> str:
    """Return what a row says in one of its fields, as staff read it."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return named(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return str(value)


def named(row: Model) -> str:
    """Return a row's name, with its number where names are not unique: for a photo."""
    return f"{row} ({row.pk})" if row._meta.model_name == "image" else str(row)


def listed(rows: Iterable[Model]) -> str:
    return _(", ").join(sorted(str(getattr(row, "name", row)) for row in rows))


def differences(old: Version, new: Version) -> tuple[list[Difference], list[str]]:
    """Return the fields in which two versions differ, and the names of those that are the same."""
    changed: list[Difference] = []
    same: list[str] = []
    for name in [*new, *(name for name in old if name not in new)]:
        label = (new.get(name) or old[name]).label
        nothing = Said(label, "")
        before, after = old.get(name, nothing), new.get(name, nothing)
        if before.text != after.text:
            changed.append(Difference(name, label, before, after))
        else:
            same.append(label)
    return changed, same


def photos_in(changed: Sequence[Difference]) -> set[int]:
    """Return the numbers of the photos that stand in the bodies that differ."""
    found: set[int] = set()
    for difference in changed:
        for each in difference.rows if difference.rich else []:
            for row in each.rows if isinstance(each, Fold) else [each]:
                for passage in filter(None, (row.old, row.new)):
                    number = passage.attributes.get("data-photo", "")
                    if number.isdecimal():
                        found.add(int(number))
    return found
