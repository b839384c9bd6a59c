from collections.abc import Mapping

from sqlalchemy import delete, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.mentoring.actions.consultations.rows import (
    get_consultation,
    get_own_answer,
    get_publication,
    rendered,
    tell,
)
from exchange.mentoring.models import PrivateAnswer, PrivatePublication
from exchange.mentoring.policy.consultations import (
    may_prepare,
    may_propose,
    may_take_back,
    reads_as,
)
from exchange.mentoring.queries.consultations.words import Words, words_page
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def propose_publication(actor: Actor, consultation_id: int) -> None:
    """A mentor or a coordinator thinks that others could use it: the asker is asked. Twice is
    once."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_propose(actor, found.facts))
        its = get_publication(row.id)
        if its is None:
            its = PrivatePublication(consultation_id=row.id)
            db.session.add(its)
        if its.proposed_by_id is None and its.consented_at is None:
            its.proposed_by_id = actor.id
            tell([found.head.asker_id], row.id, "proposed")


def keep_words(
    actor: Actor, consultation_id: int, *, version: int, words: Words, answers: Mapping[int, str]
) -> None:
    """The asker agrees that everybody reads these words; each mentor whose words are among them is
    asked. Who has agreed to the same words, below the same question, has agreed. `version` is 0
    for the first."""
    rendered("\n\n".join((words.question, *answers.values())))
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_prepare(actor, found.facts))
        offered = {one.id for one in words_page(actor, row.id).mentors}
        if not offered.issuperset(answers):
            raise Refused("body", _l("Please choose from the list only."))
        its = get_publication(row.id)
        if (its.edit_version if its else 0) != version:
            raise Stale
        if its is None:
            its = PrivatePublication(consultation_id=row.id, edit_version=0)
            db.session.add(its)
        is_same = words == (its.title, its.question, its.lang)
        its.title, its.question, its.lang = words
        its.consented_at, its.edit_version = now(), version + 1
        db.session.flush()
        tell(_keep_answers(row.id, answers, is_same), row.id, "words")


def _keep_answers(
    consultation_id: int, answers: Mapping[int, str], is_same: bool = False
) -> list[int]:
    """In place of those before; gives whom there is to ask: all, unless the question above their
    words `is_same`, for an answer says something else below another one. Of who has said what they
    think of it before, the time stays."""
    mine = PrivateAnswer.consultation_id == consultation_id
    before = {one.account_id: one for one in db.session.scalars(select(PrivateAnswer).where(mine))}
    db.session.execute(
        delete(PrivateAnswer).where(mine, PrivateAnswer.account_id.not_in(answers)),
        execution_options={"synchronize_session": False},
    )
    asked = []
    for account_id, words in answers.items():
        its = before.get(account_id)
        if its is not None and is_same and its.words == words:
            continue
        if its is None:
            its = PrivateAnswer(consultation_id=consultation_id, account_id=account_id)
            db.session.add(its)
        its.words, its.ruling = words, ""
        asked.append(account_id)
    return asked


def keep_private(actor: Actor, consultation_id: int) -> None:
    """The asker lets nobody else read it: what was prepared is gone. Twice is once. Its version
    goes on: who has read these words agrees to no others."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_prepare(actor, found.facts))
        its = get_publication(row.id)
        if its is not None and (its.consented_at or its.proposed_by_id):
            its.title = its.question = its.lang = ""
            its.proposed_by_id = its.consented_at = None
            its.edit_version += 1
            _keep_answers(row.id, {})


def rule_on_words(actor: Actor, consultation_id: int, *, version: int, agrees: bool) -> None:
    """A mentor lets their words be published as they stand there, or not."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        if not reads_as(actor, found.facts):
            raise NotFound
        its = get_publication(row.id)
        answer = db.session.get(PrivateAnswer, (row.id, actor.id))
        if its is None or answer is None:
            raise NotFound
        require(may_propose(actor, found.facts))
        if its.edit_version != version:
            raise Stale
        answer.ruling, answer.ruled_at = "agreed" if agrees else "declined", now()


def take_back_words(actor: Actor, consultation_id: int) -> None:
    """A mentor who has left it, or may not write, does not let their words be published after all.
    Twice is once."""
    with transaction(actor) as actor:
        answer, found = get_own_answer(actor, consultation_id)
        require(may_take_back(found.facts))
        if answer.ruling == "agreed":
            answer.ruling, answer.ruled_at = "declined", now()
