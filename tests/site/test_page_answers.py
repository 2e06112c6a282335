"""How a kept page is answered: to whom has it already, in which encoding, with which date."""

import gzip

import brotli
import pytest
import time_machine
from django.utils import timezone

from newsroom.page_cache import entry as entries
from tests.cast import Publish
from tests.site.pages import Process, update


def test_who_has_a_page_gets_304(process: Process, publish: Publish) -> None:
    article = publish()
    address = article.get_absolute_url()
    tag = process.get(address).headers["ETag"]
    for tags in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = process.get(address, if_none_match=tags)
        assert (answer.status, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "public" in answer.headers["Cache-Control"]
    assert process.get(address, if_none_match='"other"').status == 200

    update(article, "Other words")
    assert process.get(address, if_none_match=tag).status == 200


def test_nginx_is_told_to_keep_it_to_the_end_of_the_second(
    process: Process, publish: Publish
) -> None:
    article = publish()
    address = article.get_absolute_url()
    with time_machine.travel(1_800_000_000.9, tick=False):
        answers = [process.get(address), process.get(address, if_none_match="*")]
        answers += [process.get("/en/nothing/"), process.get(address.replace("ferry", "x"))]
        assert {each.headers["X-Accel-Expires"] for each in answers} == {"@1800000000"}
        assert "X-Accel-Expires" not in process.get("/").headers


def test_a_date_is_told_once_it_is_sure(process: Process, publish: Publish) -> None:
    article = publish()
    address = article.get_absolute_url()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert "Last-Modified" not in process.get(address).headers
        clock.shift(2)
        told = process.get(address).headers["Last-Modified"]
        assert process.get(address, if_modified_since=told).status == 304
        assert process.get(address, if_modified_since="yesterday").status == 200
        # What the reader has is asked for by its tag, whatever its date.
        assert process.get(address, if_modified_since=told, if_none_match='"x"').status == 200
        clock.shift(100)
        assert process.get(address).headers["Last-Modified"] == told
        update(article, "Other words")
        assert process.get(address, if_modified_since=told).status == 200


def test_bytes_are_compressed_once(
    process: Process, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = publish().get_absolute_url()
    plain = process.get(address)
    calls: list[str] = []
    for name, encode in [*entries.ENCODERS.items()]:
        monkeypatch.setitem(
            entries.ENCODERS, name, lambda data, n=name, e=encode: calls.append(n) or e(data)
        )
    for _ in range(3):
        packed = process.get(address, accept_encoding="gzip, deflate")
        small = process.get(address, accept_encoding="gzip, deflate, br, zstd")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert small.headers["Content-Encoding"] == "br"
        assert brotli.decompress(small.content) == plain.content
        assert packed.headers["Content-Length"] == str(len(packed.content))
        assert packed.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
    assert sorted(calls) == ["br", "gzip"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("GZIP", "gzip"),
        ("gzip;q=nonsense", ""),
    ],
)
def test_only_what_a_reader_accepts_is_sent(accepted: str, encoding: str) -> None:
    assert entries.preferred(accepted) == encoding
