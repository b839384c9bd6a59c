"""Translations are found by their index, however many there are: asked of the planner."""

from sqlalchemy import event, insert, select

from exchange.kernel.db import db, transaction
from exchange.library.fields import digest_of
from exchange.library.models import Experience, ExperienceTranslation
from exchange.library.queries import cards, lines, translations
from tests import databases
from tests.factories import a_draft

FIELDS, LANGS = 25, ("lv", "sq", "bs", "hr", "sr", "sr-latn", "cnr", "mk", "tr")
RECORDS = 60


def crowd():
    row = a_draft()
    texts = [
        {
            "experience_id": row.id,
            "lang": lang,
            "field": f"lessons.{n}" if n else "title",
            "text": "x" * 200,
            "state": "reviewed",
            "source_digest": digest_of(""),
        }
        for lang in LANGS
        for n in range(FIELDS)
    ]
    with transaction(None):
        own = {c.name for c in Experience.__table__.columns} - {"id", "number", "version"}
        first = db.session.execute(select(Experience.__table__)).mappings().one()
        values = {name: first[name] for name in own}
        for version in range(2, RECORDS):
            made = insert(Experience).values(number=row.number, version=version, **values)
            made_id = db.session.execute(made.returning(Experience.id)).scalar_one()
            db.session.execute(
                insert(ExperienceTranslation), [one | {"experience_id": made_id} for one in texts]
            )
    databases.analyse()
    return row


def plan(act):
    """How the database goes about the statement that `act` sends."""
    engine, sent = db.engines["read"], []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if "experience_translation" in statement:
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    ((statement, parameters),) = sent
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row) for row in rows)


def test_translations_are_found_by_their_index(app):
    row = crowd()
    for act in (
        lambda: translations.translations_of(row.id, ("mk",)),
        lambda: lines.lines_of([3, 7], "mk"),
        lambda: cards.cards_of([row.number], "mk"),
    ):
        told = plan(act)
        assert "uq_experience_translation" in told or "sqlite_autoindex" in told, told
        assert "SCAN experience_translation" not in told
        assert "Seq Scan on experience_translation" not in told
