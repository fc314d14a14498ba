"""The record: rows are only ever added, each carrying the hash of the one before it in its chain."""

from django.db import models

from core import clock

MAIN_CHAIN = "main"
# What chains of rehearsals begin with: the only ones that can be thrown away.
REHEARSAL_CHAINS = "rehearsal:"


class Chain(models.Model):
    """The head of one chain: one chain per sitting and one for the rest. Locked last of all locks."""

    name = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class AuditRecord(models.Model):
    """One deed, with the very bytes that were hashed. Triggers refuse UPDATE and DELETE (but of a rehearsal's)."""

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=80)
    number = models.BigIntegerField()
    at = models.DateTimeField(default=clock.real)
    verb = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    canonical = models.BinaryField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_record_number_is_used_once")
        ]
        indexes = [
            models.Index(fields=["verb", "at"], name="audit_record_by_verb"),
            models.Index(fields=["actor_id", "at"], name="audit_record_by_actor"),
        ]
