"""Polls, the electorate frozen at opening, the ledger of ballots, and the boxes of secret votes."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from core import clock
from core.models import Base, Versioned
from meetings import inner
from meetings.models import RosterEntry, Sitting
from realtime import streams


class PollQuerySet(models.QuerySet):
    """Polls, as far as someone may see them."""

    def visible_to(self, user: Any) -> Self:
        """A poll shows with its item; a prepared one only at the desk and to the presider."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        names = user.groups.filter(name__startswith="sitting:").values_list("name", flat=True)
        desk = {
            streams.id_of(name)
            for name in names
            if name.rsplit(":", 1)[1] in (streams.SECRETARIAT, streams.CHAIR)
        }
        items = AgendaItem.objects.visible_to(user).values("pk")
        blocks = PollItem.objects.filter(item__in=items).values("poll")
        seen = self.filter(models.Q(item__in=items) | models.Q(pk__in=blocks)).outside_or(user)
        return seen.filter(~models.Q(state="prepared") | models.Q(sitting__in=desk))

    def outside_or(self, user: Any) -> Self:
        """Without the polls of internal parts the user wasn't named for."""
        own = models.Q(internal_part=None)
        for sitting_id, number in inner.parts_of(user):
            own |= models.Q(sitting=sitting_id, internal_part=number)
        return self.filter(own)

    def not_held_again(self) -> Self:
        """Annulled motions without a vote in their place that weren't let go either."""
        annulled = self.filter(state="annulled", opened_at__isnull=False, let_go_reason="").exclude(motion="")
        return annulled.filter(replaced_by__isnull=True)

    def about(self, item_id: Any) -> Self:
        """The polls that decide on an item: its own, and those over a block it is in."""
        blocks = PollItem.objects.filter(item=item_id).values("poll")
        return self.filter(models.Q(item=item_id) | models.Q(pk__in=blocks))


class Poll(Versioned):
    """Biểu quyết: one question, about one exact version of a paper."""

    clock_of = "sitting.body"

    class State(models.TextChoices):
        """Course of a poll."""

        PREPARED = "prepared", _("Đã chuẩn bị")
        OPEN = "open", _("Đang biểu quyết")
        CLOSED = "closed", _("Đã kết thúc biểu quyết")
        ANNOUNCED = "announced", _("Đã công bố kết quả")
        ANNULLED = "annulled", _("Đã hủy kết quả")

    class By(models.TextChoices):
        """By which means the members vote."""

        ELECTRONIC = "electronic", _("Biểu quyết trên hệ thống")
        PAPER = "paper", _("Biểu quyết bằng phiếu giấy")
        HANDS = "hands", _("Biểu quyết bằng giơ tay")
        VOICE = "voice", _("Biểu quyết bằng lời")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="polls")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="polls")
    number = models.PositiveSmallIntegerField()
    # The internal part it was prepared or opened in: shown to nobody else, numbered apart.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    question = models.CharField(max_length=600)
    paper = models.ForeignKey(
        "papers.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paper_version = models.ForeignKey(
        "papers.PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.PREPARED)
    by = models.CharField(max_length=20, choices=By, default=By.ELECTRONIC, db_default=By.ELECTRONIC)
    rule_set = models.CharField(max_length=20)
    total_members = models.PositiveSmallIntegerField(default=0)
    # Why the number of all members isn't that of the vote before, or of the seats; printed beside it.
    total_reason = models.CharField(max_length=600, blank=True, default="", db_default="")
    total_reason_en = models.CharField(max_length=600, blank=True, default="", db_default="")
    quorum_present = models.PositiveSmallIntegerField(default=0)
    quorum_needed = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    annulled_reason = models.CharField(max_length=300, blank=True)
    # Of an annulled motion that isn't held again: why it was let go.
    let_go_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    recount_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    is_secret = models.BooleanField(default=False, db_default=False)
    # Of a vote over several items, the items besides the first: casting has to know them without another query.
    others = models.JSONField(null=True, blank=True)
    motion = models.CharField(max_length=120, blank=True, default="", db_default="")
    motion_order = models.PositiveSmallIntegerField(default=0, db_default=0)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    tally = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="poll_number_is_used_once"),
            models.UniqueConstraint(
                fields=["sitting"], condition=models.Q(state="open"), name="poll_one_open_per_sitting"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def chain(self) -> str:
        """The audit chain it is recorded in: that of its internal part also once the part is over."""
        return self.sitting.chain_of(self.internal_part or self.sitting.internal_part)

    @property
    def item_ids(self) -> list[str]:
        """All items the vote decides on, the first one first."""
        return [str(self.item_id), *(self.others or [])]

    @property
    def is_block(self) -> bool:
        """Does it decide on several items as one?"""
        return bool(self.others)

    @property
    def is_on_paper(self) -> bool:
        """Is it voted by paper ballots?"""
        return self.by == self.By.PAPER

    @property
    def is_by_hand(self) -> bool:
        """Is it counted by hand: on paper, by show of hands, by voice? Then only counts are known."""
        return self.by != self.By.ELECTRONIC

    @property
    def is_sealed(self) -> bool:
        """Do its ballots go sealed into a box, for the keeper to open?"""
        return self.is_secret and not self.is_by_hand


class PollItem(Base):
    """One of the several items a poll decides on as one, with the versions of its papers when the poll opened."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="poll_items")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    papers = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "item"], name="poll_item_stands_once")
        ]


class Elector(Base):
    """One member of the body when the poll opened: entitled (present) or only counted in N."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="electors")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey("accounts.Seat", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(RosterEntry, null=True, on_delete=models.PROTECT, related_name="+")
    user_id_frozen = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    post_title = models.CharField(max_length=250)
    order = models.PositiveSmallIntegerField(default=0)
    is_head = models.BooleanField(default=False)
    is_entitled = models.BooleanField(default=True)
    where = models.CharField(max_length=20, default="absent")

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "person"], name="elector_one_per_person")
        ]


class Ballot(models.Model):
    """One entry of the ledger; rows are only added, the highest version of an elector is the one that counts."""

    class Value(models.TextChoices):
        """What was chosen."""

        FOR = "for_", _("Tán thành")
        AGAINST = "against", _("Không tán thành")
        ABSTAIN = "abstain", _("Không biểu quyết")

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="ballots")
    version = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=10, choices=Value)
    code = models.CharField(max_length=12)
    cast_at = models.DateTimeField()
    way = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["poll", "elector", "version"], name="ballot_version_is_used_once"
            ),
            models.UniqueConstraint(fields=["poll", "code"], name="ballot_code_is_used_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["poll", "version"], name="ballot_by_poll_and_version")]


class SpokenEntry(Base):
    """Who wrote down a ballot a member gave by voice, and why: the mark of that version in the ledger."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="spoken_entries")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="spoken_entries")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=250, blank=True)
    reason = models.CharField(max_length=300)
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["entered_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["elector", "version"], name="spoken_entry_of_a_version_stands_once"
            )
        ]


class PaperCount(Base):
    """One person's entry of a count by hand. Rows are only added; a round is two rows of two persons.

    `head_value` is what the head of the body chose, empty where there is no such ballot; two rows of a round are
    compared without knowing each other.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="paper_counts")
    round = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=250, blank=True)
    issued = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()
    head_value = models.CharField(max_length=10, choices=Ballot.Value, blank=True)
    tellers = models.JSONField(default=list)
    counted_at = models.DateTimeField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["poll", "round", "place"], name="paper_count_place_is_filled_once"
            ),
            models.UniqueConstraint(
                fields=["poll", "round", "person"], name="paper_count_of_a_round_is_of_two_persons"
            ),
            models.CheckConstraint(
                condition=models.Q(place__in=[1, 2]), name="paper_count_of_a_round_is_entered_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(returned__lte=F("issued"))
                & models.Q(returned=F("votes_for") + F("against") + F("abstain") + F("invalid")),
                name="paper_count_adds_up",
            ),
        ]


class PollCorrection(Base):
    """Đính chính: what stands beside an announced result, or beside the attendance a poll was opened on.

    Rows are only added; poll, electorate and ballots stay as they were. `changes` maps electors to the corrected choice
    ("" for none) or whereabouts, of a vote counted by hand it holds the corrected figures.
    """

    class Kind(models.TextChoices):
        """What is put right."""

        RESULT = "result", _("Đính chính kết quả")
        ATTENDANCE = "attendance", _("Đính chính điểm danh")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=250, blank=True)
    corrected_at = models.DateTimeField()
    changes = models.JSONField(default=dict)
    tally = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    quorum = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "number"], name="poll_correction_number_is_used_once")
        ]


class BoxKey(models.Model):
    """The public half of a box's key; its private half exists in the keeper's folder only.

    In stock while `poll` is empty. Once destroyed, no envelope of its poll can ever be opened (again).
    """

    id = models.BigAutoField(primary_key=True)
    poll = models.OneToOneField(Poll, null=True, blank=True, on_delete=models.PROTECT, related_name="box_key")
    public_key = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=clock.real)
    opened_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                condition=models.Q(poll=None, destroyed_at=None),
                name="box_key_in_stock",
            )
        ]

    @property
    def is_lost(self) -> bool:
        """The key is gone and the box was never opened: the vote must be held again."""
        return self.destroyed_at is not None and self.opened_at is None


class SealedBallot(models.Model):
    """That a member put an envelope into the box: the roll of a secret vote, without any choice in it.

    Rows are only added, the highest version counts. `sealed` holds the envelope until a newer one takes its place,
    the box is opened, or the vote is annulled; `mark` and `code` stay, so that no copy passes and receipts are found.
    """

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="sealed_ballots")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="sealed_ballots")
    version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(null=True)
    mark = models.CharField(max_length=64)
    code = models.CharField(max_length=12)
    cast_at = models.DateTimeField()
    way = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["poll", "elector", "version"], name="sealed_ballot_version_is_used_once"
            ),
            models.UniqueConstraint(fields=["poll", "code"], name="sealed_ballot_code_is_used_once"),
            models.UniqueConstraint(fields=["poll", "mark"], name="sealed_ballot_is_no_copy"),
        ]
        indexes: ClassVar = [models.Index(fields=["poll", "version"], name="sealed_by_poll_and_version")]


class SecretBallot(models.Model):
    """One choice out of an opened box: no voter, no moment, no number, nothing that leads back to an envelope."""

    class Value(models.TextChoices):
        """What was in the envelope."""

        FOR = "for_", _("Tán thành")
        AGAINST = "against", _("Không tán thành")
        ABSTAIN = "abstain", _("Không biểu quyết")
        INVALID = "invalid", _("Không hợp lệ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="secret_ballots")
    value = models.CharField(max_length=10, choices=Value)

    class Meta:
        ordering: ClassVar = ["id"]


class TrialVote(Base):
    """A trial of the vote sheet: who answered, never what; it is no poll, and stands in no record of one.

    Only the newest of a sitting is kept, for the list of those whose devices aren't ready.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="trial_votes")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting"], name="trial_vote_one_per_sitting")
        ]

    @property
    def is_running(self) -> bool:
        """Can it be answered?"""
        return self.ended_at is None


class TrialAnswer(Base):
    """A member of the roster pressed something on the trial's sheet."""

    trial = models.ForeignKey(TrialVote, on_delete=models.CASCADE, related_name="answers")
    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=12)
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trial", "entry"], name="trial_answer_one_per_member")
        ]
