"""The captcha: challenges that are bound to their holder and good for one answer.

The rows are django-simple-captcha's; what is done with them is stricter. A challenge leaves the
site with a seal, which says when it was made and for whom. A first answer spends it, right or
wrong: one ``DELETE`` decides which of several simultaneous answers came first.
"""

import datetime
import secrets
import unicodedata
from dataclasses import dataclass
from enum import Enum

from captcha.conf import settings as captcha_settings
from captcha.models import CaptchaStore
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from articles.prepared import prepared
from articles.statements import Insert, Statement, as_sent, ensure_no_transaction

LETTERS = "ACEHJKMNPRTUVWXY34679"
LENGTH = 5
MINUTES = int(captcha_settings.CAPTCHA_TIMEOUT)
RENEWALS = 10  # times that a challenge gets MINUTES more
LONGEST_ANSWER = 64  # characters that are looked at
SWEEP_SECONDS = 10
SWEEP_ROWS = 500


def challenge() -> tuple[str, str]:
    """Return a new challenge and its answer, drawn from the system's own randomness."""
    number, letters = secrets.randbelow(len(LETTERS) ** LENGTH), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters, letters.lower()


_inserting = Insert(CaptchaStore)


class Verdict(Enum):
    """What became of an answer. All but ``FOREIGN`` leave no challenge behind."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Challenge:
    """A challenge as it stands in a form. From a form that came back it may hold anything."""

    key: str
    seal: str

    def spend(self, holder: str, answer: str) -> Verdict:
        """Use the challenge up and say whether ``answer`` was right.

        Commits by itself, since a rollback would bring the challenge back to life; raises
        ``RuntimeError`` inside another transaction.
        """
        try:
            late = not self._in_time(holder)
        except signing.BadSignature:
            return Verdict.FOREIGN
        found = _taken(self.key)
        if late or (found and not found[1]):
            return Verdict.EXPIRED
        if found is None:
            return Verdict.SPENT
        right = constant_time_compare(fold(answer), found[0])
        return Verdict.RIGHT if right else Verdict.WRONG

    def is_open(self, holder: str) -> bool:
        """Whether the holder can still answer it."""
        try:
            return self._in_time(holder) and open_challenges().filter(hashkey=self.key).exists()
        except signing.BadSignature:
            return False

    def renew(self, holder: str) -> "Challenge | None":
        """Return the challenge with ``MINUTES`` from now and a new seal, which counts renewals.

        ``None`` if it can no longer be answered, or had all its renewals.
        """
        try:
            renewals = int(self.seal.partition(":")[0]) + 1 if self._in_time(holder) else None
        except signing.BadSignature:
            return None
        if renewals is None or renewals > RENEWALS:
            return None
        until = timezone.now() + datetime.timedelta(minutes=MINUTES)
        if not open_challenges().filter(hashkey=self.key).update(expiration=until):
            return None
        return sealed(self.key, holder, renewals)

    def seconds_left(self) -> int:
        """How long a challenge whose seal is right can still be answered."""
        made = signing.b62_decode(self.seal.split(":")[1])
        return max(0, MINUTES * 60 - int(timezone.now().timestamp() - made))

    def _in_time(self, holder: str) -> bool:
        """Raise ``BadSignature`` if the seal was made for another challenge or holder."""
        try:
            _signer().unsign(f"{self.key}:{holder}:{self.seal}", max_age=MINUTES * 60)
        except signing.SignatureExpired:
            return False
        return True


def _taken(key: str) -> tuple[str, bool] | None:
    """Delete a challenge; return its answer, and whether it could still be given."""
    ensure_no_transaction()
    return Statement(
        "DELETE FROM captcha_captchastore WHERE hashkey = %s RETURNING response, expiration > %s",
        [key, as_sent(timezone.now())],
        lambda cursor: cursor.fetchone(),
    ).run()


def issue(holder: str) -> Challenge:
    """Store a new challenge for whoever ``holder`` stands for; now and then clear old ones away."""
    if cache.add("feedback.captcha.swept", True, SWEEP_SECONDS):
        sweep(SWEEP_ROWS)
    letters, answer = challenge()
    until = timezone.now() + datetime.timedelta(minutes=MINUTES)
    store = CaptchaStore(
        challenge=letters, response=answer, hashkey=secrets.token_hex(20), expiration=until
    )
    return sealed(_inserting(store).run().hashkey, holder, renewals=0)


def sealed(key: str, holder: str, renewals: int) -> Challenge:
    bound = f"{key}:{holder}:"
    return Challenge(key, _signer().sign(f"{bound}{renewals}").removeprefix(bound))


def open_challenges() -> QuerySet[CaptchaStore]:
    return CaptchaStore.objects.filter(expiration__gt=timezone.now())


def letters_of(key: str) -> str | None:
    """Return what the picture of an open challenge shows."""
    return _letters.first(key=key, now=timezone.now())


@prepared
def _letters(key: str, now: datetime.datetime) -> "QuerySet[CaptchaStore, str]":
    rows = CaptchaStore.objects.filter(hashkey=key, expiration__gt=now)
    return rows.order_by().values_list("challenge", flat=True)


@transaction.atomic
def sweep(most: int) -> int:
    """Delete at most that many expired challenges, the oldest first; return how many it were."""
    expired = (
        CaptchaStore.objects.select_for_update(skip_locked=True)
        .filter(expiration__lte=timezone.now())
        .order_by("expiration")
        .values_list("pk", flat=True)[:most]
    )
    return CaptchaStore.objects.filter(pk__in=list(expired)).delete()[0]


def fold(answer: str) -> str:
    """Return an answer as it is compared: without spaces, in lower case, in ASCII digits."""
    plain = unicodedata.normalize("NFKC", answer[:LONGEST_ANSWER]).lower()
    digits = (str(unicodedata.decimal(each, each)) for each in plain)
    return "".join("".join(digits).split())


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="feedback.captcha")
