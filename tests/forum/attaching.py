"""How tests send files with a form, and look at what stands under a post."""

from collections.abc import Sequence
from io import BytesIO

from sqlalchemy import select

from exchange.files.actions import Attached, Upload, upload_file
from exchange.files.models import File
from exchange.forum.models import PostFile
from exchange.kernel.db import db
from exchange.kernel.submissions import new_submission_id
from exchange.people.actor import Actor
from tests.files.bytes import A_CSV, a_picture

Sent = tuple[BytesIO, str]


def sent(content: bytes, name: str = "photo.jpg") -> Sent:
    """A file as a form of tests takes it."""
    return BytesIO(content), name


def a_file(
    who: Actor, content: bytes | None = None, name: str = "barn.jpg", alt: str = ""
) -> Attached:
    """One that this person has sent, and that stands nowhere yet."""
    made = upload_file(who, Upload(name, content or a_picture(), new_submission_id()))
    return Attached(made, alt)


def a_table(who: Actor) -> Attached:
    return a_file(who, A_CSV, "villages.csv")


def under(post_id: int) -> Sequence[int]:
    """Ids of the files under a post, in order."""
    db.session.rollback()
    found = select(PostFile.file_id).where(PostFile.post_id == post_id)
    return db.session.scalars(found.order_by(PostFile.position)).all()


def all_files() -> Sequence[File]:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(File).order_by(File.id)).all()
