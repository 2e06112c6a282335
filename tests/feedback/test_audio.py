"""The captcha as sound."""

import html
import io
import re
import statistics
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.test import Client

from articles.models import Section
from feedback import audio
from feedback.checks import captcha_can_be_heard
from tests.cast import Publish
from tests.feedback.conftest import Voter
from tests.feedback.test_race import together

SOURCE = re.compile(r'<audio [^>]*src="([^"]+)"')


def address_of(page: str) -> str:
    found = SOURCE.search(page)
    assert found
    return html.unescape(found[1])


def clip_of(voter: Voter) -> str:
    return address_of(voter.client.get(voter.address).content.decode())


def heard(content: bytes) -> tuple[float, float]:
    """Return the length in seconds and how far the loudest sample is from silence, of 127."""
    with wave.open(io.BytesIO(content)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 1)
        samples = sound.readframes(sound.getnframes())
        return len(samples) / sound.getframerate(), max(abs(each - 128) for each in samples)


def test_the_form_offers_it_as_a_control_that_loads_nothing_unasked(voter: Voter) -> None:
    page = voter.client.get(voter.address).content.decode()

    assert "<summary>Listen instead</summary>" in page
    assert '<audio controls preload="none" aria-label="Letters and digits, spoken"' in page


def test_it_is_a_sound_that_nobody_keeps(voter: Voter) -> None:
    response = voter.client.get(clip_of(voter))

    assert response.status_code == 200
    assert response["Content-Type"] == "audio/wav"
    assert response["Cache-Control"] == "private, no-store"
    length, loudest = heard(response.content)
    assert 5 < length < 20
    assert 90 < loudest < 128


def test_arabic_pages_are_spoken_in_arabic(publish: Publish, arabic_section: Section) -> None:
    reader = Voter(publish(section=arabic_section))
    response = reader.client.get(clip_of(reader))

    assert response.status_code == 200
    assert heard(response.content)[0] > 5
    seeds = [b"seed"]
    assert len({audio.clip("34679", language, *seeds) for language in ("en", "ar")}) == 2


def test_a_challenge_has_one_clip_whoever_makes_it(voter: Voter) -> None:
    address = clip_of(voter)
    first = voter.client.get(address).content

    cache.clear()  # as on another worker

    assert voter.client.get(address).content == first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_letter_is_spoken_and_sounds_unlike_the_others(language: str) -> None:
    clips = {letter: audio.clip(letter, language, b"seed") for letter in "ACEHJKMNPRTUVWXY34679"}

    assert len(set(clips.values())) == len(clips)
    for content in clips.values():
        length, loudest = heard(content)
        assert length > 0.8
        assert loudest > 90


def test_there_is_noise_under_the_pauses() -> None:
    with wave.open(io.BytesIO(audio.clip("ACE", "en", b"seed"))) as sound:
        samples = sound.readframes(sound.getnframes())

    blocks = [samples[at : at + 1000] for at in range(0, len(samples) - 1000, 1000)]
    quietest = min(statistics.pstdev(block) for block in blocks)
    assert 4 < quietest < 20


def test_parts_can_be_asked_for(voter: Voter) -> None:
    address = clip_of(voter)
    whole = voter.client.get(address)
    length = len(whole.content)
    assert whole["Accept-Ranges"] == "bytes"

    for asked, part, status in [
        ("bytes=0-1", whole.content[:2], 206),
        ("bytes=10-", whole.content[10:], 206),
        ("bytes=-5", whole.content[-5:], 206),
        ("bytes=0-999999999", whole.content, 206),
        (f"bytes={length}-", b"", 416),
        ("bytes=5-3", b"", 416),
        ("bytes=-", whole.content, 200),
        ("bytes=0-1,4-5", whole.content, 200),
        ("bytes=" + "9" * 99 + "-", whole.content, 200),
        ("lines=1-2", whole.content, 200),
    ]:
        response = voter.client.get(address, headers={"Range": asked})
        assert (response.status_code, response.content) == (status, part), asked
    first = voter.client.get(address, headers={"Range": "bytes=0-1"})
    assert first["Content-Range"] == f"bytes 0-1/{length}"


def test_others_do_not_hear_it(
    voter: Voter, make_voter: Callable[..., Voter], publish: Publish
) -> None:
    address, other = clip_of(voter), make_voter()
    elsewhere = make_voter(publish("Bridge opens"))
    clip_of(other)

    for client in (Client(), other.client):
        assert client.get(address).status_code == 410
    moved = address.replace(voter.address, elsewhere.address)
    elsewhere.open()
    assert elsewhere.client.get(moved).status_code == 410
    assert voter.client.get(address).status_code == 200


def test_it_is_gone_when_it_was_answered(voter: Voter) -> None:
    page = voter.client.get(voter.address)
    address = address_of(page.content.decode())
    assert voter.client.get(address).status_code == 200

    voter.vote("like", voter.hidden(page), captcha_1="wrong")

    assert voter.client.get(address).status_code == 410


@pytest.mark.parametrize("seal", ["", "x", "0:1:2", "\x00", "é" * 500, ":::"])
def test_forged_seals_are_silent(voter: Voter, seal: str) -> None:
    key = voter.open()["captcha_0"]

    assert voter.client.get(f"{voter.address}{key}.wav", {"seal": seal}).status_code == 410


def test_too_many_are_refused(voter: Voter, settings) -> None:
    settings.POLL_LIMITS = settings.POLL_LIMITS | {"clip": 2}
    address = clip_of(voter)

    statuses = [voter.client.get(address).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


class TestProgram:
    """What speaks is a program that may be missing, slow or broken."""

    @pytest.fixture
    def program(self, settings, tmp_path: Path) -> Callable[[str], None]:
        def write(script: str) -> None:
            path = tmp_path / "speak"
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
            settings.POLL_SPEECH = str(path)

        return write

    def test_where_it_is_missing_nothing_is_offered(self, voter: Voter, settings) -> None:
        address = clip_of(voter)
        settings.POLL_SPEECH = "no-such-program"

        assert "Listen instead" not in voter.client.get(voter.address).content.decode()
        assert voter.client.get(address).status_code == 410
        [message] = captcha_can_be_heard(None)
        assert message.id == "feedback.I001"
        assert "espeak-ng" in (message.hint or "")

    def test_where_it_is_installed_the_check_is_content(self) -> None:
        assert captcha_can_be_heard(None) == []

    @pytest.mark.parametrize("script", ["exit 1", "true", "printf short", "kill -9 $$"])
    def test_its_failure_is_no_error_of_ours(
        self, voter: Voter, program: Callable[[str], None], script: str
    ) -> None:
        program(script)

        response = voter.client.get(clip_of(voter))

        assert response.status_code == 503
        assert response["Retry-After"]
        assert voter.vote("like").status_code == 303

    def test_it_is_stopped_when_it_takes_too_long(
        self, program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(audio, "SECONDS", 0.2)
        program("exec sleep 30")

        with pytest.raises(audio.SilentError):
            audio.clip("ACE", "en", b"seed")

    def test_few_run_at_once(
        self, program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(audio, "PATIENCE", 0.1)
        program(f"echo x >> {tmp_path}/started; exec sleep 0.8")

        def make() -> None:
            with pytest.raises(audio.SilentError):
                audio.clip("ACE", "en", b"seed")

        assert together([make] * 6) == [None] * 6
        assert len((tmp_path / "started").read_text().split()) == audio.AT_ONCE

    def test_it_leaves_no_file_behind(self, voter: Voter) -> None:
        before = set(Path(tempfile.gettempdir()).iterdir())
        CaptchaStore.objects.all().delete()

        assert voter.client.get(clip_of(voter)).status_code == 200

        new = set(Path(tempfile.gettempdir()).iterdir()) - before
        assert not [path for path in new if path.suffix in {".wav", ".raw"} or "speak" in path.name]
