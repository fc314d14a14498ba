from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_members_are_let_in_and_recess_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
