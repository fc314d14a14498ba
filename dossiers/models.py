"""Hồ sơ trình: a matter a ministry lays before a body, with its papers."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import SECRETARIAT_ROLES
from accounts.models import BodyRole
from core.models import Base, Versioned
from papers.models import Classification, Paper, Urgency, classifications_up_to


class DossierQuerySet(models.QuerySet):
    """Dossiers, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """The submitting ministry's officers always; the secretariat of the body once submitted, or if it
        entered the dossier itself. By the roles of each body's own today.
        """
        person_id = getattr(user, "person_id", None)
        if not getattr(user, "is_active", False) or not person_id:
            return self.none()
        rows = BodyRole.objects.filter(person_id=person_id).select_related("body")
        held = [row for row in rows if row.is_valid_on(row.body.today())]
        return self.on_desks_of((row.body_id, row.role, row.organisation_id) for row in held)

    def on_desks_of(self, roles: Iterable[tuple[UUID, str, UUID | None]]) -> Self:
        """Those that who has these roles (body, role, organisation) may see."""
        held = list(roles)
        desks = {body for body, role, _organisation in held if role in SECRETARIAT_ROLES}
        wanted = models.Q(body__in=desks) & (
            ~models.Q(state="draft") | models.Q(is_entered_by_secretariat=True)
        )
        for body, role, organisation in held:
            if role == BodyRole.Role.SUBMITTER and organisation:
                wanted |= models.Q(body=body, organisation=organisation)
        return self.filter(wanted)


class Dossier(Versioned):
    """One matter."""

    clock_of = "body"

    class State(models.TextChoices):
        """Course of a dossier."""

        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Đã trình")
        VERIFIED = "verified", _("Đã thẩm tra")
        RETURNED = "returned", _("Trả lại để hoàn thiện")
        SCHEDULED = "scheduled", _("Đã đưa vào chương trình")
        CONCLUDED = "concluded", _("Đã có kết luận")
        WITHDRAWN = "withdrawn", _("Đã rút")

    body = models.ForeignKey("accounts.Body", on_delete=models.PROTECT, related_name="dossiers")
    title = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="dossiers"
    )
    cooperating = models.ManyToManyField("accounts.Organisation", blank=True, related_name="+")
    summary = models.TextField(blank=True)
    disagreements = models.TextField(blank=True)
    classification = models.CharField(max_length=20, choices=Classification, default=Classification.INTERNAL)
    urgency = models.CharField(max_length=20, choices=Urgency, default=Urgency.NORMAL)
    paper_copies_only = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verification_note = models.TextField(blank=True)
    number = models.CharField(max_length=40, blank=True)
    is_entered_by_secretariat = models.BooleanField(default=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # As with papers: whatever program writes it.
            models.CheckConstraint(
                condition=models.Q(classification__in=classifications_up_to(settings.CLASSIFICATION_CEILING)),
                name="dossier_classification_within_ceiling",
            )
        ]

    def __str__(self) -> str:
        return self.title


class DossierPaper(Base):
    """A paper in its dossier, in order."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="dossier_papers")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="dossier_paper")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
