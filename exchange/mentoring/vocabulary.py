"""What the steps of a question are called; a name, where one belongs to it, stands behind."""

from collections.abc import Mapping

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

STEP_WORDS: Mapping[str, Lazy] = {
    "asked": _l("Asked by"),
    "proposed": _l("Proposed to"),
    "taken": _l("Taken by"),
    "declined": _l("Declined by"),
    "given_back": _l("Given back by"),
    "handed_over": _l("Handed over to"),
    "assigned": _l("Assigned to"),
    "left_away": _l("Let go, because the mentor is away"),
    "left_room": _l("Let go, because the mentor may not enter its room"),
    "left_role": _l("Let go, because this person is no active mentor any more"),
    "widened": _l("Put to more mentors"),
    "half_time": _l("Half of the time had passed"),
    "eve": _l("One working day was left"),
    "past_promise": _l("The time had passed without an answer"),
    "given_up": _l("Nobody answered in twice the time: told to"),
    "needs_more": _l("More was asked for by"),
    "told_more": _l("More was told by"),
    "answered": _l("Answered by"),
    "ended": _l("It waits for no mentor any more"),
    "begun_anew": _l("It waits for a mentor again"),
}
OF_RECEIVER = (
    *("proposed", "handed_over", "assigned", "left_away", "left_room", "left_role"),
    "given_up",
)
ANSWER_WORDS: Mapping[str, Lazy] = {
    "": _l("has not answered yet"),
    "taken": _l("has it"),
    "declined": _l("has declined"),
    "lapsed": _l("need not answer any more"),
}
WHY_LEFT: Mapping[str, Lazy] = {
    "left_away": _l("Its answer is due before you are back."),
    "left_room": _l("It was moved to where you cannot read it."),
    "left_role": _l("Only mentors who may write have questions."),
}
