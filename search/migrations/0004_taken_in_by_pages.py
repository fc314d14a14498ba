"""Changes page by page, what is set aside, and the number of the index."""

from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [("search", "0003_elasticsearch")]
    operations = [
        migrations.AddField(model_name="change", name="page", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(
            model_name="indexstate", name="number", field=models.BigIntegerField(db_default=0, default=0)
        ),
        migrations.AddField(model_name="indexstate", name="day", field=models.DateField(null=True)),
        migrations.AddIndex(
            model_name="outgoing", index=models.Index(fields=["ref", "page"], name="outgoing_of_piece")
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("ref", models.UUIDField()),
                ("page", models.PositiveIntegerField(null=True)),
                ("error", models.CharField(max_length=200)),
                ("tries", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField(default=core.clock.real)),
                ("again_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
