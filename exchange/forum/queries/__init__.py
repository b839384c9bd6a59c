"""What the forum's pages show: one query a page, all of it."""

from exchange.forum.queries.askers import Homes, homes
from exchange.forum.queries.bookmarks import (
    BookmarkPage,
    BookmarkRow,
    bookmark_of,
    bookmark_page,
    get_bookmark,
    post_to_bookmark,
)
from exchange.forum.queries.branches import thread_with_branch_closed
from exchange.forum.queries.categories import CategoryRow, category_list, get_category
from exchange.forum.queries.drafts import (
    DraftLine,
    DraftRow,
    FoundDraft,
    draft_list,
    drafts_everywhere,
    find_draft,
    get_draft,
)
from exchange.forum.queries.files import files_to_attach, files_under
from exchange.forum.queries.front_announcements import (
    ON_THE_FRONT,
    FrontAnnouncement,
    LeftAnnouncements,
    announced_on_the_front,
    left_for,
)
from exchange.forum.queries.heads import ThreadHead, merged_into, thread_head
from exchange.forum.queries.history import (
    HistoryPage,
    PastPost,
    PastText,
    Revision,
    history_page,
    past_text,
)
from exchange.forum.queries.in_order import thread_in_order
from exchange.forum.queries.keeping import CategoryToChange, KeptRow, category_to_change
from exchange.forum.queries.lists import (
    OWN,
    STATES,
    ThreadList,
    ThreadRow,
    front_lists,
    thread_list,
)
from exchange.forum.queries.mapped import MappedThread, blocks_of_threads, mapped_threads
from exchange.forum.queries.mentions import Where, people_to_mention, with_people_noted
from exchange.forum.queries.moderating import moderated_among
from exchange.forum.queries.newest import WrittenRow, newest_posts, newest_threads
from exchange.forum.queries.posts import (
    PostLine,
    PostToWrite,
    post_place,
    post_to_delete,
    post_to_edit,
    post_to_reply_to,
    post_to_restore,
    quoted_in_reply,
    thread_of,
)
from exchange.forum.queries.printed import PrintedThread, printed_thread
from exchange.forum.queries.shown import PostRow
from exchange.forum.queries.subjects import threads_by_tag
from exchange.forum.queries.thread import ThreadPage, thread_page
from exchange.forum.queries.unread import first_unread, unread_among
from exchange.forum.queries.watching import (
    Marks,
    marks_of_list,
    watches,
    watches_category,
    watches_what_they_write,
)

__all__ = [
    "ON_THE_FRONT",
    "OWN",
    "STATES",
    "BookmarkPage",
    "BookmarkRow",
    "CategoryRow",
    "CategoryToChange",
    "DraftLine",
    "DraftRow",
    "FoundDraft",
    "FrontAnnouncement",
    "HistoryPage",
    "Homes",
    "KeptRow",
    "LeftAnnouncements",
    "MappedThread",
    "Marks",
    "PastPost",
    "PastText",
    "PostLine",
    "PostRow",
    "PostToWrite",
    "PrintedThread",
    "Revision",
    "ThreadHead",
    "ThreadList",
    "ThreadPage",
    "ThreadRow",
    "Where",
    "WrittenRow",
    "announced_on_the_front",
    "blocks_of_threads",
    "bookmark_of",
    "bookmark_page",
    "category_list",
    "category_to_change",
    "draft_list",
    "drafts_everywhere",
    "files_to_attach",
    "files_under",
    "find_draft",
    "first_unread",
    "front_lists",
    "get_bookmark",
    "get_category",
    "get_draft",
    "history_page",
    "homes",
    "left_for",
    "mapped_threads",
    "marks_of_list",
    "merged_into",
    "moderated_among",
    "newest_posts",
    "newest_threads",
    "past_text",
    "people_to_mention",
    "post_place",
    "post_to_bookmark",
    "post_to_delete",
    "post_to_edit",
    "post_to_reply_to",
    "post_to_restore",
    "printed_thread",
    "quoted_in_reply",
    "thread_head",
    "thread_in_order",
    "thread_list",
    "thread_of",
    "thread_page",
    "thread_with_branch_closed",
    "threads_by_tag",
    "unread_among",
    "watches",
    "watches_category",
    "watches_what_they_write",
    "with_people_noted",
]
