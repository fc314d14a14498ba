"""Rule sets and holidays come from the data files beside the app."""

from django.db import migrations

from regulations.loading import load_holidays, load_rule_sets


def load(apps, schema_editor):
    """Fill the empty tables."""
    load_rule_sets(apps.get_model("regulations", "RuleSet"))
    load_holidays(apps.get_model("regulations", "Holiday"))


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_rule_sets_and_holidays")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
