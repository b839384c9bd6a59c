"""What happens in the forum, told in ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _InThread(Event):
    """Something that shows on a thread's page and in the lists that name it."""

    thread_id: int
    category_id: int

    def changes(self) -> set[str]:
        # Lists of one category too are "threads": beside each stand the counts of all of them.
        return {f"thread {self.thread_id}", "threads", "front"}


InThread = _InThread  # for whoever hears of several


@dataclass(frozen=True, slots=True)
class ThreadStarted(_InThread):
    """A question or a discussion was begun."""

    stored_as: ClassVar[str] = "forum.thread_started.1"
    post_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class ReplyPosted(_InThread):
    """A reply was written; `parent_id` is the post it replies to."""

    stored_as: ClassVar[str] = "forum.reply_posted.1"
    post_id: int
    parent_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostEdited(_InThread):
    """A post, or the title of its thread, reads differently now."""

    stored_as: ClassVar[str] = "forum.post_edited.1"
    post_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class PostDeleted(_InThread):
    """Its author took a post back; with an opening post goes its thread."""

    stored_as: ClassVar[str] = "forum.post_deleted.1"
    post_id: int
    by_id: int
    accepted_at: int = 0  # of the acceptance that went with it, in milliseconds since 1970


@dataclass(frozen=True, slots=True)
class PostRestored(_InThread):
    """Its author put a post back that they had deleted."""

    stored_as: ClassVar[str] = "forum.post_restored.1"
    post_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class AnswerAccepted(_InThread):
    """A reply was marked as the answer."""

    stored_as: ClassVar[str] = "forum.answer_accepted.1"
    post_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class AcceptanceWithdrawn(_InThread):
    """The question has no accepted answer any more."""

    stored_as: ClassVar[str] = "forum.acceptance_withdrawn.1"
    post_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class HelpfulChanged(Event):
    """Somebody found a post helpful, or took that back."""

    stored_as: ClassVar[str] = "forum.helpful_changed.1"
    thread_id: int
    post_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {f"thread {self.thread_id}", "threads"}  # lists may stand by what helped most


@dataclass(frozen=True, slots=True)
class ThreadLocked(_InThread):
    """The thread takes no more replies, or takes them again."""

    stored_as: ClassVar[str] = "forum.thread_locked.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class PostHidden(_InThread):
    """A post was hidden from all but moderators, or shown again; with an opening post goes all."""

    stored_as: ClassVar[str] = "forum.post_hidden.1"
    post_id: int
    by_id: int
    is_hidden: bool
    accepted_at: int = 0  # of the acceptance that went with it, in milliseconds since 1970


@dataclass(frozen=True, slots=True)
class BookmarkDue(Event):
    """The day has come of which a person wanted to be reminded: they alone see it."""

    stored_as: ClassVar[str] = "forum.bookmark_due.1"
    bookmark_id: int
    account_id: int
    post_id: int
    due: int  # in milliseconds since 1970

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class ThreadMoved(_InThread):
    """A thread stands in another category, `category_id`, than before."""

    stored_as: ClassVar[str] = "forum.thread_moved.1"
    from_category_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class ThreadPinned(_InThread):
    """A thread stands above lists, or no more."""

    stored_as: ClassVar[str] = "forum.thread_pinned.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class KindChanged(_InThread):
    """A question is a discussion now, or the other way round."""

    stored_as: ClassVar[str] = "forum.kind_changed.1"
    kind: str
    by_id: int


@dataclass(frozen=True, slots=True)
class SubjectChanged(_InThread):
    """A thread is about one subject more, or one less."""

    stored_as: ClassVar[str] = "forum.subject_changed.1"
    tag_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementChanged(_InThread):
    """An announcement stands on the front page for longer or not as long, or asks to be confirmed,
    or no more."""

    stored_as: ClassVar[str] = "forum.announcement_changed.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ReadersReminded(Event):
    """Those who have not confirmed an announcement are to be reminded: some at a time, those whose
    accounts stand behind `after_id`."""

    stored_as: ClassVar[str] = "forum.readers_reminded.1"
    thread_id: int
    by_id: int
    at: int  # in milliseconds since 1970
    after_id: int = 0

    def changes(self) -> set[str]:
        return {f"thread {self.thread_id}"}  # staff read there when it was


@dataclass(frozen=True, slots=True)
class AskedAgain(Event):
    """An announcement was changed: these people had confirmed it, and are asked once more. Of very
    many each event has some."""

    stored_as: ClassVar[str] = "forum.asked_again.1"
    thread_id: int
    by_id: int
    at: int  # in milliseconds since 1970
    people: Sequence[int]

    def changes(self) -> set[str]:
        return {f"thread {self.thread_id}"}  # how many have confirmed it


@dataclass(frozen=True, slots=True)
class DuplicateChanged(_InThread):
    """A thread was closed as a duplicate of another, `original_id`, or reopened."""

    stored_as: ClassVar[str] = "forum.duplicate_changed.1"
    original_id: int
    by_id: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PostsMoved(_InThread):
    """A post, or a branch or a whole thread with the post at its root, stands elsewhere: in
    `thread_id`, which may be new or the same; `from_thread_id` is empty now if it `is_merged`."""

    stored_as: ClassVar[str] = "forum.posts_moved.1"
    post_id: int
    from_thread_id: int
    from_category_id: int
    by_id: int
    is_merged: bool

    def changes(self) -> set[str]:
        return {*_InThread.changes(self), f"thread {self.from_thread_id}"}


@dataclass(frozen=True, slots=True)
class CategoryChanged(Event):
    """A category was made, is called something else now, or is for other people."""

    stored_as: ClassVar[str] = "forum.category_changed.1"
    category_id: int
    by_id: int

    def changes(self) -> set[str]:
        return {"site"}  # its name stands everywhere; its threads come and go with its audience


@dataclass(frozen=True, slots=True)
class InvitationTakenBack(Event):
    """A person is no guest of a room any more."""

    stored_as: ClassVar[str] = "forum.invitation_taken_back.1"
    category_id: int
    account_id: int
    by_id: int

    def changes(self) -> set[str]:
        return set()
