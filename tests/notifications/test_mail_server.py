import ssl
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, db, record, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.settings import Settings
from exchange.notifications import actions
from exchange.notifications.events import NotificationMade
from exchange.notifications.models import Notification
from tests.factories import a_person, a_reply, a_thread
from tests.notifications.conftest import Inbox, free_port
from tests.notifications.post_office import an_hour_later, deliveries, filed, parsed, text_of, work

CERTIFICATE = Path(__file__).with_name("mail_server_of_tests.pem")  # self-signed, for 127.0.0.2
SetUp = Callable[..., Settings]


def mailed_at() -> object:
    with db.engines["read"].connect() as connection:
        return connection.execute(select(Notification.mailed_at)).scalar_one()


def last_error() -> str:
    with db.engines["read"].connect() as connection:
        return connection.execute(select(Delivery.last_error)).scalar_one()


def test_a_mail_reaches_a_real_mailbox(app: Flask, inbox: Inbox, folder: Path) -> None:
    a_reply(a_thread(a_person("Ђорђе", language="sr")), body="Пита се општина.")
    work()
    [raw] = inbox.raw
    assert raw.isascii(), "every server takes it"
    assert max(map(len, raw.splitlines())) < 998
    mail = parsed(raw)
    assert mail["To"].startswith("Ђорђе <")
    assert "Пита се општина." in text_of(mail)
    assert mailed_at() is not None
    assert filed(folder) == []


def test_while_the_server_is_down_the_mail_waits_and_is_sent_once(
    app: Flask, set_up: SetUp
) -> None:
    port, kept = free_port(), Inbox()
    set_up(smtp_url=f"smtp://127.0.0.1:{port}")
    a_reply(a_thread(a_person()))
    work()
    assert deliveries() == 1
    assert "ConnectionRefusedError" in last_error()
    assert mailed_at() is None
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    for _ in range(3):
        an_hour_later()
        work()
    server.stop()
    assert len(kept.raw) == 1
    assert mailed_at() is not None
    assert deliveries() == 0


def test_two_workers_do_not_send_twice(app: Flask, inbox: Inbox) -> None:
    """The first is still talking when its lease is over and the second comes by."""

    def second_worker() -> None:
        with app.app_context():
            an_hour_later()
            work()

    def meanwhile() -> None:
        inbox.meanwhile = lambda: None
        other = Thread(target=second_worker)
        other.start()
        other.join(20)

    a_reply(a_thread(a_person()))
    inbox.meanwhile = meanwhile
    while deliver_due():
        pass
    an_hour_later()
    work()
    assert len(inbox.raw) == 1
    assert deliveries() == 0


def test_a_worker_that_died_while_sending_is_followed_by_another(app: Flask, inbox: Inbox) -> None:
    a_reply(a_thread(a_person()))
    deliver_due()  # the row is there, its mail is not yet sent
    with transaction(None):
        claim = now() + actions.LONGEST_TALK
        db.session.execute(update(Notification).values(mail_claimed_until=claim))
    work()
    assert inbox.raw == []
    assert "BeingMailed" in last_error()
    with transaction(None):
        db.session.execute(update(Notification).values(mail_claimed_until=now()))
    an_hour_later()
    work()
    assert len(inbox.raw) == 1


def test_a_mail_that_a_crash_sends_again_is_recognised(app: Flask, inbox: Inbox) -> None:
    a_reply(a_thread(a_person()))
    work()
    with transaction(None):  # sent, but the worker died before it could say so
        db.session.execute(update(Notification).values(mailed_at=None))
        record(NotificationMade(db.session.scalars(select(Notification.id)).one()))
    work()
    first, again = map(parsed, inbox.raw)
    assert first["Message-ID"] == again["Message-ID"]


def test_a_delivery_that_comes_again_after_the_mail_sends_nothing(app: Flask, inbox: Inbox) -> None:
    a_reply(a_thread(a_person()))
    work()
    with transaction(None):
        record(NotificationMade(db.session.scalars(select(Notification.id)).one()))
    work()
    assert len(inbox.raw) == 1
    assert deliveries() == 0


def test_a_server_elsewhere_that_cannot_encrypt_gets_nothing(app: Flask, set_up: SetUp) -> None:
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.2", port=free_port())
    server.start()
    set_up(smtp_url=f"smtp://127.0.0.2:{server.port}")
    a_reply(a_thread(a_person()))
    work()
    server.stop()
    assert kept.raw == []
    assert last_error() == "NoSafeWay: 127.0.0.2 does not offer STARTTLS"


def test_invented_people_get_no_mail_by_a_real_server(
    app: Flask, inbox: Inbox, folder: Path
) -> None:
    a_reply(a_thread(a_person(is_sample=True)))
    work()
    assert inbox.raw == []
    assert len(filed(folder)) == 1


def test_a_server_elsewhere_has_to_show_a_certificate_that_somebody_vouches_for(
    app: Flask, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Inbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = Controller(kept, hostname="127.0.0.2", port=free_port(), tls_context=context)
    server.start()
    set_up(smtp_url=f"smtp://127.0.0.2:{server.port}")
    a_reply(a_thread(a_person()))
    work()
    assert kept.raw == []
    assert "CERTIFICATE_VERIFY_FAILED" in last_error()
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    an_hour_later()
    work()
    server.stop()
    assert len(kept.raw) == 1


def test_smtps_is_encrypted_from_the_first_word(
    app: Flask, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Inbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server = Controller(kept, hostname="127.0.0.2", port=free_port(), ssl_context=context)
    server.start()
    set_up(smtp_url=f"smtps://127.0.0.2:{server.port}")
    a_reply(a_thread(a_person()))
    work()
    server.stop()
    assert len(kept.raw) == 1
