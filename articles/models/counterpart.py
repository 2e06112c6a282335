from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Counterpart(models.Model):
    """What exists once in each language: a section, a topic, an author.

    All that correspond name the same row; that row names none.
    """

    counterpart_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="counterparts",
        verbose_name=_("the same in another language"),
        help_text=_("What is filed here is filed there when it is translated."),
    )

    language: Any
    counterpart_of_id: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the ties flat: name what the other names, and leave those that named this row."""
        root = self._root()
        self.counterpart_of_id = root if root != self.pk else None
        if self.pk and self.counterpart_of_id is not None:
            self._release()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self._taken():
            raise ValidationError(
                {"counterpart_of": _("It needs another language, and each language only once.")}
            )

    @property
    def tie(self) -> int:
        """The number that all which correspond to each other share."""
        return self.counterpart_of_id or self.pk

    def counterpart(self) -> Self | None:
        """Return the row that it names, or else one that names it."""
        other: Any = self.counterpart_of or (self._named_by().first() if self.pk else None)
        return other

    def others(self) -> list[Self]:
        """Return all that it corresponds to, one in each other language."""
        return list(self._tied({self.tie}).exclude(pk=self.pk))

    def part(self) -> None:
        """Let it correspond to nothing."""
        self._release()
        self.counterpart_of = None

    def _release(self) -> None:
        """Let those that named this row name the first of them."""
        first = self._named_by().order_by("pk").first()
        if first is not None:
            self._rows().filter(pk=first.pk).update(counterpart_of=None)
            self._named_by().update(counterpart_of=first.pk)

    def _named_by(self) -> Any:
        return self._rows().filter(counterpart_of=self.pk)

    def _root(self) -> int | None:
        other = self.counterpart_of
        return (other.counterpart_of_id or other.pk) if other is not None else self.pk

    def _taken(self) -> bool:
        """Return whether some language would be there twice, or it names itself."""
        if self.pk is not None and self.counterpart_of_id == self.pk:
            return True
        root = self._root()
        others = self._tied({root} if root else set()).exclude(pk=self.pk)
        languages = [*others.values_list("language", flat=True), self.language]
        return len(set(languages)) < len(languages)

    @classmethod
    def _rows(cls) -> Any:
        return cls._default_manager.all()

    @classmethod
    def _tied(cls, roots: set[int]) -> Any:
        return cls._rows().filter(Q(pk__in=roots) | Q(counterpart_of__in=roots))

    @classmethod
    def in_language(cls, language: str, rows: Iterable[Self]) -> list[Self]:
        """Return what corresponds to the rows in that language, in their order; one query."""
        roots = [row.tie for row in rows]
        if not roots:
            return []
        tied = cls._tied(set(roots)).filter(language=language)
        found = {row.tie: row for row in tied}
        return [found[root] for root in dict.fromkeys(roots) if root in found]
