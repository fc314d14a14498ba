"""The database itself refuses to change or delete a record."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audit records are append-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_record_no_change BEFORE UPDATE OR DELETE ON audit_auditrecord
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
POSTGRESQL_BACK = """
DROP TRIGGER audit_record_no_change ON audit_auditrecord;
DROP FUNCTION audit_refuse_change();
"""
SQLITE = (
    """CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_auditrecord
    BEGIN SELECT RAISE(ABORT, 'audit records are append-only'); END""",
    """CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_auditrecord
    BEGIN SELECT RAISE(ABORT, 'audit records are append-only'); END""",
)


def refuse(apps, schema_editor):
    """Create the triggers of the database at hand."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for statement in SQLITE:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    """Drop them again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    schema_editor.execute("DROP TRIGGER audit_record_no_update")
    schema_editor.execute("DROP TRIGGER audit_record_no_delete")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_foundations")]
    operations = [migrations.RunPython(refuse, allow)]
