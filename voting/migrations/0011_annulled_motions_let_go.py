"""Why an annulled motion isn't held again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voting", "0010_belongs_to_an_internal_part")]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="let_go_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
