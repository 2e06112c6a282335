from django.db import migrations

from newsroom.roles import grant


def allow(apps, schema_editor):
    grant(apps, {role: ["articles.curate_front"] for role in ("Editor", "Administrator")})


class Migration(migrations.Migration):
    """Lets editors arrange front pages and put up banners."""

    dependencies = [
        ("newsroom", "0001_roles"),
        ("articles", "0007_layouts_and_banners"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
