import django.db.models.deletion
from django.db import migrations, models

import articles.languages


def fill_language(apps, schema_editor):
    Correction = apps.get_model("articles", "Correction")
    Revision = apps.get_model("articles", "Revision")
    corrected = Revision.objects.filter(pk=models.OuterRef("corrected"))
    Correction.objects.update(language=models.Subquery(corrected.values("language")))


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_workflow_and_permissions")]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="language",
            field=models.CharField(
                choices=articles.languages.choices, default="", editable=False, max_length=10
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill_language, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="correction",
            name="kind",
            field=models.CharField(
                choices=[
                    ("correction", "Correction"),
                    ("clarification", "Clarification"),
                    ("update", "Update"),
                ],
                default="correction",
                max_length=15,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                help_text="An earlier note that was wrong: readers see it struck out, with a link here.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="articles.correction",
                verbose_name="replaces",
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                fields=["language", "-published_at", "-id"], name="correction_newest"
            ),
        ),
    ]
