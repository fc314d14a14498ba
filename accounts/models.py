"""Who people are, all with dates: person, organisation, post, seat, role and mandate.

Account ≠ post ≠ person.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Base, Dated


class Organisation(Dated):
    """A ministry, agency, province or office, from its founding to its successor."""

    class Kind(models.TextChoices):
        """What sort of organisation it is."""

        GOVERNMENT = "government", _("Chính phủ")
        MINISTRY = "ministry", _("Bộ")
        MINISTERIAL_AGENCY = "ministerial_agency", _("Cơ quan ngang bộ")
        ATTACHED_AGENCY = "attached_agency", _("Cơ quan thuộc Chính phủ")
        PROVINCE = "province", _("Tỉnh, thành phố")
        OTHER = "other", _("Cơ quan, tổ chức khác")

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=35, blank=True, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind)
    order = models.PositiveSmallIntegerField(default=0)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.short_name or self.name


class Person(Base):
    """A human being. Vietnamese names: family, middle, given; greeted and sorted by the given name."""

    full_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=40, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.full_name


CLOCK_FIELDS = ("clock_offset", "clock_history")


class Body(Base):
    """Something that sits: the Government, a national committee, a task force, a province."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        GOVERNMENT = "government", _("Chính phủ")
        NATIONAL_COMMITTEE = "national_committee", _("Ủy ban quốc gia")
        TASK_FORCE = "task_force", _("Tổ công tác")
        PROVINCE = "province", _("Ủy ban nhân dân tỉnh")

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    member_noun = models.CharField(max_length=80, default="thành viên Chính phủ")
    secretariat = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    decides_by_vote = models.BooleanField(default=True)
    clock_offset = models.DurationField(default=clock.timedelta)
    # How the clock stood before it was put elsewhere, oldest first: pairs [until (true time, Unix seconds), offset
    # in seconds]. Empty in every body whose clock was never moved.
    clock_history = models.JSONField(default=list, blank=True, editable=False)
    is_practice = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    def now(self) -> Any:
        """The body's own time (a demonstration body lives in another season), in UTC."""
        return clock.at(self.clock_offset)

    def today(self) -> Any:
        """The day in Hà Nội by the body's own time."""
        return clock.local_day(self.now())

    def time_of(self, moment: datetime) -> datetime:
        """What this body's clock read at a true moment: a later change of the clock moves nothing that was."""
        for until, seconds in self.clock_history:
            if moment.timestamp() < until:
                return moment + timedelta(seconds=seconds)
        return moment + self.clock_offset

    def put_clock_to(self, moment: datetime) -> None:
        """From now on this body's clock reads `moment` and runs on; the caller saves `CLOCK_FIELDS`."""
        now = clock.real()
        self.clock_history = [*self.clock_history, [now.timestamp(), self.clock_offset.total_seconds()]]
        self.clock_offset = moment - now


class Post(Dated):
    """An office in an organisation: Minister of Finance, Vice-Chairman of the Office."""

    class Kind(models.TextChoices):
        """Rank, as far as rules ask for it."""

        PRIME_MINISTER = "prime_minister", _("Thủ tướng Chính phủ")
        DEPUTY_PM = "deputy_pm", _("Phó Thủ tướng Chính phủ")
        MINISTER = "minister", _("Bộ trưởng")
        DEPUTY_MINISTER = "deputy_minister", _("Thứ trưởng")
        OFFICIAL = "official", _("Công chức")
        CHAIRMAN = "chairman", _("Chủ tịch")
        OTHER = "other", _("Khác")

    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)

    def __str__(self) -> str:
        return self.title


class PostHolding(Dated):
    """A person holds a post, possibly acting ("Q.")."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    is_acting = models.BooleanField(default=False)
    is_main = models.BooleanField(default=True)


class Seat(Dated):
    """Membership of a body. One person has one seat however many posts: persons are counted, not posts."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    post_title = models.CharField(max_length=250)
    short_title = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    precedence = models.PositiveSmallIntegerField()
    is_head = models.BooleanField(default=False, help_text="Thủ tướng: quyết định khi số phiếu ngang nhau")
    is_deputy_head = models.BooleanField(default=False)
    can_vote = models.BooleanField(default=True)
    is_acting = models.BooleanField(
        default=False, db_default=False, help_text="Giữ quyền: ghi “Q.” trước chức vụ"
    )

    class Meta:
        ordering: ClassVar = ["precedence"]
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=models.Q(valid_to__isnull=True),
                name="seat_one_per_person_and_body",
            ),
        ]

    def __str__(self) -> str:
        return self.post_title


class BodyRole(Dated):
    """What a person who is no member does for a body, from-to."""

    class Role(models.TextChoices):
        """Roles of the secretariat and around it."""

        SECRETARIAT_LEAD = "secretariat_lead", _("Lãnh đạo Văn phòng")
        CONDUCT = "conduct", _("Chuyên viên điều hành")
        MINUTES = "minutes", _("Chuyên viên ghi biên bản")
        SCRIPT = "script", _("Vụ trưởng chuẩn bị kịch bản")
        RECORDS_CLERK = "records_clerk", _("Văn thư")
        SUBMITTER = "submitter", _("Cán bộ trình hồ sơ")
        AUDITOR = "auditor", _("Cán bộ kiểm tra nhật ký")
        ADMINISTRATOR = "administrator", _("Quản trị hệ thống")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Mandate(Dated):
    """Who may act for whom, in what, from-to. It never carries a vote."""

    class Scope(models.TextChoices):
        """What the agent may do for the principal."""

        PREPARE = "prepare", _("Chuẩn bị")
        SPEAK = "speak", _("Phát biểu")
        SIGN = "sign", _("Ký thay")
        READ = "read", _("Đọc tài liệu")

    principal = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates_given")
    agent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates_held")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mandates")
    scope = models.CharField(max_length=20, choices=Scope)
    reason = models.CharField(max_length=300, blank=True)


class Clearance(Dated):
    """The highest classification a person may see, with an epoch sockets and streams compare."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clearances")
    level = models.CharField(max_length=20, default="internal")
    epoch = models.PositiveIntegerField(default=1)


class User(AbstractUser):
    """A sign-in of one person. `epoch` moves on when a right is taken away; what was admitted before is stale."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user"
    )
    epoch = models.PositiveIntegerField(default=1)
    # Made for who comes to a sitting by a one-time pass: no password, no other way in, until an account is opened.
    is_guest = models.BooleanField(default=False, db_default=False)
    text_step = models.PositiveSmallIntegerField(default=1)
    theme = models.CharField(max_length=10, default="auto")
    hand = models.CharField(max_length=5, default="right")
    # Pages of a paper side by side: "" one by one, "pairs", "cover" (the first one alone).
    spread = models.CharField(max_length=5, blank=True, default="", db_default="")
    language = models.CharField(max_length=5, default="vi")

    def get_full_name(self) -> str:
        """The person's name as typed, else the user name."""
        return self.person.full_name if self.person else self.username
