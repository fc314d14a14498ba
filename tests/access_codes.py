"""The one rule of every access table: let in, refused, missing, or sent to sign in."""

from collections.abc import Container


def code_for(persona: str, let_in: Container[str], sees: Container[str]) -> int:
    """200 (or what follows it) for those let in; 403 for who sees the subject, 404 for others, 401 to sign in."""
    if persona == "anonymous":
        return 401
    if persona in let_in:
        return 200
    return 403 if persona in sees else 404
