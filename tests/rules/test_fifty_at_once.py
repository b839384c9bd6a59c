"""Fifty equal forms sent at the same moment: one row, fifty equal answers, no locked database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from tests.page import CheckedClient
from tests.scenes import SCENES
from tests.scenes.sending import MOVED, count_rows, filled

FIFTY = 50
MADE = {  # the rows of which one more is there afterwards
    "forum.ask": "thread",
    "forum.reply": "post",
    "forum.edit": "post_revision",
    "forum.find_helpful": "helpful",
    "library.new": "experience",
    "library.from_post": "experience",
    "library.read": "experience_verdict",
    "library.renew": "experience",
    "moderation.flag": "flag",
    "moderation.decide": "log_entry",
    "moderation.hide": "moderation_case",
    "moderation.revert": "log_entry",
    "moderation.merge": "log_entry",
    "moderation.move_post": "log_entry",
    "moderation.move_thread": "log_entry",
    "moderation.split": "thread",
    "people.sign_up": "account",
    "people.change_roles": "role_change",
}


@pytest.mark.slow
@pytest.mark.parametrize("endpoint", MADE)
def test_fifty_equal_forms_at_once_are_one(
    app: Flask,
    sign_in: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    endpoint: str,
) -> None:
    settings = replace(app.extensions["settings"], smtp_url="smtp://127.0.0.1:9", limits=False)
    monkeypatch.setitem(app.extensions, "settings", settings)
    scene = SCENES[endpoint]("lv")
    client = CheckedClient(app.test_client(), "lv")
    if scene.who:
        sign_in(client, scene.who)
    form = filled(scene, scene.open(client, "lv"), "lv")
    cookie = client.flask.get_cookie("session")
    before, data = count_rows(), form.data

    def send(_n: int) -> tuple[int, str | None]:
        with app.app_context():
            browser = app.test_client()
            browser.set_cookie("session", cookie.value if cookie else "")
            answer = browser.post(form.action, data=data)
            return answer.status_code, answer.headers.get("Location")

    with ThreadPoolExecutor(FIFTY) as pool:
        answers = list(pool.map(send, range(FIFTY)))
    assert len(set(answers)) == 1, set(answers)
    assert answers[0][0] in MOVED
    table = MADE[endpoint]
    assert count_rows()[table] == before[table] + 1
