import uuid

import django.db.models.deletion
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("agendas", "0005_layings_of_published_papers"),
        ("voting", "0005_corrections_beside_the_result"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="motion",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="poll",
            name="motion_order",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="poll",
            name="others",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="poll",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="voting.poll",
            ),
        ),
        migrations.CreateModel(
            name="PollItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(default=core.clock.real, editable=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("papers", models.JSONField(default=list)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agendas.agendaitem"
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll_items",
                        to="voting.poll",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("poll", "item"), name="poll_item_stands_once")
                ],
            },
        ),
    ]
