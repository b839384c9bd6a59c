"""Questions follow what happens to their threads and to their mentors."""

from exchange.forum.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    CategoryChanged,
    DuplicateChanged,
    InThread,
    InvitationTakenBack,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    PostsMoved,
    ReplyPosted,
    ThreadLocked,
    ThreadMoved,
    ThreadStarted,
)
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db
from exchange.kernel.outbox import after, inside
from exchange.mentoring.actions.following import begin, follow_move, follow_thread
from exchange.mentoring.actions.leaving import let_go_in_category, let_go_where_they_may_not
from exchange.mentoring.actions.needing_more import hear_what_was_moved
from exchange.people.events import PersonSuspended, RolesChanged


@inside(ThreadStarted)
def begin_question(happened: ThreadStarted) -> None:
    """A question finds its first mentors before anybody else hears of it."""
    thread = db.session.get_one(Thread, happened.thread_id)
    if thread.kind == "question":
        begin(thread)


@inside(ReplyPosted)
def end_with_answer(happened: ReplyPosted) -> None:
    """The first answer by a mentor who did not ask; other replies cost nothing."""
    thread = db.session.get_one(Thread, happened.thread_id)
    post = db.session.get_one(Post, happened.post_id)
    if thread.kind == "question" and thread.first_mentor_at == post.posted_at:
        follow_thread(thread.id, happened.author_id)


@inside(
    AcceptanceWithdrawn,
    AnswerAccepted,
    DuplicateChanged,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    ThreadLocked,
)
def follow(happened: InThread) -> None:
    """It ends, begins anew, or neither."""
    follow_thread(happened.thread_id, getattr(happened, "by_id", None))


@inside(ThreadMoved)
def follow_moved_thread(happened: ThreadMoved) -> None:
    """Into a room, perhaps, which its mentor may not enter."""
    follow_move(happened.thread_id, happened.by_id)


@inside(PostsMoved)
def follow_moved_posts(happened: PostsMoved) -> None:
    """Answers came and went, and what the asker owed; a thread that is merged takes none any more,
    a new one may."""
    for thread_id in sorted({happened.thread_id, happened.from_thread_id}):
        follow_thread(thread_id, happened.by_id)
    hear_what_was_moved(happened.thread_id)


@after(PersonSuspended)
def let_go_of_what_the_suspended_have(happened: PersonSuspended) -> None:
    """Others are asked what a mentor may not answer any more."""
    let_go_where_they_may_not(happened.account_id)


@after(RolesChanged)
def let_go_of_what_they_may_not(happened: RolesChanged) -> None:
    """Whoever is no mentor any more, or not where the rooms are of those who asked."""
    let_go_where_they_may_not(happened.account_id)


@after(InvitationTakenBack)
def let_go_where_they_are_no_guest(happened: InvitationTakenBack) -> None:
    """Of what is asked in a room that they may not enter any more."""
    let_go_where_they_may_not(happened.account_id)


@after(CategoryChanged)
def let_go_in_what_is_a_room_now(happened: CategoryChanged) -> None:
    """Whose mentor may not enter where it is."""
    let_go_in_category(happened.category_id)
