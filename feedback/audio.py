"""The captcha as sound: the letters of a challenge, spoken one after the other over soft noise.

``espeak-ng`` speaks. Its voices for both languages are in one Debian package, it writes to a pipe,
and it reads Latin letters by their English names within Arabic. A language without a voice here
hears the English one. Where it is not installed, nothing of this is offered.
"""

import io
import random
import shutil
import subprocess
import threading
import wave
from functools import cache

from django.conf import settings

SECONDS = 5  # that the program may take
AT_ONCE = 2  # clips that one process makes
PATIENCE = 3  # seconds that a clip waits for its turn
HEADER = 44  # bytes before the samples of what the program writes
SPEECH, NOISE = 100, 14  # of 127, the most that a sample can be away from silence

VOICES = {"en": ("en-gb+f2", "en-gb+m3", "en-us+f4", "en-us"), "ar": ("ar+f2", "ar+m3", "ar")}
# Letters that rhyme are told apart by a word; by being said twice where no such words are usual.
WORDS = {
    "A": "apple",
    "C": "coffee",
    "E": "engine",
    "H": "hotel",
    "J": "jacket",
    "K": "kilo",
    "M": "mother",
    "N": "november",
    "P": "paper",
    "R": "river",
    "T": "tango",
    "U": "uniform",
    "V": "victor",
    "W": "winter",
    "X": "x-ray",
    "Y": "yellow",
}

_turns = threading.BoundedSemaphore(AT_ONCE)


class SilentError(Exception):
    """The clip could not be made now: the program failed, took too long or has too much to do."""


@cache
def installed(program: str) -> str | None:
    """Return the path of the program; looked up once."""
    return shutil.which(program)


def offered() -> bool:
    return installed(settings.POLL_SPEECH) is not None


def clip(letters: str, language: str, seed: bytes) -> bytes:
    """Return the letters as a WAV file, the same one for the same seed. Raises ``SilentError``."""
    chance = random.Random(seed)  # noqa: S311  (the seed is what nobody can guess)
    if not _turns.acquire(timeout=PATIENCE):
        raise SilentError
    try:
        spoken = _speak(_script(letters, language, chance), language, chance)
    finally:
        _turns.release()
    rate = int.from_bytes(spoken[24:28], "little")
    return _file(_mixed(spoken[HEADER:], chance), rate)


def _script(letters: str, language: str, chance: random.Random) -> str:
    """Return what is said, in the language of speech synthesis (SSML)."""
    said = []
    for letter in letters:
        second = letter if language == "ar" else WORDS.get(letter, letter)
        said.append(
            f'<say-as interpret-as="characters">{letter}</say-as>'
            f'<break time="{chance.randint(200, 300)}ms"/>'
            f'<say-as interpret-as="characters">{second}</say-as>'
            if second == letter
            else f'<say-as interpret-as="characters">{letter}</say-as>'
            f'<break time="{chance.randint(150, 250)}ms"/>{second}'
        )
        said.append(f'<break time="{chance.randint(700, 1000)}ms"/>')
    return f"<speak>{''.join(said)}</speak>"


def _speak(script: str, language: str, chance: random.Random) -> bytes:
    command = [
        installed(settings.POLL_SPEECH) or settings.POLL_SPEECH,
        *("-v", chance.choice(VOICES.get(language, VOICES["en"]))),
        *("-s", str(chance.randint(125, 145))),  # words a minute
        *("-p", str(chance.randint(40, 60))),  # pitch, of 99
        *("-m", "--stdin", "--stdout"),
    ]
    try:
        done = subprocess.run(  # noqa: S603  (nothing of it comes from outside)
            command, input=script.encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SilentError from error
    if len(done.stdout) <= HEADER:
        raise SilentError
    return done.stdout


def _mixed(spoken: bytes, chance: random.Random) -> bytes:
    """Return samples of 16 bits as samples of 8, with noise underneath."""
    samples = memoryview(spoken[: len(spoken) // 2 * 2]).cast("h")
    noise = memoryview(chance.randbytes(len(samples))).cast("b")
    loudest = max(1, max(samples), -min(samples))
    return bytes(
        128 + sample * SPEECH // loudest + hiss * NOISE // 128
        for sample, hiss in zip(samples, noise, strict=True)
    )


def _file(samples: bytes, rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        sound.writeframes(samples)
    return file.getvalue()
