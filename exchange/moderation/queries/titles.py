"""What pages of moderation say of a thread that its author has taken back: nothing."""

from sqlalchemy import case, or_

from exchange.forum.models import Thread

# One that was merged is deleted too, but its address still leads somewhere.
_STANDS = or_(Thread.deleted_at.is_(None), Thread.merged_into_id.is_not(None))
TITLE = case((_STANDS, Thread.title), else_="").label("title")
