"""What happens to posts and threads, told to those whom it concerns."""

from exchange.forum.events import (
    AnswerAccepted,
    AskedAgain,
    BookmarkDue,
    PostEdited,
    ReadersReminded,
    ReplyPosted,
    ThreadStarted,
)
from exchange.mentoring.queries.telling import asked_now, steps_to_mentors
from exchange.notifications import actions, receivers
from exchange.notifications.subscribers.named import after
from exchange.notifications.subscribers.steps import tell_that_it_left


@after(ReplyPosted)
def tell_of_reply(happened: ReplyPosted) -> None:
    """Whoever asked, whoever wrote the post that was replied to, who is mentioned, and who watches
    the thread; nobody twice."""
    told = receivers.of_reply(happened)
    for account_id, kind in told.items():
        key = "mentioned" if kind == "mentioned" else "replied"
        actions.notify([account_id], kind, ("post", happened.post_id), key, by=happened.author_id)
    lost = _tell_who_lost_it_to(happened)
    actions.notify_watchers(
        happened.thread_id, happened.post_id, happened.author_id, {*told, *lost}
    )


def _tell_who_lost_it_to(happened: ReplyPosted) -> set[int]:
    """The mentor who had the question that another one has answered first."""
    steps = steps_to_mentors(happened.thread_id)
    lost = [one for one in steps if one.what == "answered" and one.by_id == happened.author_id]
    for step in lost:
        tell_that_it_left(step)
    return {one.to_id for one in lost if one.to_id is not None}


@after(AnswerAccepted)
def tell_of_acceptance(happened: AnswerAccepted) -> None:
    """Whoever wrote the answer, once, however often it is taken back and accepted again."""
    told, subject = receivers.of_acceptance(happened), ("post", happened.post_id)
    actions.notify(told, "accepted", subject, "accepted", by=happened.by_id)


@after(BookmarkDue)
def tell_of_bookmark(happened: BookmarkDue) -> None:
    """Whoever wanted to be reminded, once for each day that they chose."""
    subject = ("post", happened.post_id)
    actions.notify([happened.account_id], "bookmark_due", subject, f"due {happened.due}")


@after(ThreadStarted)
def tell_mentors(happened: ThreadStarted) -> None:
    """The mentors who are asked to take a question; not those whom its post names: they hear of
    that."""
    told = receivers.of_new_thread(happened)
    waits = {one for one, kind in told.items() if kind == "waiting_for_mentor"}
    actions.ask_mentors(one for one in asked_now(happened.thread_id) if one.account_id in waits)


@after(ThreadStarted)
def tell_watchers(happened: ThreadStarted) -> None:
    """Those who watch the category of a new thread."""
    _tell_of_thread(happened, "thread_in_watched", by=happened.author_id)


@after(ThreadStarted)
def tell_mentioned(happened: ThreadStarted) -> None:
    """Those whom its opening post names."""
    _tell_of_thread(happened, "mentioned", by=happened.author_id)


@after(PostEdited)
def tell_mentioned_since(happened: PostEdited) -> None:
    """Those whom the post names now and did not before; once for each post, and never whoever
    heard of it in another way."""
    told, subject = receivers.of_mentions_since(happened.post_id), ("post", happened.post_id)
    actions.notify(told - {happened.by_id}, "mentioned", subject, "mentioned", by=happened.by_id)


def _tell_of_thread(happened: ThreadStarted, kind: str, *, by: int | None = None) -> None:
    told = receivers.of_new_thread(happened)
    actions.notify(
        [account_id for account_id, as_what in told.items() if as_what == kind],
        kind,
        ("post", happened.post_id),
        "mentioned" if kind == "mentioned" else "asked",
        by=by,
    )


@after(ReadersReminded)
def remind_readers(happened: ReadersReminded) -> None:
    """Some of those who have not confirmed an announcement, and the next after them."""
    actions.remind_some(happened)


@after(AskedAgain)
def tell_who_had_confirmed(happened: AskedAgain) -> None:
    """That an announcement was changed, and asks them once more."""
    actions.ask_again(happened)
