"""Reads the folder of mails, for a trial installation on one's own machine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import parsedate_to_datetime
from pathlib import Path

from exchange.kernel.settings import Settings
from exchange.notifications.mail import folder_of
from exchange.text.languages import LANGUAGES

MOST = 100
_NAME = re.compile(r"[a-z0-9-]{1,100}\.eml")
_CODES = {one.html: one.code for one in LANGUAGES}


@dataclass(frozen=True, slots=True)
class FiledMail:
    """A mail as the mailbox shows it: its plain text only."""

    name: str
    to: str
    subject: str
    lang: str
    made_at: datetime
    lines: Sequence[str]


def is_open(settings: Settings, asked_from: str | None) -> bool:
    """Only where everything is invented, on this machine, and asked from it."""
    has_samples = (settings.data / "samples-loaded").exists()
    # Behind a proxy that settings say nothing of, everybody seems to ask from this machine.
    is_private = settings.loopback and not settings.is_secure
    return is_private and asked_from in ("127.0.0.1", "::1") and has_samples


def mails_in(settings: Settings) -> Sequence[FiledMail]:
    """The newest first."""
    folder = folder_of(settings)
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if _NAME.fullmatch(file.name)]
    newest = sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in newest[:MOST]]


def mail_named(settings: Settings, name: str) -> FiledMail | None:
    file = folder_of(settings) / name
    return _read(file) if _NAME.fullmatch(name) and file.is_file() else None


def _read(file: Path) -> FiledMail:
    content = file.read_bytes()
    message = message_from_bytes(content, policy=default)
    body = message.get_body(("plain",))
    text = body.get_content() if isinstance(body, EmailMessage) else ""
    return FiledMail(
        name=file.name,
        to=_receiver(content),
        subject=str(message["Subject"]),
        lang=_CODES.get(str(message["Content-Language"]).partition(",")[0], "en"),
        made_at=parsedate_to_datetime(str(message["Date"])),
        lines=text.splitlines(),
    )


def _receiver(content: bytes) -> str:
    """As it was written: the modern policy puts a space wherever a long name was folded."""
    raw = message_from_bytes(content, policy=compat32)["To"]
    return str(make_header(decode_header(raw)))
