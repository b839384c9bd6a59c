"""The words of mentorships."""

from collections.abc import Mapping

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

AIMS: Mapping[str, Lazy] = {
    "open": _l("Aim not reached yet"),
    "reached": _l("Aim reached"),
    "dropped": _l("Aim dropped"),
}
STATES: Mapping[str, Lazy] = {
    "proposed": _l("Proposed: both sides have to accept it"),
    "runs": _l("It runs"),
    "ended": _l("It has ended"),
    "declined": _l("It did not come about"),
}
WAYS: Mapping[str, Lazy] = {"in_person": _l("In person"), "online": _l("Online")}
ENDINGS: Mapping[str, Lazy] = {
    "reached": _l("The aims are reached, or the time is over"),
    "early": _l("It ends earlier than planned"),
}
SIDES: Mapping[str, Lazy] = {"mentor": _l("The mentor"), "organisation": _l("The organisation")}
QUESTIONS: Mapping[str, Lazy] = {
    "reached": _l("Were the aims reached?"),
    "together": _l("Did you work well together?"),
    "again": _l("Would you do it again?"),
}
ANSWERS: Mapping[str, Lazy] = {
    "5": _l("Yes, fully"),
    "4": _l("For the most part"),
    "3": _l("Partly"),
    "2": _l("Hardly"),
    "1": _l("No"),
}
NOBODY_EDITS = _l("Nobody edits for the organisation at present. Ask an admin to name an editor.")
