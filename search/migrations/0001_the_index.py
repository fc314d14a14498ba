"""Pieces, changes, and the full-text index over the pieces: FTS5 on SQLite, tsvector and GIN on PostgreSQL."""

from django.db import migrations, models

import core.clock

SQLITE = (
    """CREATE VIRTUAL TABLE search_text USING fts5(exact, folded, numbers, content='search_piece', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER search_text_insert AFTER INSERT ON search_piece BEGIN
    INSERT INTO search_text (rowid, exact, folded, numbers) VALUES (new.id, new.exact, new.folded, new.numbers); END""",
    """CREATE TRIGGER search_text_delete AFTER DELETE ON search_piece BEGIN
    INSERT INTO search_text (search_text, rowid, exact, folded, numbers)
    VALUES ('delete', old.id, old.exact, old.folded, old.numbers); END""",
    """CREATE TRIGGER search_text_update AFTER UPDATE OF exact, folded, numbers ON search_piece BEGIN
    INSERT INTO search_text (search_text, rowid, exact, folded, numbers)
    VALUES ('delete', old.id, old.exact, old.folded, old.numbers);
    INSERT INTO search_text (rowid, exact, folded, numbers) VALUES (new.id, new.exact, new.folded, new.numbers); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_text_insert",
    "DROP TRIGGER search_text_delete",
    "DROP TRIGGER search_text_update",
    "DROP TABLE search_text",
)
COLUMNS = ("exact", "folded", "numbers")


def make_index(apps, schema_editor):
    """The full-text index of the database at hand."""
    if schema_editor.connection.vendor != "postgresql":
        for statement in SQLITE:
            schema_editor.execute(statement)
        return
    for name in COLUMNS:
        schema_editor.execute(
            f"ALTER TABLE search_piece ADD COLUMN {name}_words tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('simple', {name})) STORED"
        )
        schema_editor.execute(f"CREATE INDEX search_piece_{name} ON search_piece USING gin ({name}_words)")


def drop_index(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor != "postgresql":
        for statement in SQLITE_BACK:
            schema_editor.execute(statement)
        return
    for name in COLUMNS:
        schema_editor.execute(f"ALTER TABLE search_piece DROP COLUMN {name}_words")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("thing", models.UUIDField()),
                ("ref", models.UUIDField()),
                ("page", models.PositiveIntegerField(default=0)),
                ("exact", models.TextField(blank=True)),
                ("folded", models.TextField(blank=True)),
                ("numbers", models.TextField(blank=True)),
                ("classification", models.CharField(blank=True, max_length=20)),
                ("organisation", models.UUIDField(null=True)),
                ("sort", models.CharField(blank=True, max_length=20)),
                ("moment", models.DateTimeField(default=core.clock.real)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "thing"], name="piece_of_thing")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "ref", "page"), name="piece_once_per_page")
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("watch", models.CharField(max_length=40)),
                ("ref", models.UUIDField()),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="IndexState",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("filled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
