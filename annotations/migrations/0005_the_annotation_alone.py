"""Third of three: the columns the annotation took the place of go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_marks_as_web_annotations")]

    operations = [
        migrations.AlterField("mark", "annotation", models.JSONField()),
        migrations.RemoveField("mark", "kind"),
        migrations.RemoveField("mark", "colour"),
        migrations.RemoveField("mark", "body"),
        migrations.RemoveField("mark", "target"),
        migrations.RemoveField("markplacement", "page"),
        migrations.RemoveField("markplacement", "start"),
        migrations.RemoveField("markplacement", "words"),
        migrations.RemoveField("markplacement", "target"),
        migrations.RenameField("markplacement", "annotated", "target"),
    ]
