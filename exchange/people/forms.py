"""Shape and wording of what people type about themselves and each other."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from exchange.people.mail_addresses import MOST as LONGEST_ADDRESS
from exchange.people.mail_addresses import is_mail_address
from exchange.people.queries import OrganisationRow, OwnSettings, PersonRow, by_country
from exchange.people.zones import zones_by_city
from exchange.text.countries import country_name
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Choices,
    Form,
    Hidden,
    Line,
    Prose,
    options,
    whole_number,
)

NAME, ABOUT, REASON = 80, 2_000, 1_000


class Secret:
    """A password as it is typed: asked for, and never tidied."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, _form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("This cannot be empty."))


class MailAddress(Line):
    """A mail address of the usual shape."""

    def __init__(self) -> None:
        super().__init__(LONGEST_ADDRESS)

    def __call__(self, form: object, field: Field) -> None:
        super().__call__(form, field)
        if not is_mail_address(field.data):
            raise ValidationError(_l("This does not look like a mail address."))


class Ticked:
    """A box that has to be ticked."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, _form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Without this you cannot join."))


class _OneAtLeast:
    def __call__(self, _form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Choose at least one."))


class SignInForm(Form):
    """Who is there, and where they wanted to go."""

    email = StringField(_l("Mail address"), [Line(LONGEST_ADDRESS)])
    password = PasswordField(_l("Password"), [Secret()])
    next = Hidden()


class _OfPerson(Form):
    """What sign-up and settings share."""

    name = StringField(_l("Your name"), [Line(NAME, least=2)])
    organisation = Choice(_l("Organisation"))
    reads = Choices(_l("Languages you read"), [_OneAtLeast()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reads.choices = options((one.code, one.own_name) for one in LANGUAGES)

    @property
    def organisation_id(self) -> int | None:
        return number(self.organisation.data) if self.organisation.data else None


def _offered(organisations: Sequence[OrganisationRow]) -> list[SelectChoice]:
    """Each under its country/territory as the reader calls it; the invented ones under a heading
    that says what they are."""
    lang = current_language().code
    samples = str(_l("Sample networks"))
    return [
        SelectChoice(
            value=str(one.id),
            label=name,
            render_kw={"lang": BY_CODE[code].html},
            optgroup=samples if one.is_sample else country_name(one.country, lang),
        )
        for one in by_country(organisations, lang)
        for code, name in one.names_in(lang)[:1]
    ]


class SignUpForm(_OfPerson):
    """Who wants to join, and where they wanted to go."""

    email = StringField(_l("Mail address"), [MailAddress()])
    password = PasswordField(_l("Password"), [Secret()])
    consent = BooleanField(
        _l("I agree to the rules, and that what I publish here may be reused under CC BY 4.0"),
        [Ticked()],
    )
    next = Hidden()

    def __init__(self, organisations: Sequence[OrganisationRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        none = options([("", _l("Another one, or none"))])
        self.organisation.choices = [*_offered(organisations), *none]
        if not self.is_submitted():
            self.organisation.data = self.organisation.data or ""
            self.reads.data = [current_language().code]


class ConfirmForm(Form):
    """The password, known only to whoever signed up."""

    password = PasswordField(_l("The password that you chose"), [Secret()])


class ForgottenForm(Form):
    """Where to send the link."""

    email = StringField(_l("Mail address"), [MailAddress()])


class NewPasswordForm(Form):
    """A new password, by link."""

    password = PasswordField(_l("New password"), [Secret()])


class PasswordForm(Form):
    """Another password, knowing the old one."""

    password = PasswordField(_l("Your password now"), [Secret()])
    password_new = PasswordField(_l("New password"), [Secret()])


class SettingsForm(_OfPerson):
    """A person's own settings."""

    about = TextAreaField(_l("About you"), [Prose(ABOUT, least=0)])
    language = Choice(_l("Language of pages and mails"))
    timezone = Choice(_l("Time zone"))
    version = Hidden()

    def __init__(self, own: OwnSettings, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        lang, person = current_language().code, own.person
        mine = {one.id: one.name for one in own.organisations}
        if person.organisation_id is not None and person.organisation is not None:
            mine[person.organisation_id] = person.organisation
        named = [
            SelectChoice(value=str(number), label=name, render_kw={"lang": "en"})
            for number, name in mine.items()
        ]
        self.organisation.choices = [*named, *options([("", _l("None"))])]
        self.language.choices = options((one.code, one.own_name) for one in LANGUAGES)
        self.timezone.choices = options(zones_by_city(lang, person.timezone))

    def show(self, person: PersonRow) -> None:
        """What holds now, to be changed."""
        self.name.data, self.about.data = person.name, person.about
        self.organisation.data = str(person.organisation_id or "")
        self.reads.data, self.language.data = person.reads, person.language
        self.timezone.data, self.version.data = person.timezone, str(person.edit_version)


class RolesForm(Form):
    """What a person is, everywhere and in their organisation."""

    mentor = BooleanField(_l("Mentor"))
    mentoring_coordinator = BooleanField(_l("Mentoring coordinator"))
    moderator = BooleanField(_l("Moderator"))
    admin = BooleanField(_l("Admin"))
    organisation = Choice(_l("Organisation"))
    role = RadioField(
        _l("Role in the organisation"),
        choices=options(
            (("member", _l("Member")), ("editor", _l("Editor")), ("coordinator", _l("Coordinator")))
        ),
        validate_choice=False,  # below, in the reader's language
    )
    version = Hidden()

    def __init__(self, organisations: Sequence[OrganisationRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        none = options([("", _l("None"))])
        self.organisation.choices = [*none, *_offered(organisations)]

    def show(self, person: PersonRow) -> None:
        """What holds now, to be changed."""
        if self.admin:  # all that is left to admins, then
            self.mentor.data, self.moderator.data = person.is_mentor, person.is_moderator
            self.mentoring_coordinator.data = person.is_mentoring_coordinator
            self.admin.data = person.is_admin
            self.organisation.data = str(person.organisation_id or "")
        self.role.data = person.membership or "member"
        self.version.data = str(person.log_version or 0)

    def leave_to_admins(self) -> None:
        """What a coordinator cannot change is not in their form."""
        del self.mentor, self.mentoring_coordinator, self.moderator, self.admin
        del self.organisation
        self.role.choices = self.role.choices[:2]

    def validate_role(self, field: Field) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Please choose one of the list."))


class SuspendForm(Form):
    """Why somebody may not write for now."""

    reason = TextAreaField(_l("Reason"), [Prose(REASON, least=10)])


def number(text: str | None) -> int:
    """The same as whole_number, but -1 for anything else: nothing has that id."""
    found = whole_number(text)
    return -1 if found is None else found
