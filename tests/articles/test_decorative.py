"""Photos without alternative text on purpose."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Image
from tests.articles.filled import errors, filled
from tests.articles.photos import noisy, saved
from tests.articles.test_publish_checks import found, typed
from tests.cast import Enter, MakeArticle, MakeImage

ADD = "/admin/articles/image/add/"
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:iptc="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><iptc:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">From the file</rdf:li></rdf:Alt></iptc:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def change(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def figure(image: Image) -> str:
    return f'<figure data-photo="{image.pk}" data-size="text"></figure>'


def marked(client: Client, image: Image) -> None:
    sent = filled(client, change(image), alt="", decorative="on")
    assert client.post(change(image), sent).status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.decorative) == ("", True)


@pytest.mark.parametrize(
    "body", ['<figure data-photo="{}"></figure>', '<figure data-gallery="{}"></figure>']
)
def test_a_decorative_photo_needs_no_alternative_text(
    client: Client, enter: Enter, make_article: MakeArticle, image: Image, body: str
) -> None:
    marked(enter("Photo editor"), image)
    article = make_article(body=body.format(image.pk))
    assert "no-alt" not in found(article)

    article.publish(None)

    page = client.get(article.get_absolute_url()).content.decode()
    picture = page[page.index("<picture>") : page.index("</figure>")]
    assert ' alt=""' in picture
    assert "The quay in the rain." in picture and "[Pell Aubrey]" in picture


def test_marking_it_later_is_what_publishing_waits_for(
    enter: Enter, make_article: MakeArticle, make_image: MakeImage
) -> None:
    photo = make_image(alt="")
    article = make_article(body=figure(photo))
    assert found(article)["no-alt"] == "blocks"
    marked(enter("Editor"), photo)

    revision = article.publish(None)

    assert revision.number == 2
    Image.objects.update(decorative=False, alt="Rain on a quay")
    kept = revision.photos.get()
    assert (kept.alt, kept.decorative) == ("", True)


def test_a_decorative_lead_photo_is_warned_of(
    staff_client: Client, make_article: MakeArticle, image: Image
) -> None:
    marked(staff_client, image)
    article = make_article(lead_image=image)
    assert found(article)["decorative-lead"] == "warns"
    assert "marked as decorative" in typed(staff_client, lead_image=image.pk)
    assert "decorative" not in typed(staff_client, body=figure(image))
    assert article.publish(None).live_from


def test_text_and_tick_together_are_refused(staff_client: Client, image: Image) -> None:
    sent = filled(staff_client, change(image), caption="Typed", decorative="on")
    response = staff_client.post(change(image), sent)
    assert errors(response).count("A decorative photo has no alternative text") == 1
    assert 'value="Rain on a quay"' in response.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.update(decorative=True)
    image.refresh_from_db()
    assert (image.caption, image.decorative) == ("The quay in the rain.", False)


def test_the_file_fills_in_no_text_where_none_is_wanted(staff_client: Client) -> None:
    described = saved(noisy(64, 36), xmp=XMP)
    for tick in ({}, {"decorative": "on"}):
        file = SimpleUploadedFile("x.jpg", described)
        sent = filled(staff_client, ADD, credit="Pell Aubrey", add_again="on")
        sent |= tick | {"original": file}
        assert staff_client.post(ADD, sent).status_code == 302
    newest, first = Image.objects.all()
    assert (first.alt, newest.alt, newest.decorative) == ("From the file", "", True)


def test_the_history_says_that_it_became_decorative(
    staff_client: Client, make_article: MakeArticle, make_image: MakeImage
) -> None:
    photo = make_image(alt="")
    article = make_article(body=figure(photo))
    marked(staff_client, photo)
    article.freeze(None)
    address = reverse("admin:articles_article_compare", args=[article.pk])
    page = staff_client.get(address, {"old": 1, "new": 2}).content.decode()
    assert f"Photo {photo.pk} as decoration" in page


def test_words_sent_from_the_list_of_many_are_held_to_it_too(
    staff_client: Client, image: Image
) -> None:
    marked(staff_client, image)
    address = reverse("admin:articles_image_words", args=[image.pk])
    answer = staff_client.post(address, {"alt": "Rain", "caption": "The quay."})
    assert answer.status_code == 400
    assert "A decorative photo" in answer.json()["errors"]["alt"]
    assert staff_client.post(address, {"alt": "", "caption": "Quay."}).status_code == 200
