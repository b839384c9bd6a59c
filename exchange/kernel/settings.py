"""What an installation may be told: EXCHANGE_ variables, an unknown one is an error."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "EXCHANGE_"


class BadSetting(Exception):
    """One sentence that says which setting is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays, with the sentences that this obliges us to print, by language code."""

    statements: Mapping[str, str]
    disclaimers: Mapping[str, str]
    emblem: str = ""  # "eu" is the one drawn

    def statement(self, lang: str) -> str:
        return self.statements.get(lang) or self.statements["en"]

    def disclaimer(self, lang: str) -> str:
        return self.disclaimers.get(lang) or self.disclaimers["en"]


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this installation and answers for personal data."""

    name: str
    address: str = ""
    email: str = ""
    answer_days: int | None = None  # within how many days readers answer; None: not promised


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an installation may be told."""

    data: Path
    database_url: str
    base_url: str
    secret_key: str
    timezone: str = "Europe/Riga"  # of guests' pages
    serbian_script: str = "Cyrl"
    smtp_url: str = ""  # smtp://user:password@host:port, or smtps://
    mail_from: str = ""
    proxies: int = 0
    files: str = ""  # s3://key:secret@host/bucket; "" is the folder of uploads
    files_a_post: int = 10
    image_mb: int = 8
    image_megapixels: int = 40
    document_mb: int = 10
    files_mb_a_day: int = 100  # of one person
    loopback: bool = True  # listens on this machine only
    limits: bool = True
    funders: tuple[Funder, ...] = ()
    operator: Operator | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)  # Flask's own, for tests

    @property
    def is_secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc

    @property
    def sender(self) -> str:
        return self.mail_from or f"exchange@{urlsplit(self.base_url).hostname}"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        given = {k: v for k, v in environ.items() if k.startswith(PREFIX) and k not in _OF_TESTS}
        if unknown := sorted(given.keys() - _KNOWN):
            raise BadSetting(f"{unknown[0]} is not a setting; the README lists them all.")
        data = Path(given.get("EXCHANGE_DATA", "data")).resolve()
        base_url = given.get("EXCHANGE_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
        _check_base_url(base_url)
        return cls(
            data=data,
            database_url=given.get("EXCHANGE_DATABASE_URL") or f"sqlite:///{data / 'exchange.db'}",
            base_url=base_url,
            secret_key=given.get("EXCHANGE_SECRET_KEY") or secret_key_in(data),
            timezone=given.get("EXCHANGE_TIMEZONE", "Europe/Riga"),
            serbian_script=_one_of(given, "EXCHANGE_SERBIAN_SCRIPT", ("Cyrl", "Latn")),
            smtp_url=given.get("EXCHANGE_SMTP_URL", ""),
            mail_from=given.get("EXCHANGE_MAIL_FROM", ""),
            proxies=_number(given, "EXCHANGE_PROXIES", 0),
            files=_store(given.get("EXCHANGE_FILES", "")),
            files_a_post=_number(given, "EXCHANGE_FILES_A_POST", 10),
            image_mb=_number(given, "EXCHANGE_IMAGE_MB", 8),
            image_megapixels=_number(given, "EXCHANGE_IMAGE_MEGAPIXELS", 40),
            document_mb=_number(given, "EXCHANGE_DOCUMENT_MB", 10),
            files_mb_a_day=_number(given, "EXCHANGE_FILES_MB_A_DAY", 100),
            loopback=given.get("EXCHANGE_HOST", "127.0.0.1") in LOOPBACK,
            funders=tuple(Funder(**f) for f in _record(data / "funders.toml").get("funder", [])),
            operator=_operator(data / "operator.toml"),
        )


LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_KNOWN = {
    "EXCHANGE_DATA",
    "EXCHANGE_DATABASE_URL",
    "EXCHANGE_BASE_URL",
    "EXCHANGE_HOST",
    "EXCHANGE_SECRET_KEY",
    "EXCHANGE_TIMEZONE",
    "EXCHANGE_SERBIAN_SCRIPT",
    "EXCHANGE_SMTP_URL",
    "EXCHANGE_MAIL_FROM",
    "EXCHANGE_PROXIES",
    "EXCHANGE_FILES",
    "EXCHANGE_FILES_A_POST",
    "EXCHANGE_IMAGE_MB",
    "EXCHANGE_IMAGE_MEGAPIXELS",
    "EXCHANGE_DOCUMENT_MB",
    "EXCHANGE_FILES_MB_A_DAY",
}
_OF_TESTS = {"EXCHANGE_TEST_POSTGRESQL", "EXCHANGE_TEST_CHROMIUM"}


def secret_key_in(data: Path) -> str:
    """The key that signs cookies and links; made at the first start, readable by its owner only."""
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def _check_base_url(base_url: str) -> None:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise BadSetting("EXCHANGE_BASE_URL must look like https://exchange.example.org.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise BadSetting("EXCHANGE_BASE_URL may begin with http:// on this machine only.")


def _store(address: str) -> str:
    if not address:
        return ""
    parts = urlsplit(address)
    is_whole = parts.hostname and parts.username and parts.password
    if parts.scheme not in ("s3", "s3+http") or not is_whole or not parts.path.strip("/"):
        raise BadSetting("EXCHANGE_FILES must look like s3://key:secret@host/bucket.")
    if parts.scheme == "s3+http" and parts.hostname not in LOOPBACK:
        raise BadSetting("EXCHANGE_FILES may begin with s3+http:// on this machine only.")
    return address


def _one_of(given: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = given.get(name, choices[0])
    if value not in choices:
        raise BadSetting(f"{name} must be one of {', '.join(choices)}.")
    return value


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    value = given.get(name, str(default))
    if not value.isdecimal():
        raise BadSetting(f"{name} must be a whole number.")
    return int(value)


def _record(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _operator(path: Path) -> Operator | None:
    record = _record(path)
    return Operator(**record) if record.get("name") else None
