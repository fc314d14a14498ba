"""Each mark says how many bytes it takes; those there are counted once, a thousand at a time."""

from django.db import migrations, models

from core.spelling import compact

STEP = 1_000


def count_bytes(apps, schema_editor):
    """Of every mark there is."""
    marks = apps.get_model("annotations", "Mark").objects
    some = []
    for mark in marks.only("annotation").order_by("pk").iterator(chunk_size=STEP):
        mark.size = len(compact(mark.annotation).encode())
        some.append(mark)
        if len(some) == STEP:
            marks.bulk_update(some, ["size"])
            some = []
    marks.bulk_update(some, ["size"])


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_files_of_marks")]

    operations = [
        migrations.AddField("mark", "size", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.RunPython(count_bytes, migrations.RunPython.noop),
    ]
