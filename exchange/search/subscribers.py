"""Found at once: the index is written in the transaction that changes what it holds."""

from exchange.forum.events import PostEdited, PostsMoved, ReplyPosted, ThreadStarted
from exchange.kernel.outbox import inside
from exchange.library.events import (
    ExperienceArchived,
    ExperiencePublished,
    ExperiencePutBack,
    ExperienceWithdrawn,
    TranslationChanged,
)
from exchange.search.actions import forget_experience, index_again, index_experiences, index_posts

# Hiding, showing and taking back need nothing here: who may see a hit is asked when it is found.


@inside(ThreadStarted)
def index_opening(happened: ThreadStarted) -> None:
    index_posts([happened.post_id])


@inside(ReplyPosted)
def index_reply(happened: ReplyPosted) -> None:
    index_posts([happened.post_id])


@inside(PostEdited)
def index_edited(happened: PostEdited) -> None:
    index_posts([happened.post_id])


@inside(PostsMoved)
def index_root(happened: PostsMoved) -> None:
    """It may open a thread by now, or no more: the title goes with the opening post. That a post
    stands in another thread, the database itself says of its document."""
    index_posts([happened.post_id])


@inside(ExperiencePublished)
def index_published(happened: ExperiencePublished) -> None:
    index_experiences([happened.experience_id])


@inside(ExperienceArchived)
def forget_archived(happened: ExperienceArchived) -> None:
    """A newer version is found in its place."""
    forget_experience(happened.experience_id)


@inside(ExperienceWithdrawn)
def forget_withdrawn(happened: ExperienceWithdrawn) -> None:
    forget_experience(happened.experience_id)


@inside(ExperiencePutBack)
def index_put_back(happened: ExperiencePutBack) -> None:
    if happened.state == "published":
        index_experiences([happened.experience_id])


@inside(TranslationChanged)
def index_translated(happened: TranslationChanged) -> None:
    index_again(happened.experience_id)
