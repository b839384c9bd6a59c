"""Shape and wording of flags, decisions and their reasons."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum.queries import CategoryRow
from exchange.kernel.submissions import new_submission_id
from exchange.moderation.rules import BY_CODE, RULES
from exchange.text.languages import detect
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, LastDay, Line, Prose, Version, options

FLAG, REASON, TITLE, PLACE = 500, 1_000, 200, 300  # characters
RULE_CHOICES = options((rule.code, rule.name) for rule in RULES)


def _language_of(text: str) -> str:
    """Of a sentence or two; where they are too short to tell, that of the page."""
    code = current_language().code
    return (detect(text, hint=code) or code) if text else ""


class RuleForm(Form):
    """With a field `rule`, one of the list; `meanings` explains each."""

    meanings = {rule.code: rule.meaning for rule in RULES}  # noqa: RUF012  WTForms takes fields only

    def validate_rule(self, field: Any) -> None:
        if field.data not in BY_CODE:
            raise ValidationError(_l("Please choose one of the list."))


class FlagForm(RuleForm):
    """Tells the moderators about a post."""

    rule = RadioField(_l("Which rule does it break?"), choices=RULE_CHOICES, validate_choice=False)
    sentence = TextAreaField(_l("What should the moderator know?"), [Prose(FLAG, least=0)])

    @property
    def lang(self) -> str:
        return _language_of(self.sentence.data or "")


class HideForm(RuleForm):
    """Hides a post by a rule, with a sentence for its author; `post_version` is what was read."""

    rule = RadioField(_l("Which rule is it about?"), choices=RULE_CHOICES, validate_choice=False)
    sentence = TextAreaField(_l("Your sentence to the author"), [Prose(REASON)])
    post_version = Version()

    @property
    def lang(self) -> str:
        return _language_of(self.sentence.data or "")

    def read_again(self, version: int) -> None:
        """The moderator has this version before their eyes from now on, and is told why."""
        self.post_version.data, self.submission_id.data = version, new_submission_id()
        told = _l("The author has changed this post meanwhile. Read it again, then decide.")
        self.form_errors.append(told)


class DecideForm(HideForm):
    """Decides a case; `version` is the one of the case that its moderator read."""

    outcome = RadioField(
        _l("What happens to the post?"),
        choices=options([("hidden", _l("Hide it")), ("dismissed", _l("Leave it as it is"))]),
        validate_choice=False,
    )
    rule = RadioField(_l("Which rule is it about?"), choices=RULE_CHOICES, validate_choice=False)
    sentence = TextAreaField(_l("Your sentence to the author"), [Prose(REASON, least=0)])
    version = Version()

    @property
    def hides(self) -> bool:
        return bool(self.outcome.data == "hidden")

    def validate_outcome(self, field: Any) -> None:
        if field.data not in ("hidden", "dismissed"):
            raise ValidationError(_l("Please choose one of the list."))

    def validate_rule(self, field: Any) -> None:
        if self.hides:
            super().validate_rule(field)
        elif field.data not in BY_CODE:
            field.data = ""

    def validate_sentence(self, field: Any) -> None:
        if self.hides and not field.data:
            raise ValidationError(_l("Tell the author in a sentence why the post is hidden."))


class ReasonForm(Form):
    """With a field `reason`, for the log."""

    @property
    def lang(self) -> str:
        return _language_of(self["reason"].data or "")


class ShowForm(ReasonForm):
    """Takes a hiding back."""

    reason = TextAreaField(_l("Why is it shown again?"), [Prose(REASON)])


class RevertForm(ReasonForm):
    """Puts version `to` of a post back in place of the one that was read, `version`."""

    reason = TextAreaField(_l("Why is it put back?"), [Prose(REASON)])
    to = Version()
    version = Version()

    def read_again(self, version: int, told: object) -> None:
        """The moderator has this version before their eyes from now on, and is told why."""
        self.version.data, self.submission_id.data = version, new_submission_id()
        self.form_errors.append(told)


class LockForm(ReasonForm):
    """Locks a thread."""

    reason = TextAreaField(_l("Why is it locked?"), [Prose(REASON)])


class UnlockForm(ReasonForm):
    """Takes a lock back."""

    reason = TextAreaField(_l("Why is it unlocked?"), [Prose(REASON)])


class MovingForm(ReasonForm):
    """Moves something as it was seen: `version` is that of its thread."""

    reason = TextAreaField(_l("Why is it moved?"), [Prose(REASON)])
    version = Version()


class PinForm(MovingForm):
    """Lets a thread stand above the others."""

    reason = TextAreaField(_l("Why is it pinned?"), [Prose(REASON)])
    where = RadioField(
        _l("Where does it stand on top?"),
        choices=options([("category", _l("In its category")), ("everywhere", _l("Everywhere"))]),
        default="category",
        validate_choice=False,
    )
    last_day = LastDay(_l("Until the end of"))

    def validate_where(self, field: Any) -> None:
        if field.data not in ("category", "everywhere"):
            raise ValidationError(_l("Please choose one of the list."))


class UnpinForm(MovingForm):
    """Lets it stand among the others again."""

    reason = TextAreaField(_l("Why is it unpinned?"), [Prose(REASON)])


class KindForm(MovingForm):
    """Makes a question a discussion, or the other way round."""

    reason = TextAreaField(_l("Why is its kind changed?"), [Prose(REASON)])


class DuplicateForm(MovingForm):
    """Closes a thread as a duplicate of another."""

    reason = TextAreaField(_l("Why is it closed?"), [Prose(REASON)])
    of = Version()  # the number of the other thread
    q = StringField(_l("Which thread does it repeat?"), [Line(PLACE, least=0)])


class ReopenForm(MovingForm):
    """Takes that back."""

    reason = TextAreaField(_l("Why is it reopened?"), [Prose(REASON)])


class MoveThreadForm(MovingForm):
    """Puts a thread into another category."""

    category = Version()  # the number of one that its page offered


class MovePostForm(MovingForm):
    """Hangs a reply under another post."""

    how = RadioField(
        _l("What goes along?"),
        choices=options(
            [
                ("branch", _l("All replies below it")),
                ("alone", _l("Nothing: its replies go to what it replied to")),
            ]
        ),
        default="branch",
        validate_choice=False,
    )
    thread = Version()  # in which it stood
    under = Version()  # the post where it goes, and that one's thread
    into = Version()

    def validate_how(self, field: Any) -> None:
        if field.data not in ("branch", "alone"):
            raise ValidationError(_l("Please choose one of the list."))


class MergeForm(MovingForm):
    """Puts all of a thread under a post of another."""

    reason = TextAreaField(_l("Why is it merged?"), [Prose(REASON)])
    how = RadioField(
        _l("In which order?"),
        choices=options(
            [
                ("branch", _l("As one branch: it reads as before, below that post")),
                ("time", _l("By time: its replies stand among the replies to that post")),
            ]
        ),
        default="branch",
        validate_choice=False,
    )
    under = Version()
    into = Version()

    def validate_how(self, field: Any) -> None:
        if field.data not in ("branch", "time"):
            raise ValidationError(_l("Please choose one of the list."))


class SplitForm(MovingForm):
    """Makes a branch a thread of its own."""

    reason = TextAreaField(_l("Why is it split off?"), [Prose(REASON)])
    title = StringField(_l("Title"), [Line(TITLE, least=8)])
    category = Choice(_l("Category"))
    kind = RadioField(
        _l("What is it?"),
        choices=options([("question", _l("A question")), ("discussion", _l("A discussion"))]),
        default="discussion",
        validate_choice=False,
    )
    thread = Version()

    def offer(self, categories: Sequence[CategoryRow], lang: str) -> None:
        self.category.choices = options((str(one.id), one.name(lang)) for one in categories)

    def validate_kind(self, field: Any) -> None:
        if field.data not in ("question", "discussion"):
            raise ValidationError(_l("Please choose one of the list."))
