"""The proof of work as a browser does it, in Python."""

import html
import json
import re

import altcha
from django.http import HttpResponse

from tests.feedback.conftest import Voter

SUM = re.compile(r'data-poll-form="([^"]*)"')
SCRIPT = {"X-Requested-With": "fetch"}


def done(response: HttpResponse) -> str:
    """Return the proof that the form of this page asks for."""
    found = SUM.search(response.content.decode())
    assert found
    return solved(html.unescape(found[1]))


def solved(sum_: str) -> str:
    challenge = altcha.Challenge.from_dict(json.loads(sum_))
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


def open_by_script(voter: Voter, **query: str) -> dict[str, str]:
    """Open the form as the script does; return what it would send, the proof included."""
    response = voter.client.get(voter.address, query, headers=SCRIPT)
    return voter.hidden(response) | {"proof": done(response)}


def post_by_script(voter: Voter, form: dict[str, str], **data: str) -> HttpResponse:
    return voter.client.post(voter.address, {"choice": "like", **form, **data}, headers=SCRIPT)
