"""Domain errors as form messages: nothing typed is lost."""

from django.forms import BaseForm

from core.errors import DomainError


def add_refusal(form: BaseForm, refusal: DomainError) -> None:
    """Show the sentence at the field the error names, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
