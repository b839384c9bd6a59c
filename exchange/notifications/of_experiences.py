"""Whether what is told of experiences and of drafts still holds, in SQL. Pure: no queries."""

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select

from exchange.library.models import Experience, ExperienceAuthor, SavedSearch
from exchange.library.policy import IN_WORK, PUBLIC, WITH_READERS, drafts_read_by
from exchange.library.readings import waits_for
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from exchange.reuse.models import Reuse
from exchange.still_true.models import StillTrue


def holds(actor: Actor) -> ColumnElement[bool]:
    """Of a draft in one of its states, or of what everyone can read."""
    return or_(_holds_of_drafts(actor), _holds_of_public())


def _holds_of_drafts(actor: Actor) -> ColumnElement[bool]:
    changes = Experience.state == "changes_requested"
    return or_(
        and_(Notification.kind == "draft_read", _is_credited()),
        and_(Notification.kind == "words_asked", _is_asked_for_words()),
        and_(Notification.kind == "words_declined", _is_author(), _is_declined()),
        and_(Notification.kind == "draft_waits", _waits_for_reader(actor)),
        and_(Notification.kind == "drafts_wait", _waits_for_reader(actor)),
        and_(Notification.kind == "reading_due", _is_held()),
        and_(Notification.kind == "reading_ended", _is_known(actor)),
        and_(Notification.kind == "changes_due", changes, _is_credited()),
    )


def _holds_of_public() -> ColumnElement[bool]:
    is_theirs = Reuse.by_id == Notification.account_id
    return or_(
        and_(Notification.kind == "fits_search", _fits_what_is_saved()),
        and_(_is_of_experience("reuse_declared"), Reuse.waits.is_(True), _is_author()),
        and_(_is_of_experience("reuse_ruled"), Reuse.waits.is_(False), is_theirs),
        and_(_is_of_experience("still_true"), _is_asked(), _is_author()),
    )


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
