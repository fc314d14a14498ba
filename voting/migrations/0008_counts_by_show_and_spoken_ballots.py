import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0007_why_so_many_members"),
    ]

    operations = [
        migrations.AlterField(
            model_name="poll",
            name="by",
            field=models.CharField(
                choices=[
                    ("electronic", "Biểu quyết trên hệ thống"),
                    ("paper", "Biểu quyết bằng phiếu giấy"),
                    ("hands", "Biểu quyết bằng giơ tay"),
                    ("voice", "Biểu quyết bằng lời"),
                ],
                db_default="electronic",
                default="electronic",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="SpokenEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(default=core.clock.real, editable=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("post_title", models.CharField(blank=True, max_length=250)),
                ("reason", models.CharField(max_length=300)),
                ("entered_at", models.DateTimeField()),
                (
                    "elector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoken_entries",
                        to="voting.elector",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoken_entries",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("elector", "version"), name="spoken_entry_of_a_version_stands_once"
                    )
                ],
            },
        ),
    ]
