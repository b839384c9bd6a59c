"""Whoever writes locks the database for others: texts are rendered and passwords hashed before."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from exchange.kernel.db import db
from exchange.people import passwords
from exchange.text import markdown
from tests.page import CheckedClient
from tests.scenes import SCENES
from tests.scenes.sending import MOVED, filled

pytestmark = [pytest.mark.slow, pytest.mark.either]


RENDERING = {
    "forum.reply",
    "library.edit_block",
    "library.edit_section",
    "library.from_post",
    "library.renew",
    "mentoring.publish_consultation",
}


def _asked_outside(act: Callable[..., object], seen: list[str]) -> Callable[..., object]:
    def slow(*args: object, **kwargs: object) -> object:
        assert not db.session.info.get("depth"), "this takes long, and the database is locked"
        seen.append(getattr(act, "__name__", ""))
        return act(*args, **kwargs)

    return slow


@pytest.fixture
def slow(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What takes long, as it is called."""
    seen: list[str] = []
    monkeypatch.setattr(
        markdown._Markdown, "render", _asked_outside(markdown._Markdown.render, seen)
    )
    for name in ("hash", "verify"):
        method = getattr(type(passwords._hasher), name)
        monkeypatch.setattr(type(passwords._hasher), name, _asked_outside(method, seen))
    settings = replace(app.extensions["settings"], smtp_url="smtp://127.0.0.1:9", limits=False)
    monkeypatch.setitem(app.extensions, "settings", settings)
    return seen


@pytest.mark.parametrize("endpoint", sorted(SCENES))
def test_what_takes_long_is_done_before_the_database_is_locked(
    app: Flask, sign_in: Callable[..., None], slow: list[str], endpoint: str
) -> None:
    scene = SCENES[endpoint]("lv")
    client = CheckedClient(app.test_client(), "lv")
    if scene.who:
        sign_in(client, scene.who)
    form = filled(scene, scene.open(client, "lv"), "lv")
    markdown.render.cache_clear()
    slow.clear()
    assert client.send(form).status in (*MOVED, 200)
    if endpoint in RENDERING:
        assert "render" in slow
    if endpoint in ("people.sign_up", "people.change_password"):
        assert "hash" in slow
