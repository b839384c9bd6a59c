"""Shape and wording of what an asker says came of an answer."""

from wtforms import Field, RadioField, TextAreaField
from wtforms.validators import ValidationError

from exchange.mentoring.actions.answering import Said
from exchange.mentoring.outcomes import OUTCOMES, SENTENCE
from exchange.mentoring.queries.follow_ups import FollowUpRow
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Prose, VersionedForm, WordedForm, options


class OutcomeForm(VersionedForm, WordedForm):
    """One of four, and perhaps a sentence."""

    outcome = RadioField(
        _l("Did it work?"), choices=options(OUTCOMES.items()), validate_choice=False
    )
    sentence = TextAreaField(_l("What came of it, in a sentence"), [Prose(SENTENCE, least=0)])

    def show(self, row: FollowUpRow, proposed: str) -> None:
        """What was said before; `proposed` is what the link of a mail chose, if anything."""
        self.outcome.data = proposed if proposed in OUTCOMES else row.outcome or None
        self.sentence.data, self.version.data = row.sentence, row.edit_version
        self.lang.data = row.lang or current_language().code

    def validate_outcome(self, field: Field) -> None:
        if field.data not in OUTCOMES:
            raise ValidationError(_l("Please choose one of the list."))

    def said(self) -> Said:
        """What was chosen and typed, once it was found valid."""
        return Said(self.outcome.data, self.sentence.data, self.lang.data)
