"""Every table, for Alembic. Nothing else imports this."""

import exchange.collections.models
import exchange.files.models
import exchange.forum.models
import exchange.importing.models
import exchange.kernel.db
import exchange.kernel.submissions
import exchange.library.models
import exchange.mentoring.models
import exchange.moderation.models
import exchange.notifications.models
import exchange.people.models
import exchange.polls.models
import exchange.reuse.models
import exchange.search.models
import exchange.still_true.models
import exchange.tags.models
import exchange.web.limits  # noqa: F401
