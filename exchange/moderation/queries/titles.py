"""What pages of moderation say of a thread that its author has taken back: nothing."""

from sqlalchemy import case

from exchange.forum.models import Thread

TITLE = case((Thread.deleted_at.is_(None), Thread.title), else_="").label("title")
