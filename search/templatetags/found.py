"""Hits on a page. Written in Python, for templates of so many small parts took a third of the page's time."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import Body
from core.text import vi_moment
from search.facets import Facet
from search.showing import Hit
from search.snippets import Part

register = template.Library()


@register.filter
def with_marks(parts: Iterable[Part]) -> SafeString:
    """A stretch of text with what was looked for marked."""
    return mark_safe(_with_marks(parts))


@register.filter
def as_options(facet: Facet) -> SafeString:
    """The choices of a filter, each with how many hits it leaves."""
    texts = [
        f'<option value="{escape(one.value)}"{" selected" if one.is_chosen else ""}>'
        f"{escape(one.label)} ({one.count})</option>"
        for one in facet.choices
    ]
    return mark_safe("".join(texts))


@register.filter
def as_articles(hits: Iterable[Hit], body: Body | None) -> SafeString:
    """The hits about one matter; moments by the clock of this body."""
    return mark_safe("".join(_article(hit, body) for hit in hits))


def _article(hit: Hit, body: Body | None) -> str:
    parts = [
        f'<article class="search-hit"><h3><a href="{escape(hit.url)}">{_with_marks(hit.title)}</a></h3>',
        f'<p class="quiet">{_news(hit, body)}{escape(hit.label)}{f" · {escape(hit.place)}" if hit.place else ""}</p>',
    ]
    if hit.snippet:
        parts.append(f"<p>{_with_marks(hit.snippet)}</p>")
    if hit.others:
        pages = "".join(f'<a href="{escape(url)}">{number}</a>' for number, url in hit.others)
        parts.append(f'<p class="search-pages">{escape(_("Còn ở trang"))} {pages}</p>')
    if hit.cited_url:
        words = escape(_("Nơi viện dẫn"))
        parts.append(f'<p class="search-cited"><a href="{escape(hit.cited_url)}">{words}</a></p>')
    return "".join(parts) + "</article>"


def _news(hit: Hit, body: Body | None) -> str:
    """That its finder was told of it, and when."""
    if hit.told_at is None:
        return ""
    at = body.time_of(hit.told_at) if body else hit.told_at
    words = escape(_("Mới, báo lúc %(at)s") % {"at": vi_moment(at)})
    return f'<span class="chip chip-now">{words}</span> '


def _with_marks(parts: Iterable[Part]) -> str:
    return "".join(
        f"<mark>{escape(part.text)}</mark>" if part.marked else escape(part.text) for part in parts
    )
