"""Numbers and texts that no database holds, in addresses of the admin: refused, never a failure."""

import pytest
from django.test import Client

from articles.models import Article
from tests.cast import Publish

HUGE = "9" * 25
MODELS = ["tally", "vote", "note", "poll", "burst"]
ADDRESSES = [
    *(f"/admin/feedback/{model}/{HUGE}/change/" for model in MODELS),
    *(f"/admin/feedback/{model}/?q=%00" for model in MODELS),
    f"/admin/articles/article/{HUGE}/change/",
    f"/admin/feedback/vote/?voted_at__year={HUGE}",
    "/admin/feedback/vote/?voted_at__year=99999",
    "/admin/feedback/vote/?voted_at__year=0",
    f"/admin/feedback/vote/?article__id__exact={HUGE}",
    f"/admin/feedback/vote/?p={HUGE}",
    f"/admin/r/1/{HUGE}/",
    f"/admin/r/{HUGE}/1/",
    "/admin/autocomplete/?app_label=articles&model_name=article&field_name=topics&term=%00",
]


@pytest.fixture
def article(publish: Publish) -> Article:
    return publish()


@pytest.mark.parametrize("address", ADDRESSES)
def test_junk_is_refused(staff_client: Client, article: Article, address: str) -> None:
    assert staff_client.get(address).status_code in {200, 302, 400, 403, 404}


def test_what_is_refused_has_a_page(staff_client: Client, article: Article) -> None:
    response = staff_client.get(f"/admin/feedback/tally/{HUGE}/change/", follow=True)

    assert response.status_code in {200, 400}
    assert b"<html" in response.content


def test_other_failures_of_the_admin_are_not_hidden(
    staff_client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("django.contrib.admin.sites.AdminSite.each_context", fail)
    with pytest.raises(ValueError, match="a mistake of ours"):
        staff_client.get("/admin/")
