"""Papers granted to audiences without an agenda (issued minutes): their readers keep the version they had.

What agendas laid is filled in by agendas, which knows the pinned versions.
"""

from django.db import migrations
from django.db.models import Q


def lay_current(apps, schema_editor):
    """One row per grant to readers of a paper whose newest version everybody reads."""
    grants = apps.get_model("papers", "PaperGroupObjectPermission").objects.filter(
        Q(group__name__startswith="sitting:") | Q(group__name__startswith="item:"),
        permission__codename="view_paper",
        content_object__laid_number=None,
        content_object__current__isnull=False,
    )
    laying = apps.get_model("papers", "PaperLaying")
    laying.objects.bulk_create(
        [
            laying(version_id=version, group_id=group)
            for version, group in grants.values_list("content_object__current", "group")
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_versions_laid_before_audiences")]

    operations = [migrations.RunPython(lay_current, migrations.RunPython.noop)]
