from django.db import migrations

from newsroom.roles import ROLES, grant


def make_groups(apps, schema_editor):
    grant(apps, ROLES)


class Migration(migrations.Migration):
    """Makes the groups as the table of roles has them on the day a site is set up."""

    dependencies = [
        ('articles', '0002_workflow_and_permissions'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('feedback', '0002_captcha_expiration'),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
