from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from exchange.kernel.settings import Settings
from tests.factories import a_person, a_reply, a_thread
from tests.notifications.conftest import Inbox
from tests.notifications.post_office import work
from tests.page import CheckedClient


@pytest.fixture
def with_samples(folder: Path) -> Path:
    (folder / "samples-loaded").touch()
    return folder


def names_in(folder: Path) -> list[str]:
    return [file.name for file in (folder / "mail").iterdir()]


def test_the_newest_mail_stands_first_and_its_links_work(
    client: CheckedClient, with_samples: Path
) -> None:
    a_reply(a_thread(a_person(), title="The first one"))
    work()
    reply = a_reply(a_thread(a_person(), title="The second one"))
    work()
    subjects = [link.name for link in client.get("/en/mailbox").links if "reply" in link.name]
    assert ["second" in subject for subject in subjects] == [True, False]
    page = client.get(client.get("/en/mailbox").all("main li a")[0]["href"])
    assert "The second one" in page.h1
    assert f"http://localhost/posts/{reply}" in [link.href for link in page.links]


def test_what_a_mail_says_is_text_never_a_page(client: CheckedClient, with_samples: Path) -> None:
    thread = a_thread(a_person(), title="<script>alert(1)</script>")
    a_reply(thread, body="<img src=x onerror=alert(1)>\nhttp://localhost.evil.example/")
    work()
    [name] = names_in(with_samples)
    page = client.get(f"/en/mailbox/{name}")
    assert page.all("main img") + page.all("main script") == []
    assert "<img src=x" in page.text
    assert not [link for link in page.links if "evil" in link.href]


@pytest.mark.parametrize("name", ["x.eml", "..%2Fsecret-key", ".hidden.eml", "a.txt"])
def test_nothing_but_mails_is_read(client: CheckedClient, with_samples: Path, name: str) -> None:
    (with_samples / "mail").mkdir()
    (with_samples / "mail" / "a.txt").write_text("a secret")
    (with_samples / "mail" / ".hidden.eml").write_text("To: a\n\na secret")
    assert client.get(f"/en/mailbox/{name}").status == 404


def test_an_empty_mailbox_says_how_the_first_mail_comes(
    client: CheckedClient, with_samples: Path
) -> None:
    assert "No mail yet" in client.get("/en/mailbox").text


def test_with_a_mail_server_the_mailbox_says_which_mails_stay(
    client: CheckedClient, with_samples: Path, inbox: Inbox
) -> None:
    real, invented = a_person("Real"), a_person("Invented", is_sample=True)
    page = client.get("/en/mailbox")
    assert "Reply to a sample person" in page.one(".empty").text
    for asker in (real, invented):
        a_reply(a_thread(asker))
    work()
    page = client.get("/en/mailbox")
    assert "Mails to sample people stay here" in page.text
    assert "No mail server is set up" not in page.text
    assert "Invented <" in page.text
    assert "Real <" not in page.text
    assert len(inbox.raw) == 1


@pytest.mark.parametrize(
    "why", ["no samples", "not this machine only", "asked from elsewhere", "public"]
)
def test_everywhere_else_there_is_no_mailbox(
    app: Flask, client: CheckedClient, folder: Path, set_up: Callable[..., Settings], why: str
) -> None:
    a_reply(a_thread(a_person()))
    work()
    if why != "no samples":
        (folder / "samples-loaded").touch()
    base_url = "https://localhost" if why == "public" else "http://localhost"
    set_up(loopback=why != "not this machine only", base_url=base_url)
    asked_from = {"REMOTE_ADDR": "10.0.0.7" if why == "asked from elsewhere" else "127.0.0.1"}
    [name] = names_in(folder)
    for address in ("/en/mailbox", f"/en/mailbox/{name}"):
        assert client.get(address, environ_overrides=asked_from).status == 404


def test_a_long_name_stands_as_it_is_written(client: CheckedClient, with_samples: Path) -> None:
    name = "Ayşe Gülsüm Çığdemoğulları-Yıldırımçakmakoğlu Kılıçarslanoğullarıgil Özyürek"
    a_reply(a_thread(a_person(name)))
    work()
    assert name in client.get("/en/mailbox").text
