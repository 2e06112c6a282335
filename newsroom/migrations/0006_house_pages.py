from django.db import migrations

from newsroom.roles import grant

EDIT = [f"newsroom.{action}_housepage" for action in ("view", "add", "change")]


def allow(apps, schema_editor):
    grant(apps, {"Editor": EDIT, "Administrator": [*EDIT, "newsroom.delete_housepage"]})


class Migration(migrations.Migration):
    """Makes flat pages the pages of the house, one at each address, for editors to write."""

    dependencies = [
        ("flatpages", "0001_initial"),
        ("newsroom", "0005_legacy_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="HousePage",
            fields=[],
            options={
                "verbose_name": "page of the house",
                "verbose_name_plural": "pages of the house",
                "ordering": ["url"],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("flatpages.flatpage",),
        ),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX house_page_address ON django_flatpage (url)",
            "DROP INDEX house_page_address",
        ),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]
