from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.people import actions
from exchange.people.devices import device_name
from exchange.people.forms import SignInForm
from exchange.people.login import (
    current_actor,
    forget_sign_in,
    new_sign_in_key,
    remember_sign_in,
)
from exchange.people.queries import actor_signed_in_with
from exchange.people.views.blueprint import people
from exchange.people.views.kept import kept_in
from exchange.text.languages import BY_CODE
from exchange.web.addresses import current_code, is_ours
from exchange.web.limits import TRIES, forget_try, limited


@people.get("/sign-in")
@open_to(Audience.EVERYONE)
def show_sign_in() -> ResponseReturnValue:
    """Whoever has an account comes in, and goes on where they wanted to."""
    wanted = request.args.get("next")
    if current_actor().is_signed_in:
        return redirect(onward(wanted))
    return render_template("people/sign_in.html", form=SignInForm(next=wish(wanted)))


@people.post("/sign-in")
@open_to(Audience.EVERYONE)
@limited("sign-in", TRIES, TRIES)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not (form.validate() and _is_signed_in_by(form)):
        return render_template("people/sign_in.html", form=form), 422
    return redirect(onward(form.next.data), 303)


@people.post("/sign-in/and-continue")
@open_to(Audience.EVERYONE)
@limited("sign-in", TRIES, TRIES)
def sign_in_and_continue() -> ResponseReturnValue:
    """Whoever was signed out while writing signs in and has what they wrote before them."""
    form, kept = SignInForm(), kept_in(request.form)
    if not (form.validate() and _is_signed_in_by(form)):
        return render_template("errors/send_again.html", form=form, needs_sign_in=True, **kept), 422
    return render_template("errors/send_again.html", **kept)


@people.post("/sign-out")
@open_to(Audience.EVERYONE)
def sign_out() -> ResponseReturnValue:
    actions.sign_out(current_actor())
    forget_sign_in()
    flash(_("You are signed out."))
    return redirect(f"/{current_code()}/", 303)


def _is_signed_in_by(form: SignInForm) -> bool:
    """Sign in with what was typed; if that cannot be, the form says so."""
    try:
        return come_in(form.email.data, form.password.data)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return False


def come_in(email: str, password: str) -> bool:
    """Sign this browser in; False if that was ended in the same moment."""
    key = new_sign_in_key()
    device = device_name(request.user_agent.string)
    actions.sign_in(email, password, key=key, device=device)
    forget_try("sign-in", TRIES)
    actor = actor_signed_in_with(key)
    if actor is not None:
        remember_sign_in(actor)
    return actor is not None


def wish(address: str | None) -> str:
    """The page that somebody wanted to see, if it is one of ours; "" if none was named."""
    return address if address and is_ours(address) else ""


def onward(address: str | None) -> str:
    """Where somebody goes on: to the page that they wanted, else to the front page; in the language
    that they have chosen since."""
    wanted = wish(address)
    first, _slash, rest = wanted[1:].partition("/")
    return f"/{current_code()}/{rest}" if first in BY_CODE or not wanted else wanted
