"""Abstract rows everyone builds on, stored answers, and the progress of jobs."""

import uuid
from datetime import datetime
from operator import attrgetter
from typing import Any, Self

from django.db import models
from django.db.models import F

from core import clock
from core.errors import EditedMeanwhile


class Base(models.Model):
    """A row with a public id that says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.real, editable=False)

    class Meta:
        abstract = True


class Versioned(Base):
    """A row people edit: every form sends back the version it started from."""

    version = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(default=clock.real, editable=False)
    edited_by = models.CharField(max_length=200, blank=True, editable=False)

    # The way from this row to the body whose clock people see, such as "sitting.body"; empty: the true clock.
    clock_of = ""

    class Meta:
        abstract = True

    def ensure_version(self, version: int | None) -> None:
        """Raise `EditedMeanwhile` if the form started from another version. None means no form was involved."""
        if version is not None and version != self.version:
            at = clock.local(self.edited_as_shown()).strftime("%H:%M")
            raise EditedMeanwhile(who=self.edited_by or "…", at=at, version=self.version)

    def edited_as_shown(self) -> datetime:
        """When the row was last edited, as the clock of its body read then."""
        body: Any = attrgetter(self.clock_of)(self) if self.clock_of else None
        return body.time_of(self.edited_at) if body else self.edited_at

    def touch(self, who: str) -> None:
        """Count one edit by `who`; the caller saves."""
        self.version += 1
        self.edited_at = clock.real()
        self.edited_by = who[:200]


class DatedQuerySet(models.QuerySet):
    """Rows that hold from one day until (not including) another."""

    def on(self, day: Any) -> Self:
        """Those that hold on `day`."""
        return self.filter(valid_from__lte=day).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day)
        )


class Dated(Base):
    """Holds from `valid_from` until the day before `valid_to`; open-ended while that is null."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            )
        ]

    def is_valid_on(self, day: Any) -> bool:
        """Does the row hold on `day`?"""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class StoredAnswer(models.Model):
    """The first answer to a key; a repeat gets the same one (kept 30 days)."""

    id = models.BigAutoField(primary_key=True)
    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    created_at = models.DateTimeField(default=clock.real)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "key"], name="stored_answer_key_is_used_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="stored_answer_by_age")]


class Job(Base):
    """One piece of work outside a request: what, for which ids, how far."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=80)
    ids = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.real)
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="job_by_state_and_due"),
            models.Index(fields=["due_at"], name="job_by_due"),
            models.Index(fields=["heard_at"], name="job_by_heard"),
        ]
