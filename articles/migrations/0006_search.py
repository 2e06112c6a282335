from django.db import migrations, models

from articles.search import index


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in index.TABLE.create[schema_editor.connection.vendor]:
            cursor.execute(statement)


def fill(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision").objects
    wanted = models.Q(number=models.F("article__version")) | models.Q(live_from__isnull=False)
    for revision in revisions.filter(wanted).iterator():
        index.write([index.Text.of(revision)])


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(index.TABLE.drop)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_submitted_by_and_preferences")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
