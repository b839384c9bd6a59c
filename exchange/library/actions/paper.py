"""PDFs of public versions: asked for by anybody, made by the worker, cleared away by the hour."""

import logging
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from exchange.files.stores import StoreAway, store
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound
from exchange.library.actions.rows import get_experience
from exchange.library.events import PaperAsked
from exchange.library.models import ExperiencePaper
from exchange.library.policy import PUBLIC
from exchange.library.queries.papers import AGAIN
from exchange.people.actor import Actor

log = logging.getLogger(__name__)

LOOK = 4  # raised when the sheet or its template changes: papers are made anew when asked for
AT_ONCE = 200


def ask_for_paper(actor: Actor, experience_id: int, *, lang: str, form: str) -> None:
    """Have the worker make it; nothing if it is made, or being made."""
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
        if paper is None:
            paper = ExperiencePaper(experience_id=experience.id, lang=lang, form=form)
            paper.key, paper.look = secrets.token_hex(16), LOOK
            db.session.add(paper)
        elif not _may_be_asked_again(paper):
            return
        else:
            paper.look, paper.asked_at, paper.made_at, paper.failed_at = LOOK, now(), None, None
        db.session.flush()
        record(PaperAsked(paper.id))


def _may_be_asked_again(paper: ExperiencePaper) -> bool:
    if paper.made_at is not None and paper.look == LOOK:
        return False
    return paper.failed_at is not None or paper.asked_at < now() - AGAIN or paper.look != LOOK


def keep_paper(paper_id: int, pdf: bytes, asked_at: datetime) -> None:
    """Into the store, then into the table; the same once more is harmless. Asked for again since
    `asked_at`, it is another one's to make."""
    key = db.session.scalar(select(ExperiencePaper.key).where(ExperiencePaper.id == paper_id))
    db.session.rollback()
    if key is None:
        return
    store().put(f"{key}-paper", pdf, "application/pdf")
    with transaction(None):
        made = {"made_at": now(), "failed_at": None, "bytes": len(pdf)}
        same = (ExperiencePaper.id == paper_id) & (ExperiencePaper.asked_at == asked_at)
        told = update(ExperiencePaper).where(same).values(**made)
        db.session.execute(told, execution_options={"synchronize_session": False})


def note_failure(paper_id: int) -> None:
    """So that whoever waits is told, and may ask again."""
    with transaction(None):
        failed = update(ExperiencePaper).where(ExperiencePaper.id == paper_id)
        told = failed.values(failed_at=now())
        db.session.execute(told, execution_options={"synchronize_session": False})


def clear_papers() -> None:
    """Those whose experience is gone."""
    clear_let_go(ExperiencePaper, ExperiencePaper.experience_id)


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
