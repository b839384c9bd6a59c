from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from exchange.files.actions import Attached, use_files
from exchange.forum import queries
from exchange.forum.actions.attach import bounded
from exchange.forum.actions.kept import (
    draft_of,
    fill,
    forget_before,
    forget_sent,
    one_at_a_time,
    refuse_too_many,
    take_out,
)
from exchange.forum.announcing import may_announce
from exchange.forum.models import Post, PostDraft, PostDraftFile, PostFile
from exchange.forum.policy import may_write
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.kernel.submissions import was_sent
from exchange.people.actor import Actor
from exchange.text.mentions import as_typed


def keep_draft(actor: Actor, place: Place, written: Written, form: OpenForm) -> bool:
    """Keep a text that is not ready; False where its form has posted it meanwhile.

    It takes the place of what the same form kept before, or of the draft that the form began
    from, unless another window has saved that since: then both are kept, each on its own.
    """
    with transaction(actor) as actor:
        _require_place(actor, place)
        one_at_a_time(actor)
        if was_sent(str(actor.id), form.id) and _is_posted(actor, place, written):
            return False
        its = draft_of(PostDraft, _at(actor, place), written, form)
        draft = its or _new(actor, place)
        draft.post_version = place.version
        fill(draft, written, form)
        _attach(actor, draft, written.files)
        return True


def forget_draft_of(actor: Actor, form: OpenForm) -> None:
    """What this form kept, or began from, is posted: called in the transaction that posts it."""
    forget_sent(PostDraft, actor, form)


def discard_draft(actor: Actor, draft_id: int) -> Place:
    """Its author wants it no more; gives where it would have stood."""
    with transaction(actor) as actor:
        draft = take_out(PostDraft, actor, draft_id)
        return Place(draft.kind, draft.post_id)


def forget_drafts_before(moment: datetime) -> None:
    """Those to which nobody has come back since."""
    forget_before(PostDraft, moment)


def _require_place(actor: Actor, place: Place) -> None:
    if place.kind == "announce":
        require(may_announce(actor))
    elif place.post_id is None:
        require(may_write(actor))
    elif place.kind == "edit":
        require(queries.post_to_edit(actor, place.post_id).ruling)
    else:
        require(queries.post_to_reply_to(actor, place.post_id).ruling)


def _is_posted(actor: Actor, place: Place, written: Written) -> bool:
    """Whoever goes back and writes on in a form that is posted has begun another text."""
    newest = select(Post.source).where(Post.author_id == actor.id).order_by(Post.posted_at.desc())
    here = select(Post.source).where(Post.id == place.post_id)
    sent = (*db.session.scalars(newest.limit(5)), *db.session.scalars(here))
    return as_typed(written.body) in map(as_typed, sent)


def _at(actor: Actor, place: Place) -> ColumnElement[bool]:
    return and_(
        PostDraft.account_id == actor.id,
        PostDraft.kind == place.kind,
        PostDraft.post_id == place.post_id,  # None becomes IS NULL
    )


def _new(actor: Actor, place: Place) -> PostDraft:
    refuse_too_many(PostDraft, actor)
    return PostDraft(account_id=actor.id, kind=place.kind, post_id=place.post_id, version=0)


def _attach(actor: Actor, draft: PostDraft, files: Sequence[Attached]) -> None:
    """These go with the text, and no others; one of an edit may stand under its post already."""
    ids = bounded(files)
    under = select(PostFile.file_id).where(PostFile.post_id == draft.post_id)
    already = set(db.session.scalars(under)) if draft.kind == "edit" else set()
    use_files(actor, files, draft.lang, already)
    db.session.execute(delete(PostDraftFile).where(PostDraftFile.draft_id == draft.id))
    db.session.add_all(
        PostDraftFile(draft_id=draft.id, file_id=one, position=n) for n, one in enumerate(ids)
    )
