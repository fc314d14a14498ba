from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("minutes", "0005_annexes_of_internal_parts")]

    operations = [
        migrations.AddField(
            model_name="conclusionnotice",
            name="signed_for",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
    ]
