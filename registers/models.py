"""Numbers without gaps: one row per register and year, locked to give out the next."""

from django.db import models


class Register(models.Model):
    """A sequence such as "invitations of the Government 2020"."""

    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="register_one_per_year")]
