"""Following every link a person is offered, the way a reader would: from the home page on."""

import html
import json
import re
from collections import Counter, deque
from typing import Any

from django.test import Client
from django.urls import resolve

# Pages of one address look alike; so many of each are opened for each person.
PER_ADDRESS = 5
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]*)|\shx-get="([^"#]*)')
_PAGE = re.compile(r'<script[^>]*\bid="page"[^>]*>(.*?)</script>', re.DOTALL)
# Of the addresses a page hands its scripts, these are no links: a socket, commands, patterns.
_NO_LINKS = {"ws", "command", "events", "snapshot"}
_ELSEWHERE = ("/static/", "/demo/", "/sign-out/")


def links_of(page: str) -> list[str]:
    """The addresses of this house a page offers, as links, as fragments, and to its scripts."""
    found = [html.unescape(one or other) for one, other in _LINK.findall(page)]
    for block in _PAGE.findall(page):
        urls: dict[str, str] = json.loads(block).get("urls", {})
        found += [url for name, url in urls.items() if name not in _NO_LINKS and "{" not in url]
    return [url for url in found if url.startswith("/") and not url.startswith(_ELSEWHERE)]


def refused_to(user: Any) -> tuple[list[str], int]:
    """What the user is offered and then refused, as `status address (on page)`, and how many pages were opened."""
    client = Client()
    client.force_login(user)
    waiting, seen = deque([("/", "")]), {"/"}
    opened: Counter[str] = Counter()
    refused = []
    while waiting:
        address, offered_on = waiting.popleft()
        kind = resolve(address.partition("?")[0]).view_name
        opened[kind] += 1
        if opened[kind] > PER_ADDRESS:
            continue
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            refused.append(f"{answer.status_code} {address} ({offered_on})")
        elif answer.get("Content-Type", "").startswith("text/html"):
            new = [one for one in dict.fromkeys(links_of(answer.content.decode())) if one not in seen]
            seen.update(new)
            waiting.extend((one, address) for one in new)
    return refused, sum(min(count, PER_ADDRESS) for count in opened.values())
