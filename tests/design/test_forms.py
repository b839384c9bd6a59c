from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tests.design.drawn import drawn
from tests.page.tree import Element

LANGUAGES = [SelectChoice("en", "English"), SelectChoice("sr", "Српски")]
KINDS = [SelectChoice("q", "Question"), SelectChoice("d", "Discussion")]
FIELDS = ["title", "body", "secret", "lang", "kind", "reads", "agree", "place"]
SHOWN = """{% from "ui/forms.html" import post_form, field %}
{% call post_form("/en/ask", form, "Post") %}
{% for name in names %}{{ field(form[name], helps.get(name, ""), langs) }}{% endfor %}
{% endcall %}"""


class Ask(Form):
    submission_id = HiddenField(default="abc")
    title = StringField("Title", [InputRequired("This is empty."), Length(max=20)])
    body = TextAreaField("Your question")
    secret = PasswordField("Password")
    lang = SelectField("Language", choices=LANGUAGES, default="sr")
    kind = RadioField("Kind", choices=KINDS, default="q")
    reads = SelectMultipleField("Which can you read?", choices=LANGUAGES, default=["sr"])
    agree = BooleanField("I agree", [InputRequired("Please agree.")])
    place = StringField("Place")


def shown(form: Form, **helps: str) -> Element:
    langs = {"en": "en", "sr": "sr-Cyrl"}
    return drawn(SHOWN, form=form, names=FIELDS, helps=helps, langs=langs)


def refused(**typed: Any) -> Form:
    form = Ask(MultiDict({"kind": "q", "lang": "en", **typed}))
    assert not form.validate()
    return form


def test_every_control_has_its_label() -> None:
    page = shown(Ask())
    labels = {label["for"] for label in page.all("label")}
    controls = [e for tag in ("input", "select", "textarea") for e in page.all(tag)]
    assert labels == {e["id"] for e in controls if e.get("type") != "hidden"}


def test_hidden_fields_are_sent_once_and_without_an_id() -> None:
    (hidden,) = shown(Ask()).all("[type=hidden]")
    assert hidden["name"] == "submission_id"
    assert "id" not in hidden


def test_help_is_tied_to_its_field() -> None:
    page = shown(Ask(), body="Markdown works.")
    assert page.one("#body")["aria-describedby"] == "body-help"
    assert page.one("#body-help").text == "Markdown works."
    assert "aria-describedby" not in page.one("#place")


def test_what_may_be_left_empty_says_so() -> None:
    page = shown(Ask())
    said = {label["for"] for label in page.all("label") if "(optional)" in label.text}
    assert said == {"body", "secret", "place"}


def test_an_error_is_said_at_the_field_and_in_the_summary() -> None:
    page = shown(refused(agree="y"), title="One sentence.")
    title = page.one("#title")
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"] == "title-help title-error"
    assert page.one("#title-error").text == "This is empty."
    link = page.one("#errors a")
    assert (link["href"], link.text) == ("#title", "Title: This is empty.")


def test_the_summary_gets_the_focus_with_and_without_script() -> None:
    summary = shown(refused()).one("#errors")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    assert "data-focus" in summary


def test_a_form_without_errors_has_no_summary() -> None:
    assert not shown(Ask()).all("#errors")


def test_what_was_typed_is_kept() -> None:
    page = shown(refused(title="x" * 30, body="Two\nlines", reads="sr"))
    assert page.one("#title")["value"] == "x" * 30
    assert page.one("#body").text == "Two lines"
    assert [e["value"] for e in page.all("[checked]")] == ["q", "sr"]


@pytest.mark.parametrize(("name", "kind"), [("kind", "radio"), ("reads", "checkbox")])
def test_choices_stand_in_a_named_group(name: str, kind: str) -> None:
    page = shown(Ask())
    (group,) = [e for e in page.all("fieldset") if e.all(f"[name={name}]")]
    assert group.one("legend").text == getattr(Ask(), name).label.text
    assert {e["type"] for e in group.all("input")} == {kind}


def test_the_error_of_a_group_leads_to_its_first_choice() -> None:
    page = shown(refused(title="A title", agree="y", reads="xx"))
    link = page.one("#errors a")
    assert link["href"] == "#reads-0"
    assert page.one("#reads-0")["type"] == "checkbox"
    assert link.text.startswith("Which can you read? ")


def test_names_of_languages_carry_their_language() -> None:
    page = shown(Ask())
    options = {option["value"]: option for option in page.all("#lang option")}
    assert options["sr"]["lang"] == "sr-Cyrl"
    assert "selected" in options["sr"]
    assert [e.text for e in page.all("fieldset [lang]")] == ["English", "Српски"]


def test_an_error_of_the_whole_form_is_in_the_summary() -> None:
    form = Ask()
    form.form_errors.append("Somebody else was faster.")
    assert "Somebody else was faster." in shown(form).one("#errors").text


def test_the_browser_leaves_the_errors_to_us() -> None:
    form = shown(Ask()).one("form")
    assert "novalidate" in form
    assert form["method"] == "post"
