"""The one number per paper has gone; going back fills it from what was laid."""

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def number_again(apps, schema_editor):
    """The newest version laid before anybody."""
    versions = apps.get_model("papers", "PaperVersion").objects.filter(layings__isnull=False)
    newest = versions.filter(paper=OuterRef("pk")).values("paper").annotate(newest=Max("number"))
    apps.get_model("papers", "Paper").objects.update(laid_number=Subquery(newest.values("newest")))


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_layings_of_what_was_granted")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, number_again),
        migrations.RemoveField(model_name="paper", name="laid_number"),
    ]
