"""PDFs of public versions: asked for by anybody, made by the worker, cleared away by the hour."""

import logging
import secrets
from typing import Any

from sqlalchemy import delete, or_, select, update

from exchange.files.stores import StoreAway, store
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound
from exchange.library.actions.rows import get_experience
from exchange.library.events import PaperAsked
from exchange.library.models import Experience, ExperiencePaper
from exchange.library.policy import PUBLIC
from exchange.library.queries.papers import AGAIN
from exchange.people.actor import Actor

log = logging.getLogger(__name__)

LOOK = 4  # raised when the sheet or its template changes: papers are made anew when asked for
AT_ONCE = 200
_IN_BULK = {"synchronize_session": False}


def ask_for_paper(actor: Actor, experience_id: int, *, lang: str, form: str) -> None:
    """Have the worker make it; nothing if it is made, or being made.

    Another one is another file: whoever is late with the one before does not write over it, and
    what is cleared away with that one is not this one's."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        if facts.state not in PUBLIC:
            raise NotFound
        paper = db.session.scalar(
            select(ExperiencePaper).where(
                ExperiencePaper.experience_id == experience.id,
                ExperiencePaper.lang == lang,
                ExperiencePaper.form == form,
            )
        )
        if paper is not None:
            if not _may_be_asked_again(paper):
                return
            paper.experience_id = None  # it is cleared away
            db.session.flush()
        wanted = ExperiencePaper(experience_id=experience.id, lang=lang, form=form)
        wanted.key, wanted.look = secrets.token_hex(16), LOOK
        db.session.add(wanted)
        db.session.flush()
        record(PaperAsked(wanted.id))


def _may_be_asked_again(paper: ExperiencePaper) -> bool:
    if paper.made_at is not None and paper.look == LOOK:
        return False
    return paper.failed_at is not None or paper.asked_at < now() - AGAIN or paper.look != LOOK


def keep_paper(paper_id: int, pdf: bytes) -> None:
    """Into the store, then into the table; the same once more is harmless."""
    keep_made(ExperiencePaper, ExperiencePaper.experience_id, paper_id, pdf)


def note_failure(paper_id: int) -> None:
    """So that whoever waits is told, and may ask again."""
    note_not_made(ExperiencePaper, paper_id)


def clear_papers() -> None:
    """Those whose experience is gone or withdrawn, and those of a former look."""
    while _let_some_go():
        pass
    clear_let_go(ExperiencePaper, ExperiencePaper.experience_id)


def _let_some_go() -> bool:
    """Whether there may be more. Those that somebody changes in this moment have until the next
    hour."""
    hidden = select(Experience.id).where(Experience.state.not_in(sorted(PUBLIC)))
    is_old = ExperiencePaper.made_at.is_not(None) & (ExperiencePaper.look != LOOK)
    of_nothing_shown = select(ExperiencePaper.id).where(
        ExperiencePaper.experience_id.is_not(None),
        or_(ExperiencePaper.experience_id.in_(hidden), is_old),
    )
    with transaction(None):
        some = of_nothing_shown.limit(AT_ONCE).with_for_update(skip_locked=True)
        ids = db.session.scalars(some).all()
        let_go = update(ExperiencePaper).where(ExperiencePaper.id.in_(ids))
        db.session.execute(let_go.values(experience_id=None), execution_options=_IN_BULK)
    return len(ids) == AT_ONCE


def keep_made(papers: type[Any], of: Any, paper_id: int, pdf: bytes, **more: object) -> None:
    """What was made for a row of a table of papers; `of` is the column that says to what it
    belongs. What was let go meanwhile is for nobody, and does not stay in the store."""
    wanted = (papers.id == paper_id) & of.is_not(None)
    key = db.session.scalar(select(papers.key).where(wanted))
    db.session.rollback()
    if key is None:
        return
    store().put(f"{key}-paper", pdf, "application/pdf")
    with transaction(None):
        told = update(papers).where(wanted).returning(papers.id)
        made = {"made_at": now(), "failed_at": None, "bytes": len(pdf), **more}
        is_kept = db.session.scalar(told.values(**made), execution_options=_IN_BULK) is not None
    if not is_kept:
        store().remove(f"{key}-paper")


def note_not_made(papers: type[Any], paper_id: int) -> None:
    """Unless another worker, to whom it was given meanwhile, has made it."""
    with transaction(None):
        failed = update(papers).where(papers.id == paper_id, papers.made_at.is_(None))
        db.session.execute(failed.values(failed_at=now()), execution_options=_IN_BULK)


def clear_let_go(papers: type[Any], of: Any) -> None:
    """The rows of a table of papers that belong to nothing any more, by the column that says to
    what: from the store, then from the table."""
    while True:
        with transaction(None):
            orphans = select(papers.id, papers.key).where(of.is_(None)).order_by(papers.id)
            rows = db.session.execute(orphans.limit(AT_ONCE)).all()
        try:
            for row in rows:
                store().remove(f"{row.key}-paper")
        except StoreAway:
            log.warning("The store of files is away: what is to go from it waits")
            return
        with transaction(None):
            db.session.execute(delete(papers).where(papers.id.in_([row.id for row in rows])))
        if len(rows) < AT_ONCE:
            return
