"""The ceiling of the installation holds for dossiers in the database too, as it does for papers."""

from django.conf import settings
from django.db import migrations, models

from papers.models import classifications_up_to


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_secretariat_entries_and_withdrawal")]

    operations = [
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("classification__in", classifications_up_to(settings.CLASSIFICATION_CEILING))
                ),
                name="dossier_classification_within_ceiling",
            ),
        ),
    ]
