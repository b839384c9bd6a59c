"""The way of a question, told to its mentors and to whoever asked; and what came of it."""

from exchange.forum.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    DuplicateChanged,
    InThread,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    PostsMoved,
    ThreadLocked,
    ThreadMoved,
)
from exchange.mentoring.events.clock import DeskNewsDue, MoreAsked
from exchange.mentoring.events.following import FollowUpsDue, OutcomeTold
from exchange.mentoring.events.questions import (
    QuestionHanded,
    QuestionLeft,
    QuestionProposed,
    QuestionTaken,
)
from exchange.mentoring.events.who import MentorInvited
from exchange.mentoring.queries.telling import BEGUN, asked_now, find_step, steps_to_mentors
from exchange.notifications import actions, receivers
from exchange.notifications.subscribers.named import after
from exchange.notifications.subscribers.steps import (
    tell_asker,
    tell_asker_that_it_left,
    tell_that_it_is_theirs_again,
    tell_that_it_left,
)


@after(QuestionProposed)
def tell_who_is_asked(happened: QuestionProposed) -> None:
    """Mentors who are asked to take a question, each time."""
    actions.ask_mentors(asked_now(happened.thread_id))


@after(
    AcceptanceWithdrawn,
    AnswerAccepted,
    DuplicateChanged,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    PostsMoved,
    ThreadLocked,
    ThreadMoved,
)
def tell_of_what_followed(happened: InThread) -> None:
    """What the forum did to a thread may have begun its question anew, or taken it from a mentor:
    told by what stands there now."""
    threads = {happened.thread_id}
    if isinstance(happened, PostsMoved):  # its answer went elsewhere, perhaps
        threads.add(happened.from_thread_id)
    for thread_id in sorted(threads):
        actions.ask_mentors(asked_now(thread_id))
        for step in steps_to_mentors(thread_id):
            if step.what == BEGUN:
                tell_that_it_is_theirs_again(step)
            else:
                tell_that_it_left(step)
        tell_asker_that_it_left(thread_id)


@after(QuestionTaken)
def tell_asker_of_mentor(happened: QuestionTaken) -> None:
    """That a mentor has the question now."""
    step = find_step(happened.step_id)
    if step is not None:
        tell_asker(step)


@after(QuestionHanded)
def tell_of_handing_over(happened: QuestionHanded) -> None:
    """The mentor who has it now, whoever had it before, and the asker."""
    step = find_step(happened.step_id)
    if step is None or step.opening_id is None:
        return
    subject, key = ("post", step.opening_id), f"step {step.id}"
    actions.notify({happened.mentor_id} - {happened.by_id}, "question_handed", subject, key)
    lost = {happened.from_id} - {happened.by_id, None}
    actions.notify((one for one in lost if one is not None), "question_ended", subject, key)
    tell_asker(step)


@after(QuestionLeft)
def tell_of_loss(happened: QuestionLeft) -> None:
    """The mentor who had to let it go, and whoever asked."""
    step = find_step(happened.step_id)
    if step is not None:
        tell_that_it_left(step)
    tell_asker_that_it_left(happened.thread_id)


@after(MoreAsked)
def tell_who_asked(happened: MoreAsked) -> None:
    """That their mentor needs more, each time; it is a task of theirs, whomever they ignore."""
    subject = ("post", happened.post_id)
    actions.notify([happened.asker_id], "more_asked", subject, f"step {happened.step_id}")


@after(DeskNewsDue)
def tell_of_what_is_due(happened: DeskNewsDue) -> None:
    """One person, once in each run of the clock, of all that fell due for them."""
    subject = ("account", happened.account_id)
    actions.notify([happened.account_id], "desk_news", subject, happened.key)


@after(FollowUpsDue)
def ask_what_came_of_it(happened: FollowUpsDue) -> None:
    """Whoever asked, about all of their questions at once."""
    person = happened.account_id
    actions.notify([person], "follow_ups_due", ("account", person), f"due {happened.at}")


@after(OutcomeTold)
def tell_of_outcome(happened: OutcomeTold) -> None:
    """Whoever wrote the answer, unless they asked; once for each outcome that was said."""
    told = set(receivers.of_outcome(happened)) - {happened.by_id}
    key = f"outcome {happened.follow_up_id} {happened.outcome}"
    actions.notify(told, "outcome_told", ("post", happened.post_id), key, by=happened.by_id)


@after(MentorInvited)
def tell_of_invitation(happened: MentorInvited) -> None:
    """Whoever is invited to be a mentor, once for each invitation."""
    subject, key = ("account", happened.account_id), f"invitation {happened.invitation_id}"
    actions.notify([happened.account_id], "mentor_invited", subject, key)
