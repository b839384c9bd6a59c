"""What follows from what happens elsewhere, and what the worker does for the forum."""

from datetime import timedelta

from exchange.forum.actions import forget_drafts_before, remind_of_bookmarks, take_threads_home
from exchange.forum.events import (
    DuplicateChanged,
    InThread,
    PostDeleted,
    PostEdited,
    PostHidden,
    PostRestored,
    PostsMoved,
    ThreadMoved,
)
from exchange.forum.models import ThreadTag
from exchange.forum.queries.duplicates import duplicates_of
from exchange.kernel.clock import now
from exchange.kernel.db import also_changes
from exchange.kernel.outbox import inside
from exchange.kernel.sweeping import hourly
from exchange.people.events import PersonDisowned, ProfileChanged, RolesChanged
from exchange.tags.actions import refile
from exchange.tags.events import SubjectsMerged

DRAFTS_LIVE = timedelta(days=365)


@hourly
def forget_old_drafts() -> None:
    """A text to which nobody has come back for a year."""
    forget_drafts_before(now() - DRAFTS_LIVE)


@inside(ProfileChanged)
def follow_the_asker(happened: ProfileChanged) -> None:
    """Lists are narrowed by where an asker is at home, as their rows say it."""
    take_threads_home(happened.account_id)


@inside(RolesChanged)
def follow_who_was_placed(happened: RolesChanged) -> None:
    take_threads_home(happened.account_id)


@inside(PersonDisowned)
def follow_who_was_disowned(happened: PersonDisowned) -> None:
    take_threads_home(happened.account_id)


@inside(
    DuplicateChanged, PostDeleted, PostEdited, PostHidden, PostRestored, PostsMoved, ThreadMoved
)
def refresh_duplicates(happened: InThread) -> None:
    """Pages of duplicates name the thread to which they lead, where it may be seen."""
    changed = {happened.thread_id}
    if isinstance(happened, DuplicateChanged):  # what led to it leads to the other one now
        changed.add(happened.original_id)
    also_changes(f"thread {one}" for one in duplicates_of(changed))


@hourly
def remind() -> None:
    """Those whose morning it is, or was while no worker ran."""
    remind_of_bookmarks()


@inside(SubjectsMerged)
def refile_threads(happened: SubjectsMerged) -> None:
    """Hidden and deleted ones too."""
    refile(ThreadTag.thread_id, ThreadTag.tag_id, happened.from_id, happened.into_id)
