"""Growing a thread: the path of a new post, and the stretches that make page numbers cheap."""

from sqlalchemy import insert, select, text, update

from exchange.forum.models import Post, Stretch, Thread
from exchange.forum.paths import place
from exchange.kernel.db import db

STRETCH = 128  # posts; a stretch of more than twice as many is cut in two
_DRAW = {
    "postgresql": text("SELECT nextval(pg_get_serial_sequence('post', 'id'))"),
    "sqlite": text("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'post'"),
}


def next_post_id() -> int:
    """Drawn under the thread's lock, so that within a thread ids follow time."""
    return int(db.session.execute(_DRAW[db.engine.dialect.name]).scalar_one())


def plant(post: Post, under: bytes) -> None:
    """Give a new post its id and place, and count it. The thread must be locked."""
    post.id = next_post_id()
    post.path = place(under, post.id)
    db.session.add(post)
    grown = update(Thread).where(Thread.id == post.thread_id).returning(Thread.post_count)
    count = db.session.execute(grown.values(post_count=Thread.post_count + 1)).scalar_one()
    db.session.flush()
    if count > 2 * STRETCH:
        _lengthen(post.thread_id, post.path)


def _lengthen(thread_id: int, path: bytes) -> None:
    """One more post at `path`: count it where it stands, and cut what has grown long."""
    mine = Stretch.thread_id == thread_id
    around = select(Stretch.starts_at).where(mine, Stretch.starts_at <= path)
    start = db.session.scalar(around.order_by(Stretch.starts_at.desc()).limit(1))
    if start is None:
        measure(thread_id)
        return
    this = update(Stretch).where(mine, Stretch.starts_at == start)
    grown = this.values(post_count=Stretch.post_count + 1).returning(Stretch.post_count)
    held = db.session.execute(grown).scalar_one()
    if held > 2 * STRETCH:
        here = (Post.thread_id == thread_id) & (Post.path >= start)
        cut = select(Post.path).where(here).order_by(Post.path).limit(1).offset(STRETCH)
        row = {"thread_id": thread_id, "starts_at": db.session.scalar(cut)}
        db.session.execute(this.values(post_count=STRETCH))
        db.session.execute(insert(Stretch).values(row | {"post_count": held - STRETCH}))


def measure(thread_id: int) -> None:
    """Cut a thread that has grown long into stretches."""
    by_path = select(Post.path).where(Post.thread_id == thread_id).order_by(Post.path)
    paths = db.session.scalars(by_path).all()
    rows = [
        {
            "thread_id": thread_id,
            "starts_at": paths[at] if at else b"",
            "post_count": len(paths[at : at + STRETCH]),
        }
        for at in range(0, len(paths), STRETCH)
    ]
    db.session.execute(insert(Stretch), rows)
