"""What was put by hand into another version counts among the bytes of its mark."""

from django.db import migrations

from core.spelling import compact


def count_bytes(apps, schema_editor):
    """Of every mark that was put somewhere by hand; counted whole, so that it may run twice."""
    marks = apps.get_model("annotations", "Mark").objects
    rows = marks.filter(placements__is_by_hand=True).distinct().order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        mark = marks.only("annotation").get(pk=pk)
        targets = mark.placements.filter(is_by_hand=True).values_list("target", flat=True)
        size = sum(len(compact(one).encode()) for one in [mark.annotation, *targets])
        marks.filter(pk=pk).update(size=size)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0007_bytes_of_a_mark")]

    operations = [migrations.RunPython(count_bytes, migrations.RunPython.noop)]
