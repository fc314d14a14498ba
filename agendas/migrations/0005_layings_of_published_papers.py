"""What published agendas laid before their audiences: the pinned versions, and those of their frozen revisions."""

from django.db import migrations

AUDIENCES = ("members", "observers", "chair", "secretariat")


def lay_published(apps, schema_editor):
    """A row per version and audience, from the items' papers and from the revisions."""
    groups = dict(apps.get_model("auth", "Group").objects.values_list("name", "pk"))
    versions = {
        str(pk) for pk in apps.get_model("papers", "PaperVersion").objects.values_list("pk", flat=True)
    }
    laying = apps.get_model("papers", "PaperLaying")
    laying.objects.bulk_create(
        [
            laying(version_id=version, group_id=groups[name])
            for sitting, item, version in sorted(_pinned(apps) | _frozen(apps))
            if version in versions
            for name in (*(f"sitting:{sitting}:{audience}" for audience in AUDIENCES), f"item:{item}")
            if name in groups
        ],
        ignore_conflicts=True,
    )


def _pinned(apps):
    rows = apps.get_model("agendas", "ItemPaper").objects.filter(
        version__isnull=False, item__published_at__isnull=False
    )
    found = rows.values_list("item__agenda__sitting", "item", "version")
    return {(str(sitting), str(item), str(version)) for sitting, item, version in found}


def _frozen(apps):
    revisions = apps.get_model("agendas", "AgendaRevision").objects.values_list("agenda__sitting", "contents")
    return {
        (str(sitting), str(item["id"]), str(paper["version_id"]))
        for sitting, contents in revisions.iterator()
        for item in contents.get("items", [])
        for paper in item.get("papers", {}).values()
        if paper and paper.get("version_id")
    }


class Migration(migrations.Migration):
    dependencies = [
        ("agendas", "0004_undo_and_one_current_item"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("papers", "0004_layings_of_what_was_granted"),
    ]

    operations = [migrations.RunPython(lay_published, migrations.RunPython.noop)]
