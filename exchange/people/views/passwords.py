from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import once
from exchange.people import actions
from exchange.people.forms import ForgottenForm, NewPasswordForm
from exchange.people.tokens import open_token
from exchange.people.views.blueprint import people
from exchange.people.views.signing_up import link_sent, no_mail
from exchange.web.limits import MAILS, SENDERS, limited


@people.get("/forgotten-password")
@open_to(Audience.EVERYONE)
def show_forgotten() -> ResponseReturnValue:
    """Who cannot sign in any more gets a link."""
    return no_mail() or render_template("people/forgotten.html", form=ForgottenForm())


@people.post("/forgotten-password")
@open_to(Audience.EVERYONE)
@limited("forgotten", SENDERS, MAILS)
def forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if not form.validate():
        return no_mail() or (render_template("people/forgotten.html", form=form), 422)

    def act() -> str:
        actions.forget_password(form.email.data)
        return url_for("people.forgotten_sent")

    return no_mail() or redirect(once("guest", form.submission_id.data, act), 303)


@people.get("/forgotten-password/sent")
@open_to(Audience.EVERYONE)
def forgotten_sent() -> ResponseReturnValue:
    return link_sent("people/forgotten_sent.html")


@people.get("/new-password/<token>")
@open_to(Audience.EVERYONE)
def show_new_password(token: str) -> ResponseReturnValue:
    """Who has the link sets a password that holds from now on."""
    link = open_token(token, "password")
    form = NewPasswordForm()
    return render_template("people/new_password.html", form=form, link=link, token=token)


@people.post("/new-password/<token>")
@open_to(Audience.EVERYONE)
def new_password(token: str) -> ResponseReturnValue:
    form, link = NewPasswordForm(), open_token(token, "password")
    try:
        if form.validate():
            actions.set_new_password(token, form.password.data)
            flash(_("Your new password holds. Sign in with it."))
            return redirect(url_for("people.show_sign_in"), 303)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
    return render_template("people/new_password.html", form=form, link=link, token=token), 422
