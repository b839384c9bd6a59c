"""Shape and wording of what is typed for mentorships."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.kernel.clock import now
from exchange.mentoring.actions.mentorship_log import HowItWas, Met
from exchange.mentoring.actions.mentorships import Planned
from exchange.mentoring.models.mentorships import (
    AGREED,
    AIM,
    MOST_AIMS,
    NEXT,
    NOTE,
    REASON,
    WHO,
    WHY,
)
from exchange.mentoring.pairing import AIMS, ANSWERS, ENDINGS, NOBODY_EDITS, QUESTIONS, WAYS
from exchange.mentoring.queries.mentorships import (
    MeetingRow,
    MentorshipNoteRow,
    MentorshipRow,
)
from exchange.mentoring.queries.pair_choices import Choosable, ChoosableOrganisation
from exchange.text.wording import lazy as _l
from exchange.web.forms import DAY, Choice, Line, Prose, VersionedForm, WordedForm, options

FARTHEST = timedelta(days=5 * 366)
_NO_DAY = _l("A day like 2026-05-31, please.")


def _day(label: object) -> Any:
    """A day as it is typed or chosen, some years from today at most."""
    return StringField(label, [Line(DAY), _is_near])


def _is_near(_form: object, field: Any) -> None:
    try:
        day = date.fromisoformat(field.data)
    except ValueError:
        raise ValidationError(_NO_DAY) from None
    if abs(day - now().date()) > FARTHEST:
        raise ValidationError(_l("This is too far from today. Please look at the year."))


def _in(field: Any) -> date:
    """What was typed, once it was found valid."""
    return date.fromisoformat(field.data)


def _aim(n: int) -> Any:
    return StringField(_l("Aim %(number)d", number=n), [Line(AIM, least=1 if n == 1 else 0)])


def _state(n: int) -> Any:
    words = _l("State of aim %(number)d", number=n)
    return Choice(words, choices=options(AIMS.items()), default="open")


class PlanForm(WordedForm):
    """What a mentorship is for, and how long."""

    why = TextAreaField(_l("Why, and for whom"), [Prose(WHY, least=0)])
    aim_1, state_1 = _aim(1), _state(1)
    aim_2, state_2 = _aim(2), _state(2)
    aim_3, state_3 = _aim(3), _state(3)
    aim_4, state_4 = _aim(4), _state(4)
    aim_5, state_5 = _aim(5), _state(5)
    starts_on = _day(_l("First day"))
    ends_on = _day(_l("Last day, as planned"))

    def validate_ends_on(self, field: Any) -> None:
        if field.errors or self.starts_on.errors:
            return
        if _in(field) < _in(self.starts_on):
            raise ValidationError(_l("It cannot end before it begins."))

    def planned(self) -> Planned:
        """What was typed, once it was found valid; aims without words are no aims."""
        numbers = range(1, MOST_AIMS + 1)
        pairs = [(self[f"aim_{n}"].data, self[f"state_{n}"].data or "open") for n in numbers]
        aims = tuple(pair for pair in pairs if pair[0])
        days = _in(self.starts_on), _in(self.ends_on)
        return Planned(self.why.data, aims, self.lang.data, *days)


def _to_choose(named: Sequence[tuple[str, object]]) -> list[Any]:
    """Nothing is chosen before somebody chooses, unless there is but one."""
    return options(named if len(named) == 1 else [("", _l("Choose one")), *named])


def _named(one: ChoosableOrganisation) -> object:
    return one.name if one.is_edited else _l("%(name)s (has no editor)", name=one.name)


class ProposeForm(PlanForm):
    """The same, for the first time."""

    organisation = Choice(_l("Organisation"))
    mentor = Choice(_l("Mentor"))
    without_editor: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_AIMS + 1):
            del self[f"state_{n}"]

    def offer(
        self, organisations: Sequence[ChoosableOrganisation], mentors: Sequence[Choosable]
    ) -> None:
        """The lists to choose from."""
        named = [(str(one.id), _named(one)) for one in organisations]
        self.without_editor = frozenset(str(one.id) for one in organisations if not one.is_edited)
        self.organisation.choices = _to_choose(named)
        self.mentor.choices = _to_choose([(str(one.id), one.name) for one in mentors])

    def _validate_chosen(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    validate_mentor = _validate_chosen

    def validate_organisation(self, field: Any) -> None:
        self._validate_chosen(field)
        if field.data in self.without_editor:
            raise ValidationError(NOBODY_EDITS)

    def planned(self) -> Planned:
        """What was typed, once it was found valid; every aim is open."""
        typed = [self[f"aim_{n}"].data for n in range(1, MOST_AIMS + 1)]
        aims = tuple((aim, "open") for aim in typed if aim)
        days = _in(self.starts_on), _in(self.ends_on)
        return Planned(self.why.data, aims, self.lang.data, *days)


class ChangePlanForm(VersionedForm, PlanForm):
    """The same, said again."""

    def show(self, row: MentorshipRow) -> None:
        """Fill in what is kept."""
        for n, (words, state) in enumerate(row.aims, start=1):
            self[f"aim_{n}"].data, self[f"state_{n}"].data = words, state
        self.why.data, self.lang.data, self.version.data = row.why, row.lang, row.edit_version
        self.starts_on.data = row.starts_on.isoformat()
        self.ends_on.data = row.ends_on.isoformat()


class DeclineForm(WordedForm):
    """Why it does not come about."""

    reason = TextAreaField(_l("Why?"), [Prose(REASON, least=0)])


class EndForm(VersionedForm, WordedForm):
    """How it ends."""

    ending = RadioField(
        _l("How does it end?"), choices=options(ENDINGS.items()), validate_choice=False
    )
    reason = TextAreaField(_l("Why?"), [Prose(REASON, least=0)])

    def validate_ending(self, field: Any) -> None:
        if field.data not in ENDINGS:
            raise ValidationError(_l("Please choose one of the list."))


class MeetingForm(WordedForm):
    """A meeting."""

    held_on = _day(_l("Day of the meeting"))
    way = Choice(_l("How did you meet?"), choices=options(WAYS.items()))
    who = StringField(_l("Who took part"), [Line(WHO)])
    agreed = TextAreaField(_l("What was agreed"), [Prose(AGREED)])
    next_step = StringField(_l("Next step"), [Line(NEXT, least=0)])

    def met(self) -> Met:
        """What was typed, once it was found valid."""
        said = self.who.data, self.agreed.data, self.next_step.data, self.lang.data
        return Met(_in(self.held_on), self.way.data, *said)


class ChangeMeetingForm(VersionedForm, MeetingForm):
    """The same, said again."""

    def show(self, row: MeetingRow) -> None:
        """Fill in what is kept."""
        for name in ("way", "who", "agreed", "next_step", "lang"):
            self[name].data = getattr(row, name)
        self.held_on.data, self.version.data = row.held_on.isoformat(), row.edit_version


class MentorshipNoteForm(WordedForm):
    """A note."""

    body = TextAreaField(_l("Your note"), [Prose(NOTE)])


class ChangeNoteForm(VersionedForm, MentorshipNoteForm):
    """The same, said again."""

    def show(self, row: MentorshipNoteRow) -> None:
        """Fill in what is kept."""
        self.body.data, self.lang.data = row.body, row.lang
        self.version.data = row.edit_version


def _question(name: str) -> Any:
    return RadioField(QUESTIONS[name], choices=options(ANSWERS.items()), validate_choice=False)


class EvaluateForm(WordedForm):
    """How it was."""

    reached, together, again = (_question(name) for name in QUESTIONS)
    body = TextAreaField(_l("In your words"), [Prose(AGREED, least=0)])

    def _validate_answer(self, field: Any) -> None:
        if field.data not in ANSWERS:
            raise ValidationError(_l("Please choose one of the list."))

    validate_reached = validate_together = validate_again = _validate_answer

    def said(self) -> HowItWas:
        """The answers, once they were found valid."""
        reached, together, again = (int(self[name].data) for name in QUESTIONS)
        return HowItWas(reached, together, again, self.body.data, self.lang.data)
