"""Index the lists of topics and authors; PostgreSQL alters no table with changes still to check."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

FIELDS = {"revisiontopic": "topic", "revisionauthor": "author"}


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_lists_of_topics_and_authors")]

    operations = [
        *(
            migrations.AlterField(
                name,
                "article",
                models.ForeignKey(
                    db_index=False,
                    editable=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="articles.article",
                ),
            )
            for name in FIELDS
        ),
        *(
            migrations.AddIndex(
                name,
                models.Index(
                    fields=[field, "-published_at", "-article"],
                    condition=Q(published_at__isnull=False),
                    name=f"revision_{field}_newest",
                ),
            )
            for name, field in FIELDS.items()
        ),
    ]
