"""How a notice signed by mandate says so: "KT." or "TUQ."."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("minutes", "0006_notices_signed_by_mandate")]

    operations = [
        migrations.AddField(
            model_name="conclusionnotice",
            name="signed_as",
            field=models.CharField(blank=True, db_default="", default="", max_length=5),
        ),
    ]
