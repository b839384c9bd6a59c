"""The worker looks each hour which mentorships end soon."""

from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.mentorship_log import remind_of_ends

hourly(remind_of_ends)
