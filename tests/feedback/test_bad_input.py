from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.feedback.conftest import Voter, answer

Figures = Callable[[], tuple[int, int]]

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=edge"


@pytest.mark.parametrize(
    "charset", ["utf-7", "hex", "idna", "rot13", "utf-16", "no-such-thing", "\\x00"]
)
@pytest.mark.parametrize("kind", [FORM, MULTIPART])
def test_odd_charsets_are_refused(voter: Voter, figures: Figures, charset: str, kind: str) -> None:
    form = voter.open()
    body = urlencode({**form, "choice": "like", "captcha_1": answer(form)})

    response = voter.client.generic("POST", voter.address, body, f"{kind}; charset={charset}")

    assert response.status_code == 415
    assert figures() == (0, 0)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_the_usual_charset_is_read(voter: Voter, figures: Figures, charset: str) -> None:
    form = voter.open()
    body = urlencode({**form, "choice": "like", "captcha_1": answer(form)})

    response = voter.client.post(voter.address, body, f"{FORM}; charset={charset}")

    assert response.status_code == 303
    assert figures() == (1, 0)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--edge\r\n"),
        ("multipart/form-data; boundary=", b"--edge\r\n"),
        ("multipart/form-data; boundary=" + "e" * 300, b"--edge\r\n"),
        ("multipart/form-data; boundary=\xe9", b"--edge\r\n"),
        (MULTIPART, b""),
        (MULTIPART, b"--edge"),
        (MULTIPART, b"--edge\r\nContent-Disposition: form-data; name=choice\r\n\r\nlike"),
        (MULTIPART, b"--edge\r\nContent-Disposition: form-data\r\n\r\nlike\r\n--edge--\r\n"),
        (
            MULTIPART,
            b'--edge\r\nContent-Disposition: form-data; name="choice"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--edge--\r\n",
        ),
        (FORM, b"&".join(b"field%d=1" % number for number in range(1500))),
        (FORM, b"%"),
        (FORM, b"choice=%ff%fe&captcha_0=%00&captcha_1=%c3%28&captcha_seal=%ed%a0%80"),
        ("application/json", b'{"choice": "like"}'),
        ("text/plain", b"choice=like"),
        ("", b"choice=like"),
        ("nonsense;;;=", b"choice=like"),
    ],
)
def test_broken_posts_are_refused(voter: Voter, figures: Figures, kind: str, body: bytes) -> None:
    voter.open()

    for client in (voter.client, type(voter.client)()):
        response = client.generic("POST", voter.address, body, kind)
        assert 400 <= response.status_code < 500
    assert figures() == (0, 0)


def test_a_vote_may_come_as_multipart(voter: Voter, figures: Figures) -> None:
    form = voter.open()

    response = voter.client.post(
        voter.address, {**form, "choice": "like", "captcha_1": answer(form)}
    )

    assert response.status_code == 303
    assert figures() == (1, 0)


@pytest.mark.parametrize(
    "query", ["choice=%00", "choice=%ff", "%ff=%fe", "a" * 5000, "choice[]=1", "&" * 900]
)
def test_junk_in_the_address_is_overlooked(voter: Voter, query: str) -> None:
    assert voter.client.get(f"{voter.address}?{query}").status_code == 200
