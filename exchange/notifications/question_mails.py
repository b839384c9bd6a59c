"""What a mail about a question says besides its title."""

from collections.abc import Sequence
from datetime import datetime

from exchange.kernel.clock import now
from exchange.mentoring.queries.telling import BEGUN, StepTold, find_step
from exchange.mentoring.vocabulary import STEP_WORDS, WHY_LEFT
from exchange.notifications.letters import Quote
from exchange.notifications.queries import NotificationRow
from exchange.people.actor import Actor
from exchange.text.countries import KOSOVO_FOOTNOTE, country_name
from exchange.text.dates import weekday
from exchange.text.wording import gettext as _

STEPS = ("question_handed", "question_taken", "question_ended")


def from_where(country: str | None) -> Sequence[str]:
    """What a desk says too, of a question whose asker is at home there."""
    if not country:
        return []
    said = f"{_('Country/territory of the asker')}: {country_name(country)}"
    return [said, f"* {KOSOVO_FOOTNOTE}"] if country == "XK" else [said]


def promise_words(due_at: datetime, zone: str) -> str:
    """By when an answer is promised, or was."""
    day = weekday(due_at, zone)
    if due_at > now():
        return _("Answer promised by: %(day)s", day=day)
    return _("Late. An answer was promised by: %(day)s", day=day)


def what_it_says(_actor: Actor, told: NotificationRow) -> tuple[Sequence[str], Quote | None]:
    """What happened to it, and when its answer is promised."""
    step_id = told.event_key.partition(" ")[2]
    step = find_step(int(step_id)) if step_id.isdecimal() else None
    if step is None:
        return (), None
    said: list[str] = []
    if told.kind == "question_ended":
        said += _why_it_ended(step)
    if step.what == BEGUN:
        said.append(f"{STEP_WORDS[step.what]}.")
    if told.event_key.startswith("left "):
        said.append(_("Others are looked for. You hear as soon as one has it."))
    elif told.kind == "question_taken" and step.mentor:
        said.append(_("Its mentor: %(name)s", name=step.mentor))
    if told.kind != "question_ended" and step.days and step.due_at:
        said.append(promise_words(step.due_at, step.zone))
    is_for_them = told.kind == "question_handed"  # the note is for whoever has it next
    has_note = is_for_them and step.note
    return said, Quote(step.note, step.lang, step.by or "") if has_note else None


def _why_it_ended(step: StepTold) -> Sequence[str]:
    """For whoever had it: why they do not any more, or who has it by now."""
    if step.what in WHY_LEFT:
        return [str(WHY_LEFT[step.what])]
    if step.what == "answered":
        return [f"{STEP_WORDS[step.what]}: {step.by}"] if step.by else []
    if step.what == "ended":
        return [_("It waits for no mentor any more.")]
    return [_("Its mentor: %(name)s", name=step.mentor)] if step.mentor else []
