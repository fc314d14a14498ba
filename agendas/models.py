"""The agenda of a sitting: items in order, who presents, who is invited, what was published and how each ended."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base, Versioned
from meetings.models import Sitting
from realtime import streams


class Agenda(Versioned):
    """Chương trình họp."""

    clock_of = "sitting.body"

    class State(models.TextChoices):
        """Course of an agenda; after publication it is changed only by late items, withdrawals and replacements."""

        DRAFT = "draft", _("Đang soạn")
        APPROVED = "approved", _("Đã được phê duyệt")
        PUBLISHED = "published", _("Đã phát hành")

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="agenda")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_revision = models.PositiveSmallIntegerField(default=0)


class AgendaApproval(Base):
    """The head of the body approved this draft: in the app, or on a signed paper recorded by the secretariat."""

    class Way(models.TextChoices):
        """How the approval was given."""

        IN_APP = "in_app", _("Phê duyệt trên hệ thống")
        SIGNED_PAPER = "signed_paper", _("Văn bản đã ký")

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="approvals")
    way = models.CharField(max_length=20, choices=Way)
    approved_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=250, blank=True)
    paper_reference = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    agenda_version = models.PositiveIntegerField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class AgendaRevision(Base):
    """What was published, frozen."""

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    contents = models.JSONField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agenda", "number"], name="agenda_revision_number_is_used_once")
        ]


class AgendaItemQuerySet(models.QuerySet):
    """Items, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """Secretariat and chair see all; members and observers what is published; an invitee his own item."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.shown_to(user.groups.values_list("name", flat=True))

    def shown_to(self, audiences: Iterable[str]) -> Self:
        """Those that who is in these audiences may see."""
        names = set(audiences)
        by_audience: dict[str, set[str]] = {}
        for name in names:
            if name.startswith("sitting:"):
                by_audience.setdefault(name.rsplit(":", 1)[1], set()).add(streams.id_of(name))
        desk = by_audience.get(streams.SECRETARIAT, set()) | by_audience.get(streams.CHAIR, set())
        room = by_audience.get(streams.MEMBERS, set()) | by_audience.get(streams.OBSERVERS, set())
        own = {streams.id_of(name) for name in names if name.startswith("item:")}
        return self.filter(
            models.Q(agenda__sitting__in=desk)
            | models.Q(agenda__sitting__in=room, published_at__isnull=False)
            | models.Q(pk__in=own, published_at__isnull=False)
        )


class AgendaItem(Versioned):
    """Nội dung."""

    clock_of = "agenda.sitting.body"

    class Kind(models.TextChoices):
        """What is asked of the sitting."""

        DECISION = "decision", _("Thông qua")
        OPINION = "opinion", _("Cho ý kiến")
        INFORMATION = "information", _("Để biết")

    class State(models.TextChoices):
        """Course of an item."""

        WAITING = "waiting", _("Chưa thảo luận")
        CURRENT = "current", _("Đang thảo luận")
        ENDED = "ended", _("Đã kết luận")
        WITHDRAWN = "withdrawn", _("Rút khỏi chương trình")

    class Ending(models.TextChoices):
        """How an item ends; a sitting can't close while one has none."""

        ADOPTED_BY_VOTE = "adopted_by_vote", _("Thông qua bằng biểu quyết")
        AGREED = "agreed", _("Thống nhất, không biểu quyết")
        OPINIONS_GIVEN = "opinions_given", _("Cho ý kiến, giao hoàn thiện")
        NOT_ADOPTED = "not_adopted", _("Chưa thông qua, trình lại")
        POSTPONED = "postponed", _("Chuyển sang phiên họp sau")
        WITHDRAWN = "withdrawn", _("Rút khỏi chương trình")
        NOTED = "noted", _("Ghi nhận báo cáo")

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="items")
    number = models.CharField(max_length=8, blank=True)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=400)
    short_title = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.DECISION)
    dossier = models.ForeignKey(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    presenter = models.ForeignKey(
        "accounts.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    presenter_title = models.CharField(max_length=250, blank=True)
    minutes_allowed = models.PositiveSmallIntegerField(default=15)
    paper_copies_only = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    is_late = models.BooleanField(default=False)
    late_reason = models.CharField(max_length=300, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    ending_note = models.CharField(max_length=500, blank=True)
    resumed_reason = models.CharField(max_length=300, blank=True)
    resubmit_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    conclusion_version = models.PositiveIntegerField(default=0)
    # The internal part in which it was ended, and its conclusion written: hidden from everybody else.
    ended_in_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    concluded_in_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # Since when it is to be discussed by itself, though nobody objected: out of the block.
    apart_at = models.DateTimeField(null=True, blank=True, editable=False)
    apart_reason = models.CharField(max_length=300, blank=True, default="", db_default="", editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agenda", "number"],
                condition=~models.Q(number=""),
                name="agenda_item_number_is_used_once",
            ),
            models.UniqueConstraint(
                fields=["agenda"],
                condition=models.Q(state="current"),
                name="agenda_item_one_is_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def stream(self) -> str:
        """The stream (and group) of its invitees."""
        return streams.item(self.pk)


class ItemPaper(Base):
    """A paper laid for an item. `version` is pinned at publication and moves only by `replace_paper`."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="item_papers")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="item_papers")
    version = models.ForeignKey(
        "papers.PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    late_reason = models.CharField(max_length=300, blank=True)
    handed_out_at = models.DateTimeField(null=True, blank=True)
    # Handed out in an internal part: only for those named for it.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "paper"], name="item_paper_once_per_item")
        ]


class PaperRecall(Base):
    """A paper that was laid and taken back from its readers: the row that stays, with time and reason."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recalls")
    paper = models.ForeignKey("papers.Paper", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "papers.PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    handed_out_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField()
    recalled_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    # The internal part it was handed out in: outside nobody learns that it was there.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["recalled_at"]


class ItemInvitee(Base):
    """Someone of the roster who is invited to this item only."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="invitees")
    entry = models.ForeignKey("meetings.RosterEntry", on_delete=models.CASCADE, related_name="invited_items")
    called_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "entry"], name="item_invitee_once_per_item")
        ]


class ItemRecusal(Base):
    """A member keeps out of an item, with the reason."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    entry = models.ForeignKey("meetings.RosterEntry", on_delete=models.CASCADE, related_name="recusals")
    reason = models.CharField(max_length=300)


class ChairScript(Versioned):
    """The presider's script for an item; for the audience `chair` only."""

    clock_of = "item.agenda.sitting.body"

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="script")
    opening_words = models.TextField(blank=True)
    differences = models.TextField(blank=True)
    draft_conclusion = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class AgendaChange(Base):
    """One change of an unpublished agenda with what stood before it, so that it can be undone."""

    class Kind(models.TextChoices):
        """What was done."""

        ADDED = "added", _("Thêm nội dung")
        EDITED = "edited", _("Sửa nội dung")
        MOVED = "moved", _("Đổi thứ tự")
        REMOVED = "removed", _("Bỏ nội dung")

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="changes")
    item_id_then = models.UUIDField()
    item_version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.JSONField(default=dict)
    by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]


class ItemPosition(Base):
    """What a member said of an item before its turn. Every version stays; the one not replaced stands."""

    class Kind(models.TextChoices):
        """The positions there are; one taken back stands as withdrawn, which is none."""

        NO_OBJECTION = "no_objection", _("Không có ý kiến khác")
        OBJECTION = "objection", _("Không nhất trí")
        WISH_TO_SPEAK = "wish_to_speak", _("Đề nghị phát biểu")
        WITHDRAWN = "withdrawn", _("Đã rút ý kiến")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="positions")
    entry = models.ForeignKey("meetings.RosterEntry", on_delete=models.CASCADE, related_name="positions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(max_length=1000, blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "entry", "number"], name="item_position_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["item", "entry"],
                condition=models.Q(replaced_at__isnull=True),
                name="item_position_one_stands",
            ),
        ]


class AgendaLine(Base):
    """One change of a published agenda as a line with its time: what readers find in the quiet list."""

    class Kind(models.TextChoices):
        """What happened."""

        ITEM_ADDED = "item_added", _("Bổ sung nội dung")
        ITEM_WITHDRAWN = "item_withdrawn", _("Rút khỏi chương trình")
        PAPER_REPLACED = "paper_replaced", _("Thay tài liệu")
        PAPER_HANDED_OUT = "paper_handed_out", _("Phát thêm tài liệu")
        PAPER_RECALLED = "paper_recalled", _("Thu hồi tài liệu")
        LEFT_BLOCK = "left_block", _("Đưa ra khỏi nhóm biểu quyết chung")
        JOINED_BLOCK = "joined_block", _("Trở lại nhóm biểu quyết chung")

    agenda = models.ForeignKey(Agenda, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    title = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    who = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "created_at"]


class SittingVisit(Base):
    """Until when somebody has seen the changes of a sitting's agenda (by the body's clock); told to nobody else."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "user"], name="sitting_visit_one_per_reader")
        ]


class SpeakingNote(Versioned):
    """What an aide prepared for a principal to say on an item; nobody else reads it."""

    clock_of = "item.agenda.sitting.body"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="speaking_notes")
    principal = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=8000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "principal"], name="speaking_note_one_per_item_and_principal"
            )
        ]


class AbsentOpinion(Versioned):
    """What a substitute stated as the absent member's opinion on an item. An opinion, never a ballot."""

    clock_of = "item.agenda.sitting.body"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="absent_opinions")
    substitute = models.ForeignKey("meetings.RosterEntry", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "substitute"], name="absent_opinion_one_per_item_and_substitute"
            )
        ]


class PaperDeadline(Base):
    """The last day on which papers of a sitting come in time, said by somebody named instead of the rule set."""

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="paper_deadline")
    due = models.DateField()
    set_by = models.CharField(max_length=250)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
