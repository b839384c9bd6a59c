from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale
from exchange.kernel.slots import slot
from exchange.kernel.submissions import new_submission_id, once
from exchange.people import actions
from exchange.people.forms import PasswordForm, SettingsForm, number
from exchange.people.login import current_actor
from exchange.people.queries import OwnSettings, own_settings
from exchange.people.views.blueprint import people
from exchange.text.wording import set_language
from exchange.web.limits import TRIES, limited


@people.get("/settings")
@open_to(Audience.SIGNED_IN)
def show_settings() -> ResponseReturnValue:
    """A person says who they are, what they read, and sees where they are signed in."""
    own = own_settings(current_actor())
    form = SettingsForm(own)
    form.show(own.person)
    return _page(own, form, PasswordForm(formdata=None))


@people.post("/settings")
@open_to(Audience.SIGNED_IN)
def change_settings() -> ResponseReturnValue:
    own = own_settings(current_actor())
    form = SettingsForm(own)
    if not form.validate():
        return _page(own, form, PasswordForm(formdata=None)), 422
    try:
        address = once(str(own.person.id), form.submission_id.data, lambda: _save(form))
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _page(own, form, PasswordForm(formdata=None)), 422
    except Stale:
        return _both(form)
    return _saved(form.language.data, address)


def _saved(language: str, address: str) -> ResponseReturnValue:
    """The person reads on in the language just chosen."""
    set_language(language)
    refresh()
    flash(_("Your settings are saved."))
    return redirect(address, 303)


def _save(form: SettingsForm) -> str:
    described = actions.Described(
        name=form.name.data,
        about=form.about.data,
        organisation_id=form.organisation_id,
        reads=tuple(form.reads.data),
        language=form.language.data,
        timezone=form.timezone.data,
    )
    actions.change_profile(current_actor(), described, version=number(form.version.data))
    return url_for("people.show_settings", lang=described.language)


def _both(form: SettingsForm) -> ResponseReturnValue:
    """What another page saved meanwhile, and what this one holds."""
    own = own_settings(current_actor())
    form.version.data = str(own.person.edit_version)
    form.submission_id.data = new_submission_id()
    return render_template("people/settings_stale.html", form=form, own=own), 409


@people.post("/settings/password")
@open_to(Audience.SIGNED_IN)
@limited("password", TRIES)
def change_password() -> ResponseReturnValue:
    actor, form = current_actor(), PasswordForm()
    try:
        if form.validate():
            actions.change_password(actor, form.password.data, form.password_new.data)
            flash(_("Your new password holds. You are signed out everywhere else."))
            return redirect(url_for("people.show_settings"), 303)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
    own = own_settings(actor)
    described = SettingsForm(own, formdata=None)
    described.show(own.person)
    return _page(own, described, form), 422


@people.post("/sign-ins/<int:sign_in_id>/end")
@open_to(Audience.SIGNED_IN)
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    actions.end_sign_in(current_actor(), sign_in_id)
    flash(_("That sign-in has ended."))
    return redirect(url_for("people.show_settings", _anchor="sign-ins"), 303)


@people.post("/sign-ins/end-others")
@open_to(Audience.SIGNED_IN)
def end_other_sign_ins() -> ResponseReturnValue:
    actions.end_other_sign_ins(current_actor())
    flash(_("You are signed out everywhere else."))
    return redirect(url_for("people.show_settings", _anchor="sign-ins"), 303)


def _page(own: OwnSettings, form: SettingsForm, password: PasswordForm) -> str:
    actor = current_actor()
    more = slot("settings.more", actor, (actor.id,))
    return render_template(
        "people/settings.html", own=own, form=form, password=password, more=more[actor.id]
    )
