from django.db import migrations

from newsroom.roles import grant

EDIT = [f"redirects.{action}_redirect" for action in ("view", "add", "change")]


def allow(apps, schema_editor):
    grant(apps, {"Editor": EDIT, "Administrator": [*EDIT, "redirects.delete_redirect"]})


class Migration(migrations.Migration):
    """Lets editors say where the page of an old address stands now."""

    dependencies = [
        ("newsroom", "0004_audit_log"),
        ("redirects", "0002_alter_redirect_new_path_help_text"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
