"""Which copies stand in for pages while the database does not answer, and which never do."""

import datetime
from typing import Any

import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from tests.cast import Publish
from tests.site.pages import Process, Start, update

MINUTE = datetime.timedelta(minutes=1)


def out_of_order(*_asked: object, **_more: object) -> None:
    raise OperationalError("the database does not answer")


def test_the_last_copy_stands_in_for_a_database_that_does_not_answer(
    start: Start, publish: Publish, settings: Any
) -> None:
    address = publish().get_absolute_url()
    process, other = start(), start()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        whole = process.get(address)
        clock.shift(settings.PAGE_CACHE_SECONDS + 1)
        publish("A newer story", slug="newer")
        with connection.execute_wrapper(out_of_order):
            for each in (process, process, other):
                copy = each.get(address)
                assert (copy.status, copy.content) == (200, whole.content)
                assert copy.cache_status == "newsroom; hit; fwd=stale; detail=last-copy"
            assert process.get("/en/corrections/").status == 503
        assert len(process.asked) == 3  # not for each reader


def test_no_copy_stands_in_for_what_was_taken_back(process: Process, publish: Publish) -> None:
    withdrawn, changed = publish(slug="one"), publish(slug="two")
    for article in (withdrawn, changed):
        process.get(article.get_absolute_url())
    update(changed, "Other words")
    with connection.execute_wrapper(out_of_order):
        assert process.get(changed.get_absolute_url()).status == 503
    process.get(withdrawn.get_absolute_url())
    process.get("/en/")
    withdrawn.withdraw(None)
    with connection.execute_wrapper(out_of_order):
        assert process.get(withdrawn.get_absolute_url()).status == 503
        assert process.get("/en/").status == 503


def test_no_copy_stands_in_for_what_has_ended(process: Process, publish: Publish) -> None:
    article = publish(slug="one")
    end = timezone.now() + 30 * MINUTE
    article.publish(None, until=end)
    process.get(article.get_absolute_url())
    with time_machine.travel(end, tick=False), connection.execute_wrapper(out_of_order):
        assert process.get(article.get_absolute_url()).status == 503
