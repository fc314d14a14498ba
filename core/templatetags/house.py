"""Template tags of the house."""

from typing import Any

from django import template

from core.registries import ADDRESSES

register = template.Library()


@register.simple_tag
def address(name: str, *ids: Any) -> str:
    """The address of a page that lies in a higher app (`ADDRESSES`): `{% address "paper" paper.pk %}`."""
    return ADDRESSES[name](*ids)
