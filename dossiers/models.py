"""Hồ sơ trình: a matter a ministry lays before a body, with its papers."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base, Versioned
from papers.models import Classification, Paper, Urgency


class DossierQuerySet(models.QuerySet):
    """Dossiers, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """The secretariat of the body (audience `body:<id>:secretariat`) and the submitting ministry's officers."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        names = user.groups.filter(name__startswith="body:").values_list("name", flat=True)
        bodies = {name.split(":")[1] for name in names}
        submits = models.Q()
        if user.person_id:
            submits = models.Q(
                organisation__in=user.person.roles.filter(role="submitter", valid_to__isnull=True).values(
                    "organisation"
                )
            )
        return self.filter(models.Q(body__in=bodies) | submits) if submits else self.filter(body__in=bodies)


class Dossier(Versioned):
    """One matter."""

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

    objects = DossierQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class DossierPaper(Base):
    """A paper in its dossier, in order."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="dossier_papers")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="dossier_paper")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
