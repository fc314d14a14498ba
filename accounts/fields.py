"""Form fields of the house: a clean line, a moment, a day, a person."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.text import clean_line


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


class PersonChoice(forms.ModelChoiceField):
    """A person, named with the post if one is known."""

    def __init__(self, *args: Any, posts: dict[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = posts or {}

    def label_from_instance(self, person: Any) -> str:
        """ "Trần Văn Mẫu, Bộ trưởng Bộ Tài chính"."""
        post = self.posts.get(person.pk, "")
        return f"{person.full_name}, {post}" if post else person.full_name


def offer(form: forms.BaseForm, name: str, people: QuerySet, posts: dict[Any, str]) -> None:
    """Let the field `name` of the form choose among these people, each shown with the post."""
    field = form.fields[name]
    if not isinstance(field, PersonChoice):
        raise TypeError(f"{name} doesn't choose a person")
    field.queryset = people
    field.posts = posts
