from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("room", "0007_belongs_to_an_internal_part")]

    operations = [
        migrations.AddField(
            model_name="speech",
            name="on_behalf_of",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
    ]
