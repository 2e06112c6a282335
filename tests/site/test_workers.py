"""One captcha, answered rightly eight times at the same moment, on several workers of gunicorn."""

import html
import http.client
import json
import re
import threading
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.site.conftest import MANAGE, PATIENCE, Command, Site, StartSite

AT_ONCE = 8
ROUNDS = 5
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PUBLISH = """
from articles.models import Article, Section
section = Section.objects.create(language="en", name="City", slug="city", position=1)
article = Article.objects.create(headline="Night ferry", slug="night-ferry", section=section)
article.freeze(None)
article.publish(None)
print(article.pk)
"""
ANSWERS = """
import json
from captcha.models import CaptchaStore
print(json.dumps(dict(CaptchaStore.objects.values_list("hashkey", "response"))))
"""


class Form:
    """The poll's form as one reader has it."""

    def __init__(self, site: Site, path: str) -> None:
        self.site, self.path = site, path
        answer = site.get(path)
        cookies = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie"):
            cookies.load(line)
        self.cookie = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())
        found = HIDDEN.findall(answer.body.decode())
        self.data = {name: html.unescape(value) for name, value in found} | {"choice": "like"}

    def post(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", self.path, urlencode(self.data), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def post_at_once(self) -> list[int]:
        start, statuses = threading.Barrier(AT_ONCE), []

        def post() -> None:
            start.wait()
            statuses.append(self.post())

        threads = [threading.Thread(target=post) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(statuses)


def test_one_answer_is_one_vote_on_several_workers(
    ready: dict[str, str], command: Command, start_site: StartSite
) -> None:
    number = int(command(*MANAGE, "shell", "-v", "0", "-c", PUBLISH, **ready).stdout)
    site = start_site(**ready, WEB_CONCURRENCY="4")
    forms = [Form(site, f"/en/feedback/{number}/") for _ in range(ROUNDS)]
    answers = json.loads(command(*MANAGE, "shell", "-v", "0", "-c", ANSWERS, **ready).stdout)
    for form in forms:
        form.data["captcha_1"] = answers[form.data["captcha_0"]]

    statuses = [form.post_at_once() for form in forms]

    assert statuses == [[303] + [422] * (AT_ONCE - 1)] * ROUNDS
    figures = json.loads(site.get(f"/feedback/{number}/results.json").body)
    assert figures == {"article": number, "liked": ROUNDS, "disliked": 0}
