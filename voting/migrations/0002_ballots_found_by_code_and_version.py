from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voting", "0001_foundations"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["poll", "version"], name="ballot_by_poll_and_version"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("poll", "code"), name="ballot_code_is_used_once"),
        ),
    ]
