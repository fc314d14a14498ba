import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0004_polls_by_paper"),
    ]

    operations = [
        migrations.CreateModel(
            name="PollCorrection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(default=core.clock.real, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "Đính chính kết quả"), ("attendance", "Đính chính điểm danh")],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("name", models.CharField(max_length=200)),
                ("post_title", models.CharField(blank=True, max_length=250)),
                ("corrected_at", models.DateTimeField()),
                ("changes", models.JSONField(default=dict)),
                ("tally", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("quorum", models.JSONField(default=dict)),
                ("remarks", models.JSONField(default=list)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "number"), name="poll_correction_number_is_used_once"
                    )
                ],
            },
        ),
    ]
