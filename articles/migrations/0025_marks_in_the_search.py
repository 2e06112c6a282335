"""Put marks into the index of the search, by which readers narrow it down."""

from itertools import islice

from django.db import migrations

from articles.search import index

BATCH = 500


def mark(apps, schema_editor):
    revisions = apps.get_model("articles", "Revision").objects
    public = revisions.filter(live_from__isnull=False)
    public = public.prefetch_related("contributions", "topics")
    rows = public.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        index.write([index.Text.of(revision) for revision in batch])


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_indexes_of_topics_and_authors")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
