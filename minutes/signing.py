"""Who may sign a notice in the place of who leads the secretariat: mandates to sign, from-to."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import Body, BodyRole, Mandate
from accounts.selectors import people_with_role, post_title_on
from minutes.errors import NoMandateToSign


def mandates_to_sign(body: Body, day: date) -> list[tuple[Mandate, str, str]]:
    """`(mandate, the agent's post, the principal's post)` of those that hold in the body on that day."""
    return [
        (row, post_title_on(row.agent_id, day, body), post_title_on(row.principal_id, day, body))
        for row in _holding(body, day).select_related("agent", "principal").order_by("agent__full_name")
    ]


def principal_of(mandate: Mandate, name: str, body: Body, on: date) -> str:
    """The post of who is signed for by `name`, the mandate's agent.

    Raises `NoMandateToSign` unless the mandate is the agent's, comes from who signs the letters of the secretariat,
    and holds in the body on that day.
    """
    if name != mandate.agent.full_name or not _holding(body, on).filter(pk=mandate.pk).exists():
        raise NoMandateToSign(day=f"{on.day}/{on.month}/{on.year}", field="mandate")
    return post_title_on(mandate.principal_id, on, body) or mandate.principal.full_name


def _holding(body: Body, day: date) -> QuerySet[Mandate]:
    leads = people_with_role(body, [BodyRole.Role.SECRETARIAT_LEAD], day)
    return Mandate.objects.on(day).filter(body=body, scope=Mandate.Scope.SIGN, principal__in=leads)
