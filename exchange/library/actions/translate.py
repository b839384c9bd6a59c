"""Translations of a version, text by text: written, reviewed or given back, carried over."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.library.actions.carry import Rows, settle
from exchange.library.actions.rows import get_experience
from exchange.library.actions.submit import content_of
from exchange.library.bounds import too_long
from exchange.library.events import TranslationChanged
from exchange.library.fields import IN_THE_RECORD, Field, digest_of, fields_of, is_markdown
from exchange.library.models import Experience, ExperiencePaper, ExperienceTranslation
from exchange.library.policy import Facts
from exchange.library.translating import (
    is_left,
    may_change_draft,
    may_change_reviewed,
    may_review,
    may_review_text,
    may_take_out,
    may_translate,
)
from exchange.people.actor import Actor
from exchange.text.markdown import TooMuch, check, render
from exchange.text.mentions import names_only


def stamp_of(experience_id: int, edit_version: int, edits: Iterable[int]) -> int:
    """A number that is another one as soon as the version, or a translation of it, is edited:
    `edits` are the edit_versions of all its texts in one language."""
    told = f"{experience_id}.{edit_version}.{sum(edits)}"
    return int(sha256(told.encode()).hexdigest()[:12], 16)


def save_translation(
    actor: Actor,
    experience_id: int,
    lang: str,
    *,
    stamp: int,
    texts: Mapping[str, str],
    still_right: Collection[str] = (),
) -> None:
    """Keep what was typed, by field; Stale if the version or one of its texts was edited since.

    An empty text takes a translation out. Those of `still_right` are found to fit the original as
    it is now, word for word.
    """
    html = {name: _rendered(name, text) for name, text in texts.items() if is_markdown(name)}
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_translate(actor, facts, experience.lang, lang))
        rows = _rows_of(experience, lang)
        _refuse_stale(experience, rows, stamp)
        known = fields_of(content_of(experience))
        settle(experience.id, lang, rows, known)
        is_changed = False
        for name, text in texts.items():
            if name not in known or (lang == "en" and name in IN_THE_RECORD):
                continue
            if not _differs(rows.get(name), known[name], text, name in still_right):
                continue
            if len(text) > known[name].most:
                raise Refused(name, too_long(known[name].most))
            row = rows.get(name) or ExperienceTranslation(
                experience_id=experience.id, lang=lang, field=name, edit_version=0
            )
            _require_open(actor, experience, facts, row, known[name])
            _write(actor, row, text, html.get(name, ""), known[name])
            is_changed = True
        if is_changed:
            _tell(actor, experience, lang)


def _rendered(name: str, text: str) -> str:
    """Before the database is locked."""
    try:
        check(text)
        return names_only(render(text)) if text else ""
    except TooMuch as much:
        raise Refused(name, much.reason) from None


def _differs(
    row: ExperienceTranslation | None, field: Field, text: str, is_still_right: bool
) -> bool:
    if row is None:
        return bool(text)
    is_outdated = row.source_digest != digest_of(field.source)
    return row.text != text or bool(text and is_still_right and is_outdated)


def _require_open(
    actor: Actor, experience: Experience, facts: Facts, row: ExperienceTranslation, field: Field
) -> None:
    """What fits the original is not changed by just anybody."""
    if not row.text or row.source_digest != digest_of(field.source):
        return
    if row.state == "reviewed":
        ruling = may_change_reviewed(actor, facts, experience.lang, row.lang, row.translator_id)
    else:
        left = is_left(row.translated_at, now())
        ruling = may_change_draft(actor, facts, row.translator_id, is_left=left)
    if not ruling:
        raise Refused(field.name, ruling.reason)


def _write(actor: Actor, row: ExperienceTranslation, text: str, html: str, field: Field) -> None:
    row.text, row.html, row.state = text, html, "draft"
    row.source_digest = digest_of(field.source)
    row.translator_id, row.translated_at = actor.id, now()
    row.reviewer_id, row.reviewed_at, row.note, row.note_lang = None, None, "", ""
    row.edit_version += 1
    db.session.add(row)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reviewer says to the translator; it stands there until the text is written anew."""

    text: str = ""
    lang: str = ""


def review_translation(
    actor: Actor,
    experience_id: int,
    lang: str,
    *,
    stamp: int,
    names: Collection[str],
    note: Note = Note(),
) -> None:
    """These texts were read beside the original, and are right."""
    with transaction(actor) as actor:
        experience, facts, rows, known = _to_review(actor, experience_id, lang, stamp)
        for name in names:
            row = _one_to_review(actor, experience, facts, rows, name)
            if name not in known or row.source_digest != digest_of(known[name].source):
                raise Stale  # its original was changed since
            row.state, row.reviewed_at = "reviewed", now()
            _sign(actor, row, note)
        _tell(actor, experience, lang)


def give_translation_back(
    actor: Actor, experience_id: int, lang: str, *, stamp: int, names: Collection[str], note: Note
) -> None:
    """These texts need another hand; the note says why."""
    with transaction(actor) as actor:
        experience, facts, rows, _ = _to_review(actor, experience_id, lang, stamp)
        for name in names:
            row = _one_to_review(actor, experience, facts, rows, name)
            row.state, row.reviewed_at = "draft", None
            _sign(actor, row, note)
        _tell(actor, experience, lang)


def take_translations_out(
    actor: Actor, experience_id: int, lang: str, *, stamp: int, names: Collection[str]
) -> None:
    """These texts go, and the original stands in their place; each keeps who wrote it and who took
    it out when."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_take_out(actor, facts))
        rows = _rows_of(experience, lang)
        _refuse_stale(experience, rows, stamp)
        settle(experience.id, lang, rows, fields_of(content_of(experience)))
        for row in (rows[name] for name in names if name in rows):
            row.text, row.html, row.state, row.reviewed_at = "", "", "draft", None
            row.translated_at = now()
            _sign(actor, row, Note())
        _tell(actor, experience, lang)


def _sign(actor: Actor, row: ExperienceTranslation, note: Note) -> None:
    row.reviewer_id, row.note, row.note_lang = actor.id, note.text, note.lang if note.text else ""
    row.edit_version += 1  # whoever writes in it meanwhile is told


def _to_review(
    actor: Actor, experience_id: int, lang: str, stamp: int
) -> tuple[Experience, Facts, Rows, Mapping[str, Field]]:
    experience, facts = get_experience(actor, experience_id)
    require(may_review(actor, facts, experience.lang, lang))
    rows = _rows_of(experience, lang)
    _refuse_stale(experience, rows, stamp)
    known = fields_of(content_of(experience))
    settle(experience.id, lang, rows, known)
    return experience, facts, rows, known


def _one_to_review(
    actor: Actor, experience: Experience, facts: Facts, rows: Rows, name: str
) -> ExperienceTranslation:
    row = rows.get(name)
    if row is None or not row.text:
        raise Stale
    require(may_review_text(actor, facts, experience.lang, row.lang, row.translator_id))
    return row


def _rows_of(experience: Experience, lang: str) -> dict[str, ExperienceTranslation]:
    """Nobody else writes in them: the version is locked."""
    found = select(ExperienceTranslation).where(
        ExperienceTranslation.experience_id == experience.id, ExperienceTranslation.lang == lang
    )
    return {row.field: row for row in db.session.scalars(found)}


def _refuse_stale(experience: Experience, rows: Rows, stamp: int) -> None:
    edits = [row.edit_version for row in rows.values()]
    if stamp != stamp_of(experience.id, experience.edit_version, edits):
        raise Stale


def _tell(actor: Actor, experience: Experience, lang: str) -> None:
    """The pages that show it, and its papers: they are made anew when somebody asks."""
    papers = update(ExperiencePaper).where(ExperiencePaper.experience_id == experience.id)
    db.session.execute(papers.values(look=0), execution_options={"synchronize_session": False})
    record(TranslationChanged(experience.id, experience.number, lang, actor.id))
