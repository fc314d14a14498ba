"""When the readers of a recording were told that its time is nearly over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recordings", "0001_recordings_of_sittings")]

    operations = [
        migrations.AddField(
            model_name="recording", name="warned_on", field=models.DateField(blank=True, null=True)
        ),
    ]
