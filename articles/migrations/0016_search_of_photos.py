from django.db import migrations

from articles.search import photos

BATCH = 500


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in photos.TABLE.create[schema_editor.connection.vendor]:
            cursor.execute(statement)


def fill(apps, schema_editor):
    rows, last = apps.get_model("articles", "Image").objects.order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        photos.write(batch)
        last = batch[-1].pk


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(photos.TABLE.drop)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_state_of_renditions")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
