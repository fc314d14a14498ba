"""Form fields of the house: a clean line, a moment, a day, a person."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from core.text import clean_line, given_name_key


class LineField(forms.CharField):
    """One line as a person means it: composed letters, single spaces."""

    def to_python(self, value: Any) -> str:
        """Normalised text."""
        return clean_line(super().to_python(value) or "")


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time field, in Hà Nội's wall clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _Persons(ModelChoiceIterator):
    """The people of a list: by given name as Vietnamese lists are, which no database sorts by, or as they come."""

    def __iter__(self) -> Iterator[Any]:
        if not getattr(self.field, "by_name", False):
            yield from super().__iter__()
            return
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for person in sorted(self.queryset.all(), key=lambda one: given_name_key(one.full_name)):
            yield self.choice(person)


class PersonChoice(forms.ModelChoiceField):
    """A person, named with the post if one is known."""

    iterator = _Persons
    by_name = False

    def __init__(self, *args: Any, posts: dict[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = posts or {}

    def label_from_instance(self, person: Any) -> str:
        """ "Trần Văn Mẫu, Bộ trưởng Bộ Tài chính"."""
        post = self.posts.get(person.pk, "")
        return f"{person.full_name}, {post}" if post else person.full_name


def offer(
    form: forms.BaseForm, name: str, people: QuerySet, posts: dict[Any, str], *, by_name: bool = True
) -> None:
    """Let the field `name` of the form choose among these people, each shown with the post; `by_name` is by given
    name, else they stand as the query has them (by precedence).
    """
    field = form.fields[name]
    if not isinstance(field, PersonChoice):
        raise TypeError(f"{name} doesn't choose a person")
    field.by_name = by_name
    field.queryset = people
    field.posts = posts
