"""The focal point in the image library: the photo with its crops, and who may move the point."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.models import Image
from articles.renditions import cut_name
from articles.tasks import make_renditions
from tests.articles.filled import filled
from tests.articles.library import enqueued
from tests.cast import Enter, MakeImage, Publish

FOCAL_RULE = re.compile(r"^\.f[xy]\d+ \{.*\}$", re.MULTILINE)


def change(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def test_the_crops_of_the_admin_are_cut_by_the_rules_of_the_readers_pages() -> None:
    sheets = ["newsroom/site.css", "articles/admin/focal_classes.css"]
    readers, admin = (
        FOCAL_RULE.findall(Path(str(finders.find(sheet))).read_text()) for sheet in sheets
    )
    assert admin == readers
    assert len(admin) == 20  # the middle needs none


def test_the_photo_stands_large_in_its_form_with_its_crops(
    staff_client: Client, image: Image
) -> None:
    Image.objects.filter(pk=image.pk).update(focal_x=0.25, focal_y=0.9)
    page = staff_client.get(change(image)).content.decode()
    assert page.count(f'src="{image.src}"') == 5
    assert page.count('class="fx2 fy9"') == 4


def test_what_the_file_says_counts_only_while_a_photo_is_added(
    staff_client: Client, image: Image
) -> None:
    adding = staff_client.get(reverse("admin:articles_image_add")).content.decode()
    assert "What you leave empty below is taken from the file" in adding
    assert "What you leave empty" not in staff_client.get(change(image)).content.decode()


def test_only_the_form_may_show_files_of_the_editors_machine(
    staff_client: Client, image: Image
) -> None:
    addresses = [change(image), reverse("admin:articles_image_add")]
    for address in [*addresses, reverse("admin:articles_image_changelist"), "/en/"]:
        policy = staff_client.get(address)["Content-Security-Policy"]
        assert ("img-src 'self' blob:" in policy) == (address in addresses), address
    assert "blob:" not in str(settings.CONTENT_SECURITY_POLICY)


def test_who_may_only_look_cannot_move_the_point(enter: Enter, image: Image) -> None:
    reporter = enter("Reporter")
    page = reporter.get(change(image)).content.decode()
    assert image.src in page
    assert "id_focal_x" not in page
    assert reporter.post(change(image), {"focal_x": "0.1", "focal_y": "0.1"}).status_code == 403
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.5, 0.5)


def test_a_point_that_is_moved_has_the_card_cut_anew(
    staff_client: Client, client: Client, publish: Publish, make_image: MakeImage
) -> None:
    image = make_image(ready=True)
    article = publish(lead_image=image)
    DBTaskResult.objects.all().delete()
    address = change(image)
    for across, queued in [("0.51", []), ("0.9", [image.pk])]:  # in tenths, the first moves nothing
        sent = filled(staff_client, address, focal_x=across)
        assert staff_client.post(address, sent).status_code == 302
        assert enqueued() == queued
    make_renditions.call(image.pk)
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'card-9-5.jpg">' in page.partition("</head>")[0]
    assert client.get(default_storage.url(cut_name(image.digest, "card", (9, 5)))).getvalue()
    assert (
        client.get(default_storage.url(cut_name(image.digest, "card", (11, 5)))).status_code == 404
    )
