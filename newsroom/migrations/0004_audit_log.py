from django.db import migrations

from newsroom.roles import grant

# What the columns of a line may never do again once it is written. Renaming a model moves content
# types, so that column alone may change.
COLUMNS = "action_time, object_id, object_repr, action_flag, change_message, user_id"
SQLITE = [
    f"""
    CREATE TRIGGER audit_log_unchanged BEFORE UPDATE OF {COLUMNS} ON django_admin_log
    BEGIN SELECT RAISE(ABORT, 'lines of the audit log are not changed'); END
    """,
    """
    CREATE TRIGGER audit_log_kept BEFORE DELETE ON django_admin_log
    BEGIN SELECT RAISE(ABORT, 'lines of the audit log are not deleted'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'lines of the audit log are neither changed nor deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER audit_log_unchanged BEFORE UPDATE OF {COLUMNS} ON django_admin_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_refuse()
    """,
    """
    CREATE TRIGGER audit_log_kept BEFORE DELETE ON django_admin_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_refuse()
    """,
]
INDEXES = {
    "audit_log_newest": "action_time, id",
    "audit_log_of_user": "user_id, action_time, id",
    "audit_log_of_kind": "content_type_id, action_time, id",
    "audit_log_of_user_and_kind": "user_id, content_type_id, action_time, id",
}


def keep(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def let_go(apps, schema_editor):
    on = " ON django_admin_log" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("audit_log_unchanged", "audit_log_kept"):
        schema_editor.execute(f"DROP TRIGGER {name}{on}")
    if on:
        schema_editor.execute("DROP FUNCTION audit_log_refuse")


def let_administrators_read(apps, schema_editor):
    grant(apps, {"Administrator": ["admin.view_logentry"]})


class Migration(migrations.Migration):
    """Makes Django's admin log one that is only ever added to, and quick to read at any size."""

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('newsroom', '0003_staff_access'),
    ]

    operations = [
        *(
            migrations.RunSQL(
                f"CREATE INDEX {name} ON django_admin_log ({columns})", f"DROP INDEX {name}"
            )
            for name, columns in INDEXES.items()
        ),
        migrations.RunPython(keep, let_go),
        migrations.RunPython(let_administrators_read, migrations.RunPython.noop),
    ]
