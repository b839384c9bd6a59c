"""Shape and wording of what is typed for a poll."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.text.clean import Unfit, tidy_line
from exchange.text.fold import fold
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choices, Form, LastDay, Line, Prose, options, whole_number

QUESTION, WORDS = 200, 120
FEWEST, MOST = 2, 12


class PollForm(Form):
    """A question with its answers, one a line."""

    question = StringField(_l("Your question"), [Line(QUESTION, least=8)])
    answers = TextAreaField(_l("Answers to choose from"), [Prose(MOST * (WORDS + 2))])
    most = StringField(_l("How many may be chosen"), [Line(10)], default="1")
    results = RadioField(
        _l("When is the result shown?"),
        choices=options(
            [
                ("always", _l("At once, to everybody")),
                ("after_voting", _l("To whoever has voted")),
                ("after_closing", _l("When the poll is closed")),
            ]
        ),
        default="always",
        validate_choice=False,
    )
    closes_on = LastDay(_l("Closes at the end of"))

    @property
    def choices(self) -> Sequence[str]:
        """One answer a line, tidied, without empty lines."""
        lines = (self.answers.data or "").splitlines()
        return [tidied for line in lines if (tidied := tidy_line(line))]

    @property
    def most_chosen(self) -> int:
        return whole_number(self.most.data) or 1

    def validate_answers(self, field: Any) -> None:
        try:
            found = self.choices
        except Unfit as unfit:
            raise ValidationError(unfit.reason) from None
        if not FEWEST <= len(found) <= MOST:
            raise ValidationError(_l("Two answers at least and twelve at most, please."))
        if len(set(map(fold, found))) < len(found):
            raise ValidationError(_l("Two answers are the same."))
        if max(map(len, found)) > WORDS:
            raise ValidationError(_l("An answer has at most %(n)d characters.", n=WORDS))

    def validate_most(self, field: Any) -> None:
        if not 1 <= (whole_number(field.data) or 0) <= MOST:
            raise ValidationError(_l("A number from 1 to %(n)d, please.", n=MOST))

    def validate_results(self, field: Any) -> None:
        if field.data not in {value for value, *_ in field.choices}:
            raise ValidationError(_l("Please choose one of the list."))


class VoteForm(Form):
    """One answer of a poll, as its page shows a vote again that could not be taken."""

    choice: Any = RadioField(_l("Your choice"), validate_choice=False)


class VoteForSeveralForm(VoteForm):
    choice = Choices(_l("Your choice"))


def vote_form(most: int, choices: Sequence[tuple[int, str]]) -> VoteForm:
    """With the answers to choose from, and those ticked that were sent."""
    form = VoteForSeveralForm() if most > 1 else VoteForm()
    form.choice.choices = options((str(number), words) for number, words in choices)
    return form
