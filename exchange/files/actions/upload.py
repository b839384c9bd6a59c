"""A row first, then the bytes, then the row says that they are there: a crash leaves no bytes that
no row knows of, and no row that shows without its bytes."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from exchange.files import refusals
from exchange.files.documents import document
from exchange.files.images import ENDINGS, MEDIA_TYPE, picture
from exchange.files.limits import MEGABYTE, limits
from exchange.files.models import IS_THERE, File
from exchange.files.names import harmless
from exchange.files.policy import may_send
from exchange.files.sniffing import PICTURES, sniffed
from exchange.files.stores import StoreAway, store
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.rulings import require
from exchange.people.actor import Actor
from exchange.people.models import Account

A_DAY = timedelta(days=1)


class Upload(NamedTuple):
    """A file as it was sent: its name, its bytes, and the submission id of the form it came by."""

    name: str
    content: bytes
    form: str


class _Made(NamedTuple):
    """What will be stored: under which endings of the key, and what the row says of it."""

    parts: Mapping[str, bytes]
    about: dict[str, Any]


def upload_file(actor: Actor, sent: Upload) -> int:
    """Look into it, make a picture anew, store it; gives its id. The same file by the same form is
    the same row. Refused beside the field "files"."""
    require(may_send(actor))
    made = _made(sent)
    file_id, key = _note(actor, sent, made)
    try:
        for ending, content in made.parts.items():
            store().put(f"{key}-{ending}", content, made.about["media_type"])
    except StoreAway:
        _let_go(file_id)
        raise refusals.store_is_away() from None
    with transaction(actor):
        there = update(File).where(File.id == file_id, File.stored_at.is_(None))
        db.session.execute(there.values(stored_at=now()))
    return file_id


def _made(sent: Upload) -> _Made:
    kind = sniffed(sent.content)
    if not sent.content:
        raise refusals.damaged()
    if kind in PICTURES:
        _bound(sent, limits().image_mb)
        image = picture(sent.content, kind, limits().image_megapixels)
        about = {
            "kind": "image",
            "media_type": MEDIA_TYPE,
            "name": harmless(sent.name, ENDINGS[kind]),
        }
        return _Made(image.sizes, about | {"width": image.width, "height": image.height})
    _bound(sent, limits().document_mb)
    known = document(sent.content, kind)
    about = {"kind": "document", "media_type": known.media_type}
    return _Made({"document": sent.content}, about | {"name": harmless(sent.name, known.ending)})


def _bound(sent: Upload, megabytes: int) -> None:
    if len(sent.content) > megabytes * MEGABYTE:
        raise refusals.too_large(megabytes)


def _note(actor: Actor, sent: Upload, made: _Made) -> tuple[int, str]:
    with transaction(actor) as actor:
        require(may_send(actor))
        # One at a time for one person: else many at once would all find room for the day.
        account = select(Account.id).where(Account.id == actor.id)
        db.session.execute(account.with_for_update(key_share=True))
        known: dict[str, Any] = {
            "owner_id": actor.id,
            "sha256": hashlib.sha256(sent.content).hexdigest(),
        }
        known |= {"form": sent.form}
        if found := _found(known):
            return found
        _require_room(actor, len(sent.content))
        row = known | made.about | {"key": secrets.token_hex(16), "bytes": len(sent.content)}
        row |= {"uploaded_at": now(), "alt": "", "alt_lang": ""}
        file_id = db.session.scalar(
            upsert(File)
            .values(row)
            .on_conflict_do_nothing(
                index_elements=["owner_id", "form", "sha256"], index_where=IS_THERE
            )
            .returning(File.id)
        )
        return (file_id, row["key"]) if file_id else _found(known) or (0, "")


def _found(known: dict[str, Any]) -> tuple[int, str] | None:
    same = select(File.id, File.key).filter_by(**known).where(File.dropped_at.is_(None))
    row = db.session.execute(same).first()
    return (row.id, row.key) if row else None


def _require_room(actor: Actor, more: int) -> None:
    today = (File.owner_id == actor.id) & (File.uploaded_at > now() - A_DAY)
    sent = db.session.scalar(select(func.sum(File.bytes)).where(today)) or 0
    if sent + more > limits().files_mb_a_day * MEGABYTE:
        raise refusals.enough_for_today()


def _let_go(file_id: int) -> None:
    """What may lie in the store already goes at the next sweep."""
    with transaction(None):
        gone = update(File).where(File.id == file_id, File.stored_at.is_(None))
        db.session.execute(gone.values(dropped_at=now()))
