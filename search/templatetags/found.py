"""Hits on a page."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.facets import Facet
from search.snippets import Part

register = template.Library()


@register.filter
def with_marks(parts: Iterable[Part]) -> SafeString:
    """A stretch of text with what was looked for marked; an included template for each hit took most of the page."""
    texts = [f"<mark>{escape(part.text)}</mark>" if part.marked else escape(part.text) for part in parts]
    return mark_safe("".join(texts))


@register.filter
def as_options(facet: Facet) -> SafeString:
    """The choices of a filter, each with how many hits it leaves."""
    texts = [
        f'<option value="{escape(one.value)}"{" selected" if one.is_chosen else ""}>'
        f"{escape(one.label)} ({one.count})</option>"
        for one in facet.choices
    ]
    return mark_safe("".join(texts))
