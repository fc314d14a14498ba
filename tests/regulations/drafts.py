"""A draft of a rule set for tests."""

from datetime import date, timedelta
from typing import Any

from core import clock
from regulations.models import RuleSet, RuleSetDraft
from regulations.services import RuleSetText


def coming(days: int = 30) -> date:
    """A day that hasn't come."""
    return clock.local_day(clock.real()) + timedelta(days=days)


def text(code: str = "R2030", days: int = 30, **changes: Any) -> RuleSetText:
    """What follows R2026, with some parameters set otherwise."""
    base = RuleSet.objects.get(code="R2026")
    return RuleSetText(
        code=code,
        name="Quy chế mẫu",
        name_en="Sample regulations",
        legal_basis="Nghị định mẫu",
        valid_from=coming(days),
        parameters={**base.parameters, **changes},
        unverified=dict(base.unverified),
        reason="Nghị định mới",
    )


def waiting() -> RuleSetDraft:
    """One draft that waits, made once."""
    row = RuleSetDraft.objects.filter(code="R2031").first()
    written = text("R2031", 60)
    values = {name: getattr(written, name) for name in ("name", "name_en", "legal_basis", "valid_from")}
    more = {"parameters": written.parameters, "reason": written.reason, "writers": ["nobody"]}
    return row or RuleSetDraft.objects.create(code="R2031", **values, **more)
