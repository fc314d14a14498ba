"""A stream can be closed for a while, and what was told on it until then can be sent to nobody any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("realtime", "0001_foundations")]

    operations = [
        migrations.AddField("stream", "is_closed", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("stream", "resumes_from", models.BigIntegerField(default=0, db_default=0)),
    ]
