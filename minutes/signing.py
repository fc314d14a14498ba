"""Who may sign a notice in the place of another: mandates to sign, from-to."""

from datetime import date

from accounts.models import Body, Mandate
from accounts.selectors import post_title_on
from minutes.errors import NoMandateToSign


def mandates_to_sign(body: Body, day: date) -> list[tuple[Mandate, str, str]]:
    """`(mandate, the agent's post, the principal's post)` of the mandates to sign that hold in the body on that day."""
    rows = Mandate.objects.on(day).filter(body=body, scope=Mandate.Scope.SIGN)
    return [
        (row, post_title_on(row.agent_id, day, body), post_title_on(row.principal_id, day, body))
        for row in rows.select_related("agent", "principal").order_by("agent__full_name")
    ]


def principal_of(mandate: Mandate, body: Body, on: date) -> str:
    """The post of who is signed for. Raises `NoMandateToSign` unless the mandate holds in the body on that day."""
    holds = Mandate.objects.on(on).filter(pk=mandate.pk, body=body, scope=Mandate.Scope.SIGN).exists()
    if not holds:
        raise NoMandateToSign(day=f"{on.day}/{on.month}/{on.year}", field="mandate")
    return post_title_on(mandate.principal_id, on, body) or mandate.principal.full_name
