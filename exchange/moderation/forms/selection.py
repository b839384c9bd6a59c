"""Shape and wording of what is done to several threads at once."""

from collections.abc import Collection, Sequence
from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum.queries import CategoryRow
from exchange.moderation.forms.moderating import REASON, RULE_CHOICES, ReasonForm, RuleForm
from exchange.moderation.queries import SelectedRow
from exchange.moderation.rules import BY_CODE
from exchange.moderation.selecting import ABOUT_SUBJECTS, DEEDS, Deed, chosen_in
from exchange.tags.queries import TagRow, slugs_now
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, FieldsOnly, Hidden, Prose, options, whole_number


def _now(slug: str | None) -> str:
    """Of a subject that was merged, the slug of the other."""
    return slugs_now([slug])[0] if slug else ""


class SelectForm(FieldsOnly):
    """Chooses some threads and what is done to them; it only asks."""

    class Meta(FieldsOnly.Meta):
        csrf = False

    id = Choices(_l("Which threads?"))
    do = RadioField(
        _l("What happens to them?"), choices=options(DEEDS.items()), validate_choice=False
    )
    to = Choice(_l("To which category, if they are moved?"))
    tag = Choice(_l("Which subject, if one is added or taken away?"), filters=[_now])

    def offer(
        self,
        threads: Sequence[SelectedRow],
        categories: Sequence[CategoryRow],
        tags: Sequence[TagRow],
        lang: str,
        *,
        may_move: bool,
    ) -> None:
        """`may_move`: any of them to somewhere else."""
        self.id.choices = options((str(one.id), one.title) for one in threads)
        named = [(str(one.id), one.name(lang)) for one in categories]
        self.to.choices = options([("", ""), *named])
        if not may_move:
            self.do.choices = options(
                (what, said) for what, said in DEEDS.items() if what != "move"
            )
            del self.to
        subjects = [(tag.slug, tag.name(lang)) for tag in tags]
        self.tag.choices = options([("", ""), *subjects])

    @property
    def deed(self) -> Deed:
        to = whole_number(self.to.data) if "to" in self else None
        return Deed(self.do.data or "", to or 0, tag=self.tag.data or "")

    def validate_id(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Choose at least one thread."))

    def validate_do(self, field: Any) -> None:
        if field.data not in {value for value, *_ in field.choices}:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_to(self, field: Any) -> None:
        if self.do.data == "move" and not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_tag(self, field: Any) -> None:
        if self.do.data in ABOUT_SUBJECTS and not field.data:
            raise ValidationError(_l("Please choose one of the list."))


class ChangeThreadsForm(ReasonForm):
    """Does it to them as they were seen."""

    rule = RadioField(_l("Which rule is it about?"), choices=RULE_CHOICES, validate_choice=False)
    reason = TextAreaField(_l("Why?"), [Prose(REASON)])
    do = Hidden()
    to = Hidden()
    tag = Hidden(filters=[_now])
    seen = Hidden()
    meanings = RuleForm.meanings
    places: Collection[int] = ()  # categories into which they may be moved
    subjects: Collection[str] = ()  # that may be added or taken away

    @property
    def deed(self) -> Deed:
        to = whole_number(self.to.data) or 0
        return Deed(self.do.data or "", to, self.rule.data or "", self.tag.data or "")

    def validate_do(self, field: Any) -> None:
        if field.data not in DEEDS:
            raise ValidationError(_l("This form is not complete. Load the page again."))

    def validate_to(self, field: Any) -> None:
        if self.do.data == "move" and self.deed.to not in self.places:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_tag(self, field: Any) -> None:
        if self.do.data in ABOUT_SUBJECTS and field.data not in self.subjects:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_seen(self, field: Any) -> None:
        if not chosen_in(field.data or ""):
            raise ValidationError(_l("This form is not complete. Load the page again."))

    def asks_for(self, deed: Deed, seen: str) -> None:
        self.do.data, self.to.data, self.tag.data = deed.what, str(deed.to), deed.tag
        self.seen.data = seen

    def validate_rule(self, field: Any) -> None:
        if self.do.data == "hide" and field.data not in BY_CODE:
            raise ValidationError(_l("Please choose one of the list."))
