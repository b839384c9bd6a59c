"""Shape and wording of what is typed in the forum."""

from exchange.forum.forms.bookmarks import BookmarkForm, ChangeBookmarkForm
from exchange.forum.forms.rooms import CategoryForm, InviteForm
from exchange.forum.forms.writing import TITLE, AskForm, EditForm, PlainForm, ReplyForm, TextForm

__all__ = [
    "TITLE",
    "AskForm",
    "BookmarkForm",
    "CategoryForm",
    "ChangeBookmarkForm",
    "EditForm",
    "InviteForm",
    "PlainForm",
    "ReplyForm",
    "TextForm",
]
