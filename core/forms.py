"""Domain errors as form messages: nothing typed is lost."""

from django.forms import BaseForm

from core.errors import DomainError, EditedMeanwhile


def add_refusal(form: BaseForm, refusal: DomainError) -> None:
    """Show the sentence at the field the error names, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def keep_typed(form: BaseForm, meanwhile: EditedMeanwhile) -> None:
    """Somebody saved first: say so, keep what was typed, and let the next sending start from the version of now."""
    form.data = {**form.data.dict(), "version": str(meanwhile.facts["version"])}  # type: ignore[attr-defined]
    add_refusal(form, meanwhile)
