"""Records of a rehearsal, in chains of their own, may be deleted; all others stay as they are for ever."""

from django.db import migrations

POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.chain LIKE 'rehearsal:%' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'audit records are append-only';
END $$ LANGUAGE plpgsql;
"""
POSTGRESQL_BACK = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audit records are append-only'; END $$ LANGUAGE plpgsql;
"""
SQLITE_DROP = "DROP TRIGGER audit_record_no_delete"
SQLITE_BACK = """CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_auditrecord
BEGIN SELECT RAISE(ABORT, 'audit records are append-only'); END"""
SQLITE = """CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_auditrecord
WHEN OLD.chain NOT LIKE 'rehearsal:%'
BEGIN SELECT RAISE(ABORT, 'audit records are append-only'); END"""


def let_rehearsals_go(apps, schema_editor):
    """Narrow the refusal to what isn't a rehearsal's."""
    _put(schema_editor, POSTGRESQL, SQLITE)


def keep_all(apps, schema_editor):
    """Refuse every deletion again."""
    _put(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def _put(schema_editor, postgresql, sqlite):
    # Without parameters (None), or the sign of LIKE would be read as a place for one.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgresql, params=None)
        return
    schema_editor.execute(SQLITE_DROP, params=None)
    schema_editor.execute(sqlite, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_refuse_changes")]
    operations = [migrations.RunPython(let_rehearsals_go, keep_all)]
