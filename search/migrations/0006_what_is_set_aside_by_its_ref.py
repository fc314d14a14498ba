"""What is set aside is asked for by what is taken in, and not read whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_touched_page_by_page")]

    operations = [migrations.AlterField("setaside", "ref", models.UUIDField(db_index=True))]
