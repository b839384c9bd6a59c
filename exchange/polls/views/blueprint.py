from flask import Blueprint, url_for

polls = Blueprint("polls", __name__, template_folder="../templates", url_prefix="/<lang:lang>")


def place(thread_id: int) -> str:
    """Where the poll of a thread stands."""
    return url_for("forum.show_thread", thread=thread_id, _anchor="poll")
