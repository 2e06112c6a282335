import datetime
import io
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from feedback import captcha
from tests.cast import Publish
from tests.feedback.conftest import Voter, answer

Figures = Callable[[], tuple[int, int]]

FORM = "application/x-www-form-urlencoded"
HOSTILE = [
    "",
    "x",
    "\x00",
    "a\x00b",
    "0" * 40,
    "k" * 10_000,
    "ключ",
    "\ud83d",
    "' OR 1=1 --",
    "é" * 40,
]


def expire(form: dict[str, str]) -> None:
    past = timezone.now() - datetime.timedelta(seconds=1)
    CaptchaStore.objects.filter(hashkey=form["captcha_0"]).update(expiration=past)


def test_challenges_have_five_clear_letters() -> None:
    challenges = [captcha.challenge() for _ in range(200)]

    assert all(len(shown) == 5 and set(shown) <= set(captcha.LETTERS) for shown, _ in challenges)
    assert all(right == shown.lower() for shown, right in challenges)
    assert len(set(challenges)) == 200


@pytest.mark.parametrize(
    "typed",
    [
        str.upper,
        str.lower,
        lambda right: f"  {' '.join(right)} \t",
        lambda right: "".join(
            chr(ord(each) + 0xFEE0)
            for each in right  # as a full-width keyboard writes
        ),
    ],
)
def test_letters_may_be_typed_as_one_likes(
    voter: Voter, figures: Figures, typed: Callable[[str], str]
) -> None:
    form = voter.open()

    assert voter.vote("like", form, captcha_1=typed(answer(form))).status_code == 303
    assert figures() == (1, 0)


def test_digits_may_be_arabic() -> None:
    assert captcha.fold("٣Ac٤۹") == "3ac49"


def test_a_wrong_answer_burns_the_challenge_and_keeps_the_choice(
    voter: Voter, figures: Figures
) -> None:
    form = voter.open()
    right = answer(form)

    response = voter.vote("dislike", form, captcha_1="wrong")

    page = response.content.decode()
    assert response.status_code == 422
    assert "That was not what the picture showed." in page
    assert 'value="dislike" checked' in page
    assert 'value="wrong"' not in page
    assert voter.hidden(response)["captcha_0"] != form["captcha_0"]
    again = voter.vote("dislike", form, captcha_1=right)
    assert "answered already" in again.content.decode()
    assert figures() == (0, 0)
    assert voter.vote("dislike", voter.hidden(again)).status_code == 303
    assert figures() == (0, 1)


@pytest.mark.parametrize("typed", ["", "   ", "\t\n"])
def test_an_empty_answer_burns_nothing(voter: Voter, figures: Figures, typed: str) -> None:
    form = voter.open()

    response = voter.vote("like", form, captcha_1=typed)

    assert response.status_code == 422
    assert "Type the letters that you see in the picture." in response.content.decode()
    assert voter.hidden(response)["captcha_0"] == form["captcha_0"]
    assert voter.vote("like", form).status_code == 303
    assert figures() == (1, 0)


def test_the_error_is_tied_to_its_box(voter: Voter) -> None:
    page = voter.vote("like", captcha_1="wrong").content.decode()

    box = page[page.index('name="captcha_1"') :].split(">")[0]
    assert 'aria-invalid="true"' in box
    assert 'aria-describedby="poll-captcha_helptext poll-captcha_error"' in box
    assert " autofocus" in box
    assert 'class="error" id="poll-captcha_error"' in page
    assert '<label for="poll-captcha_1">' in page


def test_an_expired_challenge_explains_and_keeps_the_choice(voter: Voter, figures: Figures) -> None:
    form = voter.open()
    right = answer(form)
    expire(form)

    response = voter.vote("dislike", form, captcha_1=right)

    page = response.content.decode()
    assert response.status_code == 422
    assert "took longer than 10 minutes" in page
    assert 'value="dislike" checked' in page
    assert not CaptchaStore.objects.filter(hashkey=form["captcha_0"]).exists()
    assert figures() == (0, 0)
    assert voter.vote("dislike", voter.hidden(response)).status_code == 303


def test_an_expired_challenge_explains_even_when_it_was_cleared_away(voter: Voter) -> None:
    form = voter.open()
    CaptchaStore.objects.all().delete()

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        response = voter.vote("like", form, captcha_1="abcde")

    assert "took longer than 10 minutes" in response.content.decode()


def test_a_seal_expires_with_its_challenge(voter: Voter, figures: Figures) -> None:
    form = voter.open()
    later = timezone.now() + datetime.timedelta(minutes=11)
    CaptchaStore.objects.update(expiration=later + datetime.timedelta(days=1))

    with time_machine.travel(later, tick=False):
        response = voter.vote("like", form)

    assert "took longer than 10 minutes" in response.content.decode()
    assert figures() == (0, 0)


def test_an_answer_counts_once(
    voter: Voter, make_voter: Callable[[], Voter], figures: Figures
) -> None:
    form = voter.open()
    right = answer(form)
    voter.vote("like", form, captcha_1=right)

    response = voter.vote("dislike", form, captcha_1=right)

    assert response.status_code == 422
    assert "answered already" in response.content.decode()
    assert figures() == (1, 0)


def test_a_key_of_another_reader_is_refused_and_stays_theirs(
    voter: Voter, make_voter: Callable[[], Voter], figures: Figures
) -> None:
    theirs, mine = make_voter().open(), voter.open()
    right = answer(theirs)
    stolen = {key: theirs[key] for key in ("captcha_0", "captcha_seal")}

    for data in (mine | stolen, mine | {"captcha_0": theirs["captcha_0"]}):
        response = voter.vote("like", data, captcha_1=right)
        assert response.status_code == 422
        assert "not made for this form" in response.content.decode()
    assert figures() == (0, 0)
    assert CaptchaStore.objects.filter(hashkey=theirs["captcha_0"]).exists()


def test_a_key_of_another_article_is_refused(
    voter: Voter, publish: Publish, figures: Figures
) -> None:
    other = Voter(publish("Bridge opens"))
    form, elsewhere = voter.open(), other.open()
    moved = {key: elsewhere[key] for key in ("captcha_0", "captcha_seal")}

    response = voter.vote("like", form | moved, captcha_1=answer(elsewhere))

    assert "not made for this form" in response.content.decode()
    assert figures() == (0, 0)


@pytest.mark.parametrize("junk", HOSTILE)
@pytest.mark.parametrize("field", ["captcha_0", "captcha_seal"])
def test_forged_keys_are_refused(voter: Voter, figures: Figures, field: str, junk: str) -> None:
    form = voter.open()
    sent = {**form, field: junk, "choice": "like", "captcha_1": answer(form)}

    response = voter.client.post(voter.address, urlencode(sent, errors="surrogatepass"), FORM)

    assert response.status_code == 422
    assert "not made for this form" in response.content.decode()
    assert figures() == (0, 0)
    assert voter.vote("like", voter.hidden(response)).status_code == 303


@pytest.mark.parametrize("field", ["captcha_0", "captcha_seal"])
def test_missing_keys_are_refused(voter: Voter, field: str) -> None:
    form = voter.open()
    del form[field]

    response = voter.vote("like", form, captcha_1="abcde")

    assert response.status_code == 422
    assert "not made for this form" in response.content.decode()


@pytest.mark.parametrize("typed", ["a\x00", "é" * 10_000, "🙂", "\u202e", "‮abc", "ﷺ" * 5000])
def test_strange_answers_are_wrong_answers(voter: Voter, typed: str) -> None:
    response = voter.vote("like", captcha_1=typed)

    assert response.status_code == 422
    assert "That was not what the picture showed." in response.content.decode()


@pytest.mark.parametrize("choice", ["like", "dislike"])
def test_another_picture_keeps_the_choice(voter: Voter, choice: str) -> None:
    form = voter.open()

    response = voter.client.post(voter.address, {**form, "choice": choice, "renew": "1"})

    assert response.status_code == 303
    assert response["Location"] == f"{voter.address}?choice={choice}"
    assert voter.open(choice=choice)["captcha_0"] != form["captcha_0"]


@pytest.mark.parametrize("choice", ["", "love", "like&next=//example.org", "\x00"])
def test_another_picture_without_a_choice(voter: Voter, choice: str) -> None:
    response = voter.client.post(voter.address, {**voter.open(), "choice": choice, "renew": "1"})

    assert response["Location"] == voter.address


def test_spending_does_not_run_inside_another_transaction(transactional_db: None) -> None:
    challenge = captcha.issue("1:someone")

    with transaction.atomic(), pytest.raises(RuntimeError):
        challenge.spend("1:someone", "abcde")

    assert challenge.spend("1:someone", "abcde") is captcha.Verdict.WRONG


class TestPicture:
    def test_is_a_picture_of_the_stated_size_that_nobody_keeps(self, voter: Voter) -> None:
        response = Client().get(f"/feedback/picture/{voter.open()['captcha_0']}.png")

        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"] == "private, no-store"
        assert not response.cookies
        assert Image.open(io.BytesIO(response.content)).size == (240, 84)

    def test_is_the_same_whoever_draws_it(self, voter: Voter) -> None:
        address = f"/feedback/picture/{voter.open()['captcha_0']}.png"
        first = voter.client.get(address).content

        cache.clear()  # as on another worker

        assert voter.client.get(address).content == first

    def test_differs_from_key_to_key(self, voter: Voter) -> None:
        keys = [voter.open()["captcha_0"] for _ in range(2)]
        CaptchaStore.objects.update(challenge="ACEHJ")

        one, two = (voter.client.get(f"/feedback/picture/{key}.png").content for key in keys)

        assert one != two

    @pytest.mark.parametrize("key", ["0" * 40, "x", "a" * 5000, "under_score"])
    def test_is_not_drawn_for_unknown_keys(self, client: Client, db: None, key: str) -> None:
        assert client.get(f"/feedback/picture/{key}.png").status_code == 410

    @pytest.mark.parametrize("key", ["", "a%00b", "é", "0" * 40 + "@2"])
    def test_has_no_other_address(self, client: Client, db: None, key: str) -> None:
        assert client.get(f"/feedback/picture/{key}.png").status_code == 404

    def test_is_gone_when_it_was_answered(self, voter: Voter) -> None:
        form = voter.open()
        address = f"/feedback/picture/{form['captcha_0']}.png"
        assert voter.client.get(address).status_code == 200

        voter.vote("like", form, captcha_1="wrong")

        assert voter.client.get(address).status_code == 410

    def test_is_gone_when_it_expired(self, voter: Voter) -> None:
        form = voter.open()
        expire(form)

        assert voter.client.get(f"/feedback/picture/{form['captcha_0']}.png").status_code == 410

    def test_the_packages_own_addresses_do_not_exist(self, voter: Voter) -> None:
        key = voter.open()["captcha_0"]

        for path in (f"/captcha/image/{key}/", f"/captcha/image/{key}@2/", "/captcha/refresh/"):
            assert voter.client.get(path).status_code == 404


class TestClearing:
    def test_the_command_deletes_what_expired(self, voter: Voter) -> None:
        old, new = voter.open(), voter.open()
        expire(old)
        out = io.StringIO()

        call_command("clear_captchas", stdout=out)

        assert out.getvalue() == "1 expired challenges and 0 used proofs deleted.\n"
        assert CaptchaStore.objects.get().hashkey == new["captcha_0"]

    def test_opening_forms_clears_a_bounded_number_now_and_then(self, voter: Voter) -> None:
        past = timezone.now() - datetime.timedelta(minutes=1)
        CaptchaStore.objects.bulk_create(
            CaptchaStore(challenge="A", response="a", hashkey=f"old{number}", expiration=past)
            for number in range(captcha.SWEEP_ROWS + 10)
        )

        voter.open()
        assert CaptchaStore.objects.filter(hashkey__startswith="old").count() == 10
        voter.open()
        assert CaptchaStore.objects.filter(hashkey__startswith="old").count() == 10

    def test_expired_challenges_are_found_by_an_index(self, db: None) -> None:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, CaptchaStore._meta.db_table)

        assert any(each["index"] and each["columns"] == ["expiration"] for each in found.values())
