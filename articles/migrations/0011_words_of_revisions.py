import re
from html import unescape

from django.db import migrations, models

AT_ONCE = 500
INLINE_TAG = re.compile(r"</?(?:a|em|strong|su[bp])\b[^>]*>")
TAG = re.compile("<[^>]*>")


def count(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    counted = []
    for revision in Revision.objects.only("pk", "body").order_by("pk").iterator(AT_ONCE):
        text = unescape(TAG.sub(" ", INLINE_TAG.sub("", revision.body)))
        words = sum(any(each.isalnum() for each in word) for word in text.split())
        counted.append(Revision(pk=revision.pk, words=words))
        if len(counted) == AT_ONCE:
            Revision.objects.bulk_update(counted, ["words"])
            counted = []
    Revision.objects.bulk_update(counted, ["words"])


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0010_related_stories"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="words",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="words"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
