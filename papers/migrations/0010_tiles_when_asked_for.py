"""Tiles are drawn when asked for; a column nobody reads goes.

On PostgreSQL neither rewrites the table. Each takes it for itself for a moment and waits five seconds for that at most,
so that nobody queues up behind a long reading (a backup): then this is called again. Going back brings the column back
empty, as whatever reads it (nothing does) finds it on a page without words.
"""

from django.db import migrations, models
from django.db.models.functions import Now


def wait_shortly(apps, schema_editor):
    """Until the end of this migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL lock_timeout = '5s'")


def note_tiles(apps, schema_editor):
    """Those that lie in storage now."""
    pages = apps.get_model("papers", "PaperPage").objects.filter(is_tiled=True, tiles_at=None)
    pages.update(tiles_at=Now())


def forget_the_undrawn(apps, schema_editor):
    """Before, a page said to be cut in tiles had all of them."""
    apps.get_model("papers", "PaperPage").objects.filter(tiles_at=None).exclude(is_tiled=False).update(
        is_tiled=False
    )


class Migration(migrations.Migration):
    dependencies = [("papers", "0009_huge_pages_in_tiles")]

    operations = [
        migrations.RunPython(wait_shortly, migrations.RunPython.noop),
        migrations.RemoveField(model_name="paperpage", name="folded"),
        migrations.AddField("paperpage", "tiles_at", models.DateTimeField(null=True)),
        migrations.AddField("paperpage", "tiles_asked_at", models.DateTimeField(null=True)),
        migrations.RunPython(note_tiles, forget_the_undrawn),
        migrations.RunPython(migrations.RunPython.noop, wait_shortly),
    ]
