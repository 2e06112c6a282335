"""The proof of work: for each form that the script posts, the reader's device does a small sum.

It is ALTCHA's protocol, version 2: find the counter from which PBKDF2 derives a key with the prefix
given. Nothing is stored for a sum that is set; for one that is done, its nonce, so that it counts
once. Each is signed with a key of its own for one reader before one article's poll and one hour.
"""

import json
import secrets
import time

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from feedback import captcha
from feedback.models import SpentProof

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 500  # of each derivation, of which the server does one; the browser's own code does them
SECONDS = captcha.MINUTES * 60
HOUR = 3_600  # seconds
LONGEST = 2_048  # characters of a proof


def issue(holder: str) -> str:
    """Return a new sum as JSON; its work lies between half of ``POLL_PROOF_STEPS`` and all."""
    if cache.add("feedback.proof.swept", True, captcha.SWEEP_SECONDS):
        SpentProof.objects.sweep(captcha.SWEEP_ROWS)
    most = settings.POLL_PROOF_STEPS
    now = int(time.time())
    challenge = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=most // 2 + secrets.randbelow(most - most // 2),
        expires_at=now + SECONDS,
        hmac_secret=_key(holder, now // HOUR),
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


def spend(payload: str, holder: str) -> bool:
    """Tell whether the sum is right, in time, set for this holder, and used for the first time.

    Commits by itself; of several simultaneous uses one ``INSERT`` decides which came first.
    """
    if len(payload) > LONGEST:
        return False
    try:
        proof = altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    hour = int(time.time()) // HOUR
    keys = (_key(holder, each) for each in (hour, hour - 1))
    if not any(altcha.verify_solution(proof, key).verified for key in keys):
        return False
    parameters = proof.challenge.parameters
    return SpentProof.objects.claim(parameters.nonce, parameters.expires_at or 0)


def _key(holder: str, hour: int) -> bytes:
    return salted_hmac("feedback.proof", f"{holder}:{hour}", algorithm="sha256").digest()
