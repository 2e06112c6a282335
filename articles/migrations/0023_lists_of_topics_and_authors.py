"""Let each topic and byline of a revision say when the article was first public, for lists."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

MODELS = ("revisiontopic", "revisionauthor")


def file(apps, schema_editor):
    told = apps.get_model("articles", "Revision").objects.filter(pk=OuterRef("revision"))
    for name in MODELS:
        apps.get_model("articles", name).objects.update(
            article_id=Subquery(told.values("article_id")),
            published_at=Subquery(told.values("published_at")),
        )


def article():
    return models.ForeignKey(
        db_index=False,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="articles.article",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_earlier_files")]

    operations = [
        migrations.RemoveIndex("revisiontopic", "revision_topic_newest"),
        *(migrations.AddField(name, "article", article()) for name in MODELS),
        *(
            migrations.AddField(
                name, "published_at", models.DateTimeField(editable=False, null=True)
            )
            for name in MODELS
        ),
        migrations.RunPython(file, migrations.RunPython.noop),
    ]
