"""Questions beside the threads of the bench: who is asked, and who has which."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update

from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.mentoring.fitness import Fitness
from exchange.mentoring.models import MentorProfile, Proposal, Question, QuestionStep
from exchange.mentoring.models.who import MOST_OPEN
from exchange.mentoring.working_days import moments_of
from exchange.people.models import Account, Expertise
from tests.bench.records import THEMES

OPEN = 500  # the newest without a mentor's answer; more than a network has in a year
DAYS, HAS_ONE = 5, 3  # working days; each third has its mentor
CHUNK = 1_000
MENTOR, COORDINATOR = 20, 13
ZONE = "Europe/Belgrade"


def load_questions(connection: Connection, mentors: Sequence[int]) -> None:
    """Into a database with threads, themes and these mentors: some are open and have been asked
    within the last days, all others have ended."""
    _people(connection, mentors)
    heads = select(
        Thread.id, Thread.lang, Thread.started_at, Thread.country, Thread.first_mentor_at
    )
    waiting = heads.where(Thread.first_mentor_at.is_(None)).order_by(Thread.id.desc())
    newest = connection.execute(waiting.limit(OPEN)).all()
    still = {one.id for one in newest}
    each = connection.execute(heads.order_by(Thread.id)).all()
    given = (_question(one, mentors, is_open=one.id in still) for one in each)
    while some := list(islice(given, CHUNK)):
        connection.execute(insert(Question), some)
    for model in (Proposal, QuestionStep):
        rows = [row for one in newest for row in _rows(model, one, mentors)]
        connection.execute(insert(model), rows)
    if connection.dialect.name == "postgresql":
        for table in ("proposal", "question_step"):
            last = f"(SELECT max(id) FROM {table})"
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
            )


def _people(connection: Connection, mentors: Sequence[int]) -> None:
    known = [(one, (one // 20 + n) % THEMES + 1) for one in mentors for n in range(3)]
    connection.execute(
        insert(Expertise), [{"account_id": one, "tag_id": tag} for one, tag in known]
    )
    said = {"writes": ["en"], "countries": ["RS"], "most_open": MOST_OPEN}
    connection.execute(insert(MentorProfile), [said | {"account_id": one} for one in mentors])
    leads = update(Account).where(Account.id == COORDINATOR)
    connection.execute(leads.values(is_mentoring_coordinator=True))


def _question(one: Row[Any], mentors: Sequence[int], *, is_open: bool) -> dict[str, Any]:
    answered, begun = _in_utc(one.first_mentor_at), _in_utc(one.started_at)
    started = now() - timedelta(hours=one.id % 240) if is_open else begun
    its = moments_of(started, ZONE, one.country, DAYS)
    mentor = _mentor_of(one, mentors)
    return {
        "thread_id": one.id,
        "started_at": started,
        "zone": ZONE,
        "country": one.country,
        "days": DAYS,
        **its._asdict(),
        "next_at": its.due_at if is_open else None,
        "mentor_id": mentor,
        "taken_at": started if mentor else None,
        "answered_at": answered,
        "ended_at": None if is_open else answered or begun,
    }


def _mentor_of(one: Row[Any], mentors: Sequence[int]) -> int | None:
    return mentors[one.id % len(mentors)] if one.id % HAS_ONE == 0 else None


def _in_utc(moment: Any) -> Any:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _rows(model: type[Any], one: Row[Any], mentors: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Three are asked; where it is taken, the others need not answer."""
    has_one = _mentor_of(one, mentors) is not None
    for n in range(3):
        mentor = mentors[(one.id + n) % len(mentors)]
        if model is QuestionStep:
            yield {"thread_id": one.id, "what": "proposed", "to_id": mentor, "made_at": now()}
            continue
        answer = ("taken" if n == 0 else "lapsed") if has_one else ""
        reasons = _fit(mentor, one.lang).as_reasons()
        asked = {"thread_id": one.id, "account_id": mentor, "reasons": reasons}
        yield asked | {"proposed_at": now(), "answer": answer}


def _fit(mentor: int, lang: str) -> Fitness:
    return Fitness(
        mentor_id=mentor,
        points=10,
        themes=((mentor // 20 % THEMES + 1, "well"),),
        lang=lang,
        language="writes",
        country="RS",
        open=3,
        most_open=MOST_OPEN,
        helped=0,
    )
