from typing import Any

from flask import Blueprint, url_for

from exchange.web.addresses import numbered

forum = Blueprint("forum", __name__, template_folder="../templates", url_prefix="/<lang:lang>")


def thread_address(thread_id: int, title: str, page: int = 1, anchor: str = "", **way: Any) -> str:
    """A thread's own address; page 1 goes without a number."""
    return url_for(
        "forum.show_thread",
        thread=numbered(thread_id, title),
        page=page if page > 1 else None,
        **way,
        _anchor=anchor or None,
    )
