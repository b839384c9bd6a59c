from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import false, or_, select

from exchange.files.models import File
from exchange.files.policy import is_own
from exchange.files.refusals import gone
from exchange.files.rules import confided, users
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Account


class Attached(NamedTuple):
    """A file under a text, and what its sender says that it shows."""

    id: int
    alt: str = ""


def use_files(
    actor: Actor,
    files: Sequence[Attached],
    lang: str,
    already: Collection[int] = (),
    *,
    in_confidence: bool = False,
) -> None:
    """Take these for a text or a draft, in the transaction that writes it: from here on no sweep
    takes them. One's own, or those that stand there `already`; else Refused. What is told
    `in_confidence` is told nowhere else, and nothing else there.

    The row is changed even where nothing is new: a sweep that looks at it meanwhile has to wait,
    and then sees that it is used. Their sender is locked first: a form that is sent while it is
    kept as a draft takes the same files, and lets go of the draft after them.
    """
    if not files:
        return
    with transaction(actor) as actor:
        sender = select(Account.id).where(Account.id == actor.id)
        db.session.execute(sender.with_for_update(key_share=True))
        rows = _locked([file.id for file in files])
        _refuse_elsewhere(set(rows).difference(already), in_confidence)
        for file in files:
            row = rows.get(file.id)
            if row is None or not (is_own(actor, row) or row.id in already):
                raise gone()
            row.used_at = now()
            if row.kind == "image" and file.alt != row.alt:
                row.alt, row.alt_lang = file.alt, lang if file.alt else ""
        db.session.flush()


def _refuse_elsewhere(ids: Collection[int], in_confidence: bool) -> None:
    """After they are locked: what somebody else does with them meanwhile is seen."""
    others = [held() for kind, held in users.items() if (kind in confided) is not in_confidence]
    found = select(File.id).where(File.id.in_(ids), or_(false(), *others))
    if ids and db.session.scalars(found).first():
        raise gone()


def _locked(ids: Sequence[int]) -> Mapping[int, File]:
    there = File.id.in_(ids) & File.stored_at.is_not(None) & File.dropped_at.is_(None)
    found = select(File).where(there).order_by(File.id).with_for_update(key_share=True)
    return {row.id: row for row in db.session.scalars(found)}
