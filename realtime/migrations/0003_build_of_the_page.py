"""Which build of the page a person follows a sitting with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("realtime", "0002_streams_that_are_closed_for_a_while")]

    operations = [
        migrations.AddField(
            model_name="presencelease",
            name="build",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
    ]
