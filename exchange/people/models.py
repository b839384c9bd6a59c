"""Tables of people and organisations."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, validates

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.text.mentions import folded_name

LANGUAGE = String(10)  # a code of exchange.text.languages


class Organisation(Model):
    """A network, foundation or institute; names vary between sources, so it has several."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('network', 'foundation', 'institute', 'association', 'public', 'other')",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)  # in addresses: "rs", "sample-rs"
    country: Mapped[str] = mapped_column(String(2))  # ISO 3166 and XK
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))  # in English
    own_names: Mapped[list[list[str]]] = mapped_column(JSON)  # [language, name], theirs first
    aliases: Mapped[list[str]] = mapped_column(JSON)  # former names too
    sites: Mapped[list[str]] = mapped_column(JSON)  # host names
    task: Mapped[str] = mapped_column(String(40), default="")  # coordinator, for_prepare
    is_sample: Mapped[bool] = mapped_column(default=False)


class Account(Model):
    """A person of the exchange, as they sign in and as they are shown."""

    __tablename__ = "account"
    __table_args__ = (
        Index(None, "is_mentor"),
        Index(None, "admitted_at"),
        Index(None, "organisation_id"),
        Index(None, "folded_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # case folded
    name: Mapped[str] = mapped_column(String(80))
    folded_name: Mapped[str] = mapped_column(String(200), default="")  # to be found by
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(LANGUAGE, default="en")  # of pages and mails
    reads: Mapped[list[str]] = mapped_column(JSON, default=list)  # languages they read
    timezone: Mapped[str] = mapped_column(String(40), default="Europe/Belgrade")
    about: Mapped[str] = mapped_column(Text, default="")
    organisation_id: Mapped[int | None] = mapped_column(  # shown beside the name on pages
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    is_mentor: Mapped[bool] = mapped_column(default=False)
    is_mentoring_coordinator: Mapped[bool] = mapped_column(default=False)
    is_moderator: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]  # the address is theirs
    admitted_at: Mapped[datetime | None]  # until then waiting: reads and drafts
    suspended_at: Mapped[datetime | None]  # reads, appeals, takes the own data out
    suspension_reason: Mapped[str] = mapped_column(Text, default="")
    consent_version: Mapped[str] = mapped_column(String(20), default="")  # of the rules
    consent_at: Mapped[datetime | None]
    edit_version: Mapped[int] = mapped_column(Integer, default=1)

    @validates("name")
    def _fold(self, _column: str, name: str) -> str:
        self.folded_name = folded_name(name)
        return name


class Membership(Model):
    """A person in an organisation, and what they may do there."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "organisation_id"),
        Index(None, "organisation_id"),
        CheckConstraint("role IN ('member', 'editor', 'coordinator')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    role: Mapped[str] = mapped_column(String(20), default="member")


LEVELS = ("some", "well", "expert")  # of knowing a theme


class Expertise(Model):
    """A theme that a mentor knows: a tag of the one vocabulary."""

    __tablename__ = "expertise"
    __table_args__ = (
        Index(None, "tag_id"),
        CheckConstraint(f"level IN {LEVELS}", name="level"),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[str] = mapped_column(String(10), default="well")


class SignIn(Model):
    """One browser in which one person is signed in; the cookie's key is kept as a hash."""

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")  # as its browser names itself
    signed_in_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]


class Ignored(Model):
    """A person would rather not read another, and nobody else knows."""

    __tablename__ = "ignored"
    __table_args__ = (Index(None, "ignored_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    ignored_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    ignored_at: Mapped[datetime] = mapped_column(default=now)


class MailToken(Model):
    """A link sent by mail that may be used once: confirms an address or sets a new password.

    The row holds no secret: the link is the signed id, made when the mail is built.
    """

    __tablename__ = "mail_token"
    __table_args__ = (
        Index(None, "account_id"),
        CheckConstraint("purpose IN ('confirm', 'password')", name="purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))  # works for this address only
    nonce: Mapped[str] = mapped_column(String(32))  # 128 random bits: no other row signs the same
    created_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    # Where whoever joined wanted to go, a path of ours. Here and not in the link: anybody can sign
    # up with anybody's address, and a mail carries no words of theirs.
    onward: Mapped[str | None] = mapped_column(Text)


class RoleChange(Model):
    """Who gave or took which role, admitted or suspended whom, when: the log of people."""

    __tablename__ = "role_change"
    __table_args__ = (Index(None, "account_id"), Index(None, "by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    change: Mapped[str] = mapped_column(String(60))  # "mentor given", "admitted", …
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime] = mapped_column(default=now)
