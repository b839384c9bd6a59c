"""Whatever people type is only text: on each page that a crawl reaches, and in each mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from flask import Flask

from exchange.people.actor import Actor
from tests import factories as make
from tests.notifications.post_office import filed, html_of, work
from tests.page import CheckedClient, Page
from tests.scenes import SCENES, WITH_TEXT
from tests.scenes.scene import GOOD
from tests.scenes.sending import MOVED, filled, is_line, typed_fields

pytestmark = [pytest.mark.slow, pytest.mark.either]
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
MOST_PAGES = 150
SHOWN_FIRST = {"mentoring.prepare_words"}  # what may tell who it is about is looked at once more


@pytest.fixture
def evil_site(
    app: Flask, sign_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Flask:
    """Every form was sent with an attack in each field that takes any text."""
    changed = replace(app.extensions["settings"], limits=False, data=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", changed)
    (tmp_path / "samples-loaded").touch()
    _evil_things()
    for number, endpoint in enumerate(sorted(WITH_TEXT)):  # no word means two subjects
        scene = SCENES[endpoint]("lv")
        client = CheckedClient(app.test_client(), "lv")
        client.flask.environ_base["HTTP_USER_AGENT"] = EVIL
        if scene.who:
            sign_in(client, scene.who)
        form = filled(scene, scene.open(client, "lv"), "lv")
        for name in typed_fields(form)[0]:
            text = EVIL if is_line(form, name) else f"{GOOD['lv']} {number}\n\n{EVIL} {number}"
            form.fill(**{name: text})
        page = client.send(form)
        if page.status == 422 and endpoint in SHOWN_FIRST:
            page = client.send(page.form(form.action).fill(looked="y"))
        assert page.status in (*MOVED, 200), endpoint
    return app


def _evil_things() -> None:
    """What no form writes yet, or an import does."""
    home = make.an_organisation(name=EVIL, aliases=[EVIL], own_names=[["lv", EVIL]], sites=["x.lv"])
    make.a_tag(is_theme=True, names={"en": EVIL, "lv": EVIL})
    make.a_category(EVIL)
    for traits in ({}, {"is_mentor": True}, {"admitted_at": None}, {"about": EVIL}):
        make.a_person(EVIL, organisation=home, **traits)
    make.a_thread(make.a_person(EVIL, organisation=home), title=f"Autobuss {EVIL}", body=EVIL)
    make.a_published(make.a_person(EVIL, organisation=home), title=EVIL, place=EVIL, lesson=EVIL)


READERS: dict[str, Callable[[], Actor | None]] = {
    "guest": lambda: None,
    "mentor": lambda: make.a_mentor(EVIL),
    "admin": lambda: make.an_admin(EVIL),
}


@pytest.mark.parametrize("reader", READERS)
def test_no_words_run_on_any_page(
    evil_site: Flask, sign_in: Callable[..., None], reader: str
) -> None:
    client = CheckedClient(evil_site.test_client(), "lv")
    if who := READERS[reader]():
        sign_in(client, who)
    read = 0
    for page in _crawl(client):
        read += 1
        assert [e for e in page.document.elements if "onerror" in e or e.get("src") == "x"] == []
        assert "49" not in [e.text for e in page.document.elements if e.is_own], page
    assert read > (20 if who is None else 60)


def _crawl(client: CheckedClient) -> Iterator[Page]:
    """All that can be reached by links in one language; each page is checked by being fetched."""
    waiting, known = ["/lv/", f"/lv/search?q={'alert'}", "/lv/mailbox"], set[str]()
    while waiting and len(known) < MOST_PAGES:
        path = waiting.pop(0)
        if path in known:
            continue
        known.add(path)
        page = client.get(path, follow=True)
        assert page.status in (200, 403, 404), page
        if page.is_html:
            yield page
            links = (urlsplit(link.href) for link in page.links)
            waiting += [
                link.path + (f"?{link.query}" if link.query else "")
                for link in links
                if not link.netloc and link.path.startswith("/lv/")
            ]


def test_no_words_run_in_any_mail(evil_site: Flask, tmp_path: Path) -> None:
    asker = make.a_person(EVIL, email="anna@example.org")
    make.a_reply(make.a_thread(asker, title=EVIL), make.a_person(EVIL), body=EVIL)
    work()
    mails = filed(tmp_path)
    assert len(mails) > 5
    for mail in mails:
        tree = html5lib.parse(html_of(mail), namespaceHTMLElements=False)
        assert [e.tag for e in tree.iter() if e.tag in ("script", "img")] == []
        assert len(mail.get_all("To")) == len(mail.get_all("Subject")) == 1
        assert all("\n" not in value for value in mail.values())
