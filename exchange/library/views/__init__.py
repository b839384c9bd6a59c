"""Routes of the library."""

from exchange.library.views.asking import agree, decline, leave_out
from exchange.library.views.blocks import edit_block, edit_blocks, move_block, remove_block
from exchange.library.views.blueprint import library, library_files
from exchange.library.views.citing import cite
from exchange.library.views.comparing import show_differences
from exchange.library.views.covers import show_cover
from exchange.library.views.drafting import edit, from_post, new
from exchange.library.views.exporting import show_csv
from exchange.library.views.finding import show_list, show_map
from exchange.library.views.judging import read, show_to_read
from exchange.library.views.papers import show_paper, show_papers
from exchange.library.views.pictures import edit_pictures
from exchange.library.views.reading import show_experience
from exchange.library.views.remarks import reopen_remark, settle_remark
from exchange.library.views.saved import forget, save, show_saved
from exchange.library.views.sections import edit_section
from exchange.library.views.taking_out import take_translations_out
from exchange.library.views.translating import review_translation, show_translations, translate
from exchange.library.views.verbs import put_back, submit, withdraw

__all__ = [
    "agree",
    "cite",
    "decline",
    "edit",
    "edit_block",
    "edit_blocks",
    "edit_pictures",
    "edit_section",
    "forget",
    "from_post",
    "leave_out",
    "library",
    "library_files",
    "move_block",
    "new",
    "put_back",
    "read",
    "remove_block",
    "reopen_remark",
    "review_translation",
    "save",
    "settle_remark",
    "show_cover",
    "show_csv",
    "show_differences",
    "show_experience",
    "show_list",
    "show_map",
    "show_paper",
    "show_papers",
    "show_saved",
    "show_to_read",
    "show_translations",
    "submit",
    "take_translations_out",
    "translate",
    "withdraw",
]
