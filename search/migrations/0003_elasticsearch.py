"""What Elasticsearch doesn't know yet, and which of its indices answers."""

from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [("search", "0002_saved_searches")]
    operations = [
        migrations.AddField(
            model_name="indexstate",
            name="live",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="indexstate",
            name="building",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("ref", models.UUIDField()),
                ("page", models.PositiveIntegerField()),
                ("classification", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField(default=core.clock.real)),
                ("is_sent", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["id"], condition=models.Q(is_sent=False), name="outgoing_unsent")
                ],
            },
        ),
    ]
