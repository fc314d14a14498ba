"""First of three: the column of the annotation beside those it takes the place of. Short locks, no row is touched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_marks")]

    operations = [
        migrations.AddField("mark", "annotation", models.JSONField(null=True)),
        migrations.AddField("markplacement", "annotated", models.JSONField(null=True)),
        migrations.AlterField("mark", "kind", models.CharField(max_length=12, null=True)),
        migrations.AlterField("mark", "colour", models.CharField(max_length=8, null=True)),
        migrations.AlterField("mark", "body", models.TextField(max_length=5000, null=True)),
        migrations.AlterField("mark", "target", models.JSONField(null=True)),
        migrations.AlterField("markplacement", "start", models.PositiveIntegerField(null=True)),
        migrations.AlterField("markplacement", "words", models.TextField(null=True)),
    ]
