import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0002_ballots_found_by_code_and_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="is_secret",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="SecretBallot",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("for_", "Tán thành"),
                            ("against", "Không tán thành"),
                            ("abstain", "Không biểu quyết"),
                            ("invalid", "Không hợp lệ"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secret_ballots",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="BoxKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_key", models.CharField(max_length=100, unique=True)),
                ("fingerprint", models.CharField(max_length=12)),
                ("created_at", models.DateTimeField(default=core.clock.real)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "poll",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="box_key",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("destroyed_at", None), ("poll", None)),
                        fields=["id"],
                        name="box_key_in_stock",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedBallot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField(null=True)),
                ("mark", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=12)),
                ("cast_at", models.DateTimeField()),
                ("way", models.CharField(max_length=10)),
                (
                    "elector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_ballots",
                        to="voting.elector",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_ballots",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["poll", "version"], name="sealed_by_poll_and_version")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "elector", "version"), name="sealed_ballot_version_is_used_once"
                    ),
                    models.UniqueConstraint(fields=("poll", "code"), name="sealed_ballot_code_is_used_once"),
                    models.UniqueConstraint(fields=("poll", "mark"), name="sealed_ballot_is_no_copy"),
                ],
            },
        ),
    ]
