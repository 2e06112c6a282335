"""Has the cuts of every photo made anew: there are more of them now.

Until ``manage.py renditions`` or a worker has made them, links show the photo as it is.
"""

from django.db import migrations


def forget_cuts(apps, schema_editor):
    for name in ("Image", "EarlierFile"):
        rows = apps.get_model("articles", name).objects
        rows.exclude(card_focus="").update(card_focus="")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_photos_of_authors'),
    ]

    operations = [
        migrations.RunPython(forget_cuts, migrations.RunPython.noop),
    ]
