"""Shape and wording of days away."""

from wtforms import BooleanField

from exchange.mentoring.forms.fields import Day
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form


class AwayForm(Form):
    """From which day to which, both included."""

    first_day = Day(_l("First day"))
    last_day = Day(_l("Last day"))
    withdraws = BooleanField(_l("Withdraw them, and tell those who have booked"))
