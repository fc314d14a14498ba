"""Numbered event streams, and who has been heard from lately."""

from django.conf import settings
from django.db import models

from core import clock


class Stream(models.Model):
    """One audience's sequence of events; `seq` is the number of the newest. Its row lock gives out the numbers.

    A closed stream takes no event and starts from a document of its own. Nobody who comes back from before
    `resumes_from` is sent what he missed: he starts from a snapshot.
    """

    name = models.CharField(max_length=120, primary_key=True)
    seq = models.BigIntegerField(default=0)
    is_closed = models.BooleanField(default=False, db_default=False)
    resumes_from = models.BigIntegerField(default=0, db_default=0)


class Event(models.Model):
    """One event as one audience may see it: a merge patch (RFC 7396) on the stream's document."""

    id = models.BigAutoField(primary_key=True)
    stream = models.CharField(max_length=120)
    seq = models.BigIntegerField()
    type = models.CharField(max_length=80)
    body = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.real)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_number_is_used_once")]


class PresenceLease(models.Model):
    """A person's socket on a stream was heard at `seen_at`; silent too long it lapses."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stream = models.CharField(max_length=120)
    seen_at = models.DateTimeField(default=clock.real)
    is_lapsed = models.BooleanField(default=False)
    # The build of the page that followed last (`core.build`); empty if it didn't say.
    build = models.CharField(max_length=12, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "stream"], name="presence_lease_one_per_stream")
        ]
        indexes = [models.Index(fields=["is_lapsed", "seen_at"], name="presence_lease_by_age")]
