"""Saved searches, what each is known to find, and what they must look at again."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_the_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(default=core.clock.real, editable=False)),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(max_length=200)),
                ("filters", models.JSONField(default=dict)),
                ("rights", models.CharField(blank=True, max_length=64)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="SavedFind",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("thing", models.UUIDField()),
                ("found_at", models.DateTimeField(null=True)),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="finds",
                        to="search.savedsearch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("thing", models.UUIDField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "thing"), name="touched_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at__isnull", True)),
                fields=("owner", "name"),
                name="saved_search_name_is_used_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfind",
            constraint=models.UniqueConstraint(fields=("search", "kind", "thing"), name="saved_find_once"),
        ),
    ]
