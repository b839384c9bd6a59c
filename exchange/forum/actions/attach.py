from collections.abc import Sequence

from sqlalchemy import delete, select

from exchange.files.actions import Attached, use_files
from exchange.files.limits import limits
from exchange.files.refusals import gone, too_many
from exchange.forum.models import Post, PostFile
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor


def attach_files(actor: Actor, post: Post, files: Sequence[Attached]) -> None:
    """These stand under the post from here on, in this order, and no others; in the transaction
    that writes it. A file that stands under another post already is not taken from there."""
    ids = bounded(files)
    with transaction(actor) as actor:
        here = PostFile.post_id == post.id
        already = set(db.session.scalars(select(PostFile.file_id).where(here)))
        use_files(actor, files, post.lang, already)
        elsewhere = PostFile.file_id.in_(ids) & ~here
        if ids and db.session.scalars(select(PostFile.file_id).where(elsewhere)).first():
            raise gone()
        db.session.execute(delete(PostFile).where(here))
        db.session.add_all(
            PostFile(post_id=post.id, file_id=one, position=n) for n, one in enumerate(ids)
        )
        db.session.flush()


def bounded(files: Sequence[Attached]) -> Sequence[int]:
    """Their ids, each once; Refused if there are too many."""
    most = limits().files_a_post
    if len(files) > most:
        raise too_many(most)
    return list(dict.fromkeys(file.id for file in files))
