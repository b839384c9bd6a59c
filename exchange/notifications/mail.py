"""Mails on the standard library: built so that no header can be smuggled in, sent or filed."""

import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from exchange.kernel.settings import LOOPBACK, Settings
from exchange.people.mail_addresses import as_it_travels

TIMEOUT = 10  # seconds for each word of a mail server
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_NOT_IN_A_KEY = re.compile("[^a-z0-9-]")


class _Policy(EmailPolicy):
    """Python's own, but for two headers. A subject that it folds between encoded words may lose the
    space there in 3.11; a long address in angles it would encode, and no mail program decodes
    that."""

    def fold(self, name: str, value: str) -> str:
        if name == "List-Unsubscribe" and str(value).isascii():
            return f"{name}: {value}{self.linesep}"  # a line may have 998 letters
        if name != "Subject" or str(value).isascii():
            return str(super().fold(name, value))
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii")


_POLICY = _Policy(linesep=SMTP.linesep, cte_type="7bit")  # every server takes it


class NoSafeWay(Exception):
    """A mail server that would have us send people's mails and links in the clear."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What is to be sent to one person. Two with the same key are the same mail, sent again."""

    key: str  # "notification-12": makes the Message-ID and the name of the file
    to: str
    name: str
    subject: str
    text: str
    html: str
    languages: tuple[str, ...]  # of its words, the reader's own first
    made_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


def header_line(text: str) -> str:
    """Fit for a header: one line, and nothing that the other side would decode into another."""
    return " ".join(_INVISIBLE.sub(" ", text).replace("=?", "= ?").split())


def message_of(mail: Mail, settings: Settings) -> EmailMessage:
    """The mail as it travels."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(header_line("ALTER Exchange"), addr_spec=settings.sender)
    message["To"] = Address(header_line(mail.name), addr_spec=as_it_travels(header_line(mail.to)))
    message["Subject"] = header_line(mail.subject)
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = f"<{mail.key}@{urlsplit(settings.base_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in mail.headers.items():
        message[name] = header_line(value)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = ", ".join(mail.languages)  # a new content takes it away
    return message


def send(mail: Mail, settings: Settings, *, only_file: bool = False) -> None:
    """To the mail server; without one, or to people who are invented, into the folder."""
    message = message_of(mail, settings)
    if settings.smtp_url and not only_file:
        _talk(message, urlsplit(settings.smtp_url))
    else:
        _file(mail.key, message.as_bytes(), folder_of(settings))


def _talk(message: EmailMessage, server: SplitResult) -> None:
    host = server.hostname or ""
    context = _context(host)
    with _connected(server, host, context) as smtp:
        if server.scheme == "smtp":
            _encrypt(smtp, host, context)
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def _connected(server: SplitResult, host: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(host, server.port or 587, timeout=TIMEOUT)


def _encrypt(smtp: smtplib.SMTP, host: str, context: ssl.SSLContext) -> None:
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=context)
    elif host not in LOOPBACK:
        raise NoSafeWay(f"{host} does not offer STARTTLS")


def _context(host: str) -> ssl.SSLContext:
    """Certificates are checked; on this machine nobody stands in between."""
    context = ssl.create_default_context()
    if host in LOOPBACK:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


# ---- the folder


def folder_of(settings: Settings) -> Path:
    return settings.data / "mail"


def _file(key: str, content: bytes, folder: Path) -> None:
    """Whole or not at all, for its owner's eyes only; the same mail again takes its own place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    passing = folder / f".{secrets.token_hex(8)}"
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(folder / f"{_NOT_IN_A_KEY.sub('-', key)}.eml")
