"""What the forum's pages show: one query a page, all of it."""

from exchange.forum.queries.categories import CategoryRow, category_list, get_category
from exchange.forum.queries.drafts import (
    DraftLine,
    DraftRow,
    FoundDraft,
    draft_list,
    find_draft,
    get_draft,
)
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.forum.queries.history import (
    HistoryPage,
    PastPost,
    PastText,
    Revision,
    history_page,
    past_text,
)
from exchange.forum.queries.keeping import CategoryToChange, KeptRow, category_to_change
from exchange.forum.queries.lists import (
    OWN,
    STATES,
    ThreadList,
    ThreadRow,
    front_lists,
    thread_list,
)
from exchange.forum.queries.moderating import moderated_among
from exchange.forum.queries.newest import WrittenRow, newest_posts, newest_threads
from exchange.forum.queries.posts import (
    PostToWrite,
    post_place,
    post_to_delete,
    post_to_edit,
    post_to_reply_to,
    post_to_restore,
    quoted_in_reply,
)
from exchange.forum.queries.shown import PostRow
from exchange.forum.queries.thread import ThreadPage, thread_page
from exchange.forum.queries.unread import first_unread, unread_among

__all__ = [
    "OWN",
    "STATES",
    "CategoryRow",
    "CategoryToChange",
    "DraftLine",
    "DraftRow",
    "FoundDraft",
    "HistoryPage",
    "KeptRow",
    "PastPost",
    "PastText",
    "PostRow",
    "PostToWrite",
    "Revision",
    "ThreadHead",
    "ThreadList",
    "ThreadPage",
    "ThreadRow",
    "WrittenRow",
    "category_list",
    "category_to_change",
    "draft_list",
    "find_draft",
    "first_unread",
    "front_lists",
    "get_category",
    "get_draft",
    "history_page",
    "moderated_among",
    "newest_posts",
    "newest_threads",
    "past_text",
    "post_place",
    "post_to_delete",
    "post_to_edit",
    "post_to_reply_to",
    "post_to_restore",
    "quoted_in_reply",
    "thread_head",
    "thread_list",
    "thread_page",
    "unread_among",
]
