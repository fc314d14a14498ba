"""The mails a house sent, read back from its mail folder."""

import email
from email.message import Message
from email.policy import default

from tests.journeys.house import House

BETWEEN = "\n" + "-" * 79 + "\n"


def letters_in(house: House, title: str) -> list[Message]:
    """The mails about a sitting that carry a letter as PDF, oldest first."""
    texts = "".join(path.read_text() for path in sorted((house.folder / "mail").iterdir()))
    found = [email.message_from_string(text.lstrip("\n"), policy=default) for text in texts.split(BETWEEN)]
    return [one for one in found if title in (one["Subject"] or "") and "application/pdf" in parts_of(one)]


def parts_of(letter: Message) -> dict[str, bytes]:
    """What a mail carries, by media type."""
    bodies = {part.get_content_type(): part.get_payload(decode=True) for part in letter.walk()}
    return {kind: body for kind, body in bodies.items() if isinstance(body, bytes)}
