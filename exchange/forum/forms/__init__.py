"""Shape and wording of what is typed in the forum."""

from exchange.forum.forms.announcing import AnnounceForm, ChangeAnnouncementForm
from exchange.forum.forms.bookmarks import BookmarkForm, ChangeBookmarkForm
from exchange.forum.forms.drafted import TITLE
from exchange.forum.forms.rooms import CategoryForm, InviteForm
from exchange.forum.forms.writing import AskForm, EditForm, ReplyForm, TextForm

__all__ = [
    "TITLE",
    "AnnounceForm",
    "AskForm",
    "BookmarkForm",
    "CategoryForm",
    "ChangeAnnouncementForm",
    "ChangeBookmarkForm",
    "EditForm",
    "InviteForm",
    "ReplyForm",
    "TextForm",
]
