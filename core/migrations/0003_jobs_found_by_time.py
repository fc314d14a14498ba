from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_job_says_it_is_alive"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["due_at"], name="job_by_due"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["heard_at"], name="job_by_heard"),
        ),
    ]
