"""Columns and conditions that several tables have in common."""

from sqlalchemy import String, text

LANGUAGE = String(10)  # a code of exchange.text.languages
# As forum.policy says it, word for word: SQLite compares. Of the few threads and posts that not
# everybody sees; a search looks there for each hit, instead of reading the rows of them all.
UNSEEN = text("hidden_at IS NOT NULL OR deleted_at IS NOT NULL")
# Of the replies of a thread those that stand out; word for word too, of whichever alias.
WORTHY = "{0}by_mentor OR {0}helpful_count > 0"
# Of threads, the questions to which no mentor has replied; of whichever alias.
FOR_MENTORS = "{0}state IN ('waiting', 'replied') AND {0}kind = 'question'"
# Of threads, those in rooms as well; each database has its own word for yes.
UNSEEN_OR_IN_ROOM_SQLITE = text(f"{UNSEEN.text} OR in_room IS 1")
UNSEEN_OR_IN_ROOM_POSTGRESQL = text(f"{UNSEEN.text} OR in_room IS true")
