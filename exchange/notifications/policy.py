"""What may be shown and mailed to whom. Pure: no queries, no request."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    exists,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from exchange.forum.announcing import asked_of
from exchange.forum.models import (
    Acknowledgement,
    Announcement,
    Bookmark,
    CategoryWatch,
    Mention,
    Post,
    Thread,
    Watch,
)
from exchange.forum.policy import readable_by, stands
from exchange.forum.policy import visible_to as thread_visible_to
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.library.models import Experience, ExperienceAuthor, SavedSearch
from exchange.library.policy import IN_WORK, PUBLIC, WITH_READERS, drafts_read_by
from exchange.library.readings import waits_for
from exchange.moderation.models import LogEntry
from exchange.notifications import of_answers, of_confidence, of_questions
from exchange.notifications.kinds import KINDS
from exchange.notifications.meeting import hours_hold, mentorship_holds
from exchange.notifications.models import Notification
from exchange.notifications.of_clocks import is_due, is_owed
from exchange.people.actor import Actor
from exchange.people.models import Ignored
from exchange.people.policy import may_see_waiting, waiting_for
from exchange.reuse.models import Reuse
from exchange.still_true.models import StillTrue
from exchange.text.languages import reads_alike
from exchange.text.wording import lazy as _l

MOVES = ("moved", "moved_post", "split", "merged")  # the log's words for what leads elsewhere
OF_MENTORS = ("waiting_for_mentor", "question_handed", "question_ended", "hours_booked")
_also = aliased(Post)


def may_be_mailed(actor: Actor) -> bool:
    """Nobody gets our mails at an address that may not be theirs, or while suspended."""
    return actor.state in ("waiting", "active")


def offered_kinds(actor: Actor) -> Sequence[str]:
    """The kinds that can concern this person."""
    is_reader = actor.is_mentor or actor.is_editor or actor.is_admin
    concerns = {
        **dict.fromkeys(OF_MENTORS, actor.is_mentor),
        "desk_news": actor.is_mentor or actor.is_mentoring_coordinator,
        "consultation_asked": actor.is_mentor or actor.is_mentoring_coordinator,
        "person_waits": bool(may_see_waiting(actor)),
        **dict.fromkeys(("draft_waits", "drafts_wait", "reading_due"), is_reader),
    }
    return [kind for kind in KINDS if concerns.get(kind, True)]


def reads(languages: Sequence[str], lang: str) -> bool:
    """Whether somebody who reads these languages reads that one."""
    return any(reads_alike(lang, one) for one in languages)


def may_see_deliveries(actor: Actor) -> Ruling:
    return ALLOWED if actor.is_admin else denied(_l("Admins do this."))


def still_holds_for(actor: Actor) -> ColumnElement[bool]:  # budget: one line a kind
    """Whether a notification is still true, and its subject to be seen by its receiver.

    A decision is told even if it hid the post, and a move even if it led where they may not read.
    Goes over `Notification` outer joined with the entry of the log, the post, the thread, the
    experience, its reuse and the person that it is about.
    """
    return or_(
        is_moved_away(actor),
        of_questions.holds_wherever_it_is(),
        and_(Notification.kind == "decision", Post.id.is_not(None)),
        and_(Notification.kind == "draft_read", _is_credited()),
        and_(Notification.kind == "words_asked", _is_asked_for_words()),
        and_(Notification.kind == "words_declined", _is_author(), _is_declined()),
        and_(Notification.kind == "draft_waits", _waits_for_reader(actor)),
        and_(Notification.kind == "fits_search", _fits_what_is_saved()),
        and_(Notification.kind == "drafts_wait", _waits_for_reader(actor)),
        and_(Notification.kind == "reading_due", _is_held()),
        and_(Notification.kind == "reading_ended", _is_known(actor)),
        and_(
            Notification.kind == "changes_due",
            Experience.state == "changes_requested",
            _is_credited(),
        ),
        and_(Notification.kind == "person_waits", waiting_for(actor)),
        and_(Notification.kind == "desk_news", is_due(actor)),
        and_(Notification.kind == "mentor_invited", of_answers.is_invited()),
        and_(Notification.kind == "follow_ups_due", of_answers.is_asked(actor)),
        of_confidence.holds(actor),
        and_(_is_of_experience("reuse_declared"), Reuse.waits.is_(True), _is_author()),
        and_(
            _is_of_experience("reuse_ruled"),
            Reuse.waits.is_(False),
            Reuse.by_id == Notification.account_id,
        ),
        and_(_is_of_experience("still_true"), _is_asked(), _is_author()),
        hours_hold(),
        mentorship_holds(actor),
        and_(
            readable_by(actor),
            thread_visible_to(actor),
            or_(
                and_(
                    or_(
                        _is_reply(),
                        _is_mentioned(),
                        _is_news_of_a_watch(),
                        _is_to_confirm(actor),
                    ),
                    ~_is_ignored(),
                ),
                and_(Notification.kind == "bookmark_due", _is_bookmarked()),
                Notification.kind == "moved",
                and_(Notification.kind == "more_asked", is_owed()),
                and_(Notification.kind == "accepted", Thread.accepted_post_id == Post.id),
                of_questions.holds(actor),
                and_(Notification.kind == "outcome_told", of_answers.is_said_still()),
            ),
        ),
    )


def is_moved_away(actor: Actor) -> ColumnElement[bool]:
    """What its receiver wrote stands now where they may not read it; that is told, not where."""
    wrote_there = exists().where(
        _also.thread_id == Post.thread_id, _also.author_id == Notification.account_id
    )
    return and_(
        Notification.kind == "moved",
        LogEntry.what.in_(MOVES),
        not_(thread_visible_to(actor)),
        stands(),
        Post.deleted_at.is_(None),
        Post.hidden_at.is_(None),
        wrote_there.correlate(Post, Notification),
    )


def _is_watched() -> ColumnElement[bool]:
    return exists().where(
        Watch.account_id == Notification.account_id,
        Watch.thread_id == Post.thread_id,
        Watch.ended_at.is_(None),
    )


def _is_in_watched() -> ColumnElement[bool]:
    return exists().where(
        CategoryWatch.account_id == Notification.account_id,
        CategoryWatch.category_id == Thread.category_id,
    )


def _is_news_of_a_watch() -> ColumnElement[bool]:
    return or_(
        and_(Notification.kind == "reply_in_watched", _is_watched()),
        and_(Notification.kind == "thread_in_watched", _is_in_watched()),
    )


def _is_reply() -> ColumnElement[bool]:
    # a list would be unfolded each time
    return or_(
        Notification.kind == "reply_to_question",
        Notification.kind == "reply_to_post",
    )


def _is_mentioned() -> ColumnElement[bool]:
    """Still: an edit may have taken the name away."""
    return and_(
        Notification.kind == "mentioned",
        exists().where(
            Mention.post_id == Post.id,
            Mention.account_id == Notification.account_id,
            Mention.taken_away_at.is_(None),
        ),
    )


def _is_to_confirm(actor: Actor) -> ColumnElement[bool]:
    """Still: it asks, and they have not."""
    asks = exists().where(Announcement.thread_id == Thread.id, Announcement.asks.is_(True))
    done = exists().where(
        Acknowledgement.thread_id == Thread.id,
        Acknowledgement.account_id == Notification.account_id,
    )
    is_one = Thread.kind == "announcement"
    return and_(Notification.kind == "to_confirm", is_one, asked_of(actor), asks, ~done)


def _is_ignored() -> ColumnElement[bool]:
    """Its author, by whoever is told, since it was made."""
    mine = Ignored.account_id == Notification.account_id
    return exists().where(mine, Ignored.ignored_id == Post.author_id)


def _is_bookmarked() -> ColumnElement[bool]:
    mine = Bookmark.account_id == Notification.account_id
    return exists().where(mine, Bookmark.post_id == Post.id)


def _is_credited() -> ColumnElement[bool]:
    theirs = select(ExperienceAuthor.experience_id).where(
        ExperienceAuthor.account_id == Notification.account_id
    )
    return Experience.id.in_(theirs)


def _is_of_experience(kind: str) -> ColumnElement[bool]:
    return and_(Notification.kind == kind, Experience.state.in_(PUBLIC))


def _is_author() -> ColumnElement[bool]:
    return exists().where(
        ExperienceAuthor.experience_id == Experience.id,
        ExperienceAuthor.account_id == Notification.account_id,
        ExperienceAuthor.role == "author",
    )


def _is_asked() -> ColumnElement[bool]:
    """Still: nobody has answered, and no newer version is published."""
    asked = exists().where(StillTrue.number == Experience.number, StillTrue.asked_at.is_not(None))
    return and_(asked, Experience.state == "published")


def _is_asked_for_words() -> ColumnElement[bool]:
    """Still: they have not answered, and it is not published."""
    theirs = exists().where(
        ExperienceAuthor.experience_id == Experience.id,
        ExperienceAuthor.account_id == Notification.account_id,
        ExperienceAuthor.asked_at.is_not(None),
        ExperienceAuthor.answer == "",
    )
    return and_(Experience.state.in_(sorted(IN_WORK)), theirs)


def _is_declined() -> ColumnElement[bool]:
    """Still: those words are to be taken out."""
    return exists().where(
        ExperienceAuthor.experience_id == Experience.id, ExperienceAuthor.answer == "declined"
    )


def _is_held() -> ColumnElement[bool]:
    """By whoever is reminded of it."""
    return and_(Experience.state == "in_review", Experience.reader_id == Notification.account_id)


def _is_known(actor: Actor) -> ColumnElement[bool]:
    """To its authors, and to whoever may read drafts like it."""
    is_read = and_(Experience.state.in_(sorted(WITH_READERS)), drafts_read_by(actor))
    return or_(_is_credited(), is_read)


def _waits_for_reader(actor: Actor) -> ColumnElement[bool]:
    theirs = waits_for(actor, Notification.account_id, actor.edits)
    return and_(Experience.state == "submitted", theirs)


def _fits_what_is_saved() -> ColumnElement[bool]:
    """Still: everyone can read it, and its reader still wants to be told."""
    search = exists().where(SavedSearch.account_id == Notification.account_id, is_of_search())
    return and_(Experience.state == "published", search)


def is_of_search() -> ColumnElement[bool]:
    """The key of the event begins with the first search, and names others after it."""
    search = cast(SavedSearch.id, String)
    first, other = literal("search ") + search + " %", literal("search %(") + search + ")%"
    return or_(Notification.event_key.like(first), Notification.event_key.like(other))
