"""Every table, for Alembic. Nothing else imports this."""

import exchange.forum.models
import exchange.kernel.db
import exchange.kernel.submissions
import exchange.library.models
import exchange.people.models
import exchange.tags.models  # noqa: F401
