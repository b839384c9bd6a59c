"""A mentor takes a question, or does not."""

from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.asking import (
    answer_proposal,
    answer_to,
    lapse_proposals,
    waiting_for_answer,
)
from exchange.mentoring.actions.giving_up import give_up_if_over
from exchange.mentoring.actions.hearing import begin_to_hear, hear_no_more
from exchange.mentoring.actions.routing import route
from exchange.mentoring.actions.rows import get_question, note_step
from exchange.mentoring.actions.starting import go_on, pass_on
from exchange.mentoring.events.questions import QuestionHanded, QuestionLeft, QuestionTaken
from exchange.mentoring.models import Question
from exchange.mentoring.policy.questions import may_decline, may_give_back, may_take
from exchange.people.actor import Actor


def take_question(actor: Actor, thread_id: int) -> None:
    """From now on it is theirs, also where another had it for too long; twice is once."""
    with transaction(actor) as actor:
        thread, question = get_question(actor, thread_id)
        if question.mentor_id == actor.id and question.ended_at is None:
            return
        require(may_take(actor, thread.author_id, question))
        before = question.mentor_id
        if before is not None:
            answer_proposal(question, before, "lapsed")
        give_to(question, actor.id)
        step = note_step(question, "taken", by_id=actor.id, to_id=actor.id)
        if before is None:
            record(QuestionTaken(thread_id, actor.id, actor.id, step.id))
        else:
            record(QuestionHanded(thread_id, actor.id, before, actor.id, step.id))


def give_to(question: Question, mentor_id: int) -> None:
    """The others need not think about it any more; whoever had it hears no more of it."""
    hear_no_more(question)
    question.mentor_id, question.taken_at = mentor_id, now()
    question.widened_at = question.given_up_at = None  # somebody is found
    pass_on(question)
    question.edit_version += 1
    begin_to_hear(question)
    answer_proposal(question, mentor_id, "taken")
    lapse_proposals(question)


def decline_question(actor: Actor, thread_id: int) -> bool:
    """A mentor who was asked does not take it; another one is asked in their place, where one
    fits. Gives whether anybody thinks about it."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        answer = answer_to(question, actor.id)
        if answer != "declined":
            require(may_decline(actor, question, answer))
            answer_proposal(question, actor.id, "declined")
            note_step(question, "declined", by_id=actor.id)
            route(question)
        return bool(waiting_for_answer(question))


def give_back_question(actor: Actor, thread_id: int, note: str, lang: str) -> bool:
    """Its mentor cannot answer it; others are asked, where any fit, and coordinators read the note.
    Gives whether anybody thinks about it."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        require(may_give_back(actor, question))
        hear_no_more(question)
        question.mentor_id = question.taken_at = None
        question.edit_version += 1
        go_on(question)
        answer_proposal(question, actor.id, "declined")
        step = note_step(question, "given_back", by_id=actor.id)
        step.note, step.lang = note, lang if note else ""
        record(QuestionLeft(thread_id, actor.id, step.id))
        give_up_if_over(question)
        route(question)
        return bool(waiting_for_answer(question))
