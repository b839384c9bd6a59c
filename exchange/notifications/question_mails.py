"""What a mail about a question says besides its title."""

from collections.abc import Sequence

from exchange.mentoring.queries.telling import find_step
from exchange.mentoring.vocabulary import WHY_LEFT
from exchange.notifications.letters import Quote
from exchange.notifications.queries import NotificationRow
from exchange.people.actor import Actor
from exchange.text.dates import weekday
from exchange.text.wording import gettext as _

STEPS = ("question_handed", "question_taken", "question_ended")


def what_it_says(_actor: Actor, told: NotificationRow) -> tuple[Sequence[str], Quote | None]:
    """What happened to it, and when its answer is promised."""
    step_id = told.event_key.removeprefix("step ")
    step = find_step(int(step_id)) if step_id.isdecimal() else None
    if step is None:
        return (), None
    said = []
    if told.kind == "question_ended" and step.what in WHY_LEFT:
        said.append(str(WHY_LEFT[step.what]))
    if told.kind == "question_taken" and step.mentor:
        said.append(_("Its mentor: %(name)s", name=step.mentor))
    if told.kind != "question_ended" and step.days and step.due_at:
        said.append(_("Answer promised by: %(day)s", day=weekday(step.due_at, step.zone)))
    has_note = told.kind != "question_taken" and step.note
    return said, Quote(step.note, step.lang, step.by or "") if has_note else None
