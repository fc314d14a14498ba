"""What saved searches must look at again is noted page by page."""

from django.db import migrations, models


def one_note_for_each_thing(apps, schema_editor):
    """Going back, a page is a note nobody knows: the next change of its thing makes one."""
    apps.get_model("search", "Touched").objects.filter(page__isnull=False).delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0004_taken_in_by_pages")]

    operations = [
        migrations.RemoveConstraint("touched", "touched_once"),
        migrations.RenameField("touched", "thing", "ref"),
        migrations.AddField("touched", "page", models.PositiveIntegerField(null=True)),
        migrations.RunPython(migrations.RunPython.noop, one_note_for_each_thing),
        migrations.AddIndex("touched", models.Index(fields=["ref"], name="touched_by_ref")),
    ]
