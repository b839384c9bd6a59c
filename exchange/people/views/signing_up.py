from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import once
from exchange.people import actions
from exchange.people.forms import ConfirmForm, SignUpForm
from exchange.people.login import current_actor
from exchange.people.queries import every_organisation
from exchange.people.tokens import LinkGone, mail_is_set_up, mails_stay_here, open_token
from exchange.people.views.blueprint import people
from exchange.people.views.signing_in import come_in, onward, wish
from exchange.web.addresses import current_code
from exchange.web.limits import MAILS, SENDERS, TRIES, limited


def no_mail() -> ResponseReturnValue | None:
    """What to answer where a link could not be sent; None where it can."""
    if mail_is_set_up(current_app.extensions["settings"]):
        return None
    status = 200 if request.method == "GET" else 403
    return render_template("people/no_mail.html"), status


def link_sent(template: str) -> str:
    """A link is on its way; whoever tries the exchange is shown to where."""
    return render_template(template, trial=mails_stay_here(current_app.extensions["settings"]))


@people.get("/sign-up")
@open_to(Audience.EVERYONE)
def show_sign_up() -> ResponseReturnValue:
    """Who works in a village or a network joins."""
    if current_actor().is_signed_in:
        return redirect(url_for("people.show_settings"))
    form = SignUpForm(every_organisation(), next=wish(request.args.get("next")))
    return no_mail() or render_template("people/sign_up.html", form=form)


@people.post("/sign-up")
@open_to(Audience.EVERYONE)
@limited("sign-up", SENDERS, MAILS)
def sign_up() -> ResponseReturnValue:
    form = SignUpForm(every_organisation())
    if not form.validate():
        return no_mail() or (render_template("people/sign_up.html", form=form), 422)
    try:
        return no_mail() or redirect(_signed_up(form), 303)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return render_template("people/sign_up.html", form=form), 422


def _signed_up(form: SignUpForm) -> str:
    newcomer = actions.Newcomer(
        name=form.name.data,
        email=form.email.data,
        password=form.password.data,
        organisation_id=form.organisation_id,
        reads=tuple(form.reads.data),
        language=current_code(),
        timezone=current_app.config["GUEST_TIMEZONE"],
        onward=wish(form.next.data) or None,
    )
    password_hash = actions.chosen_password(newcomer)

    def act() -> str:
        actions.sign_up(newcomer, password_hash)
        return url_for("people.sign_up_sent")

    return once("guest", form.submission_id.data, act)


@people.get("/sign-up/sent")
@open_to(Audience.EVERYONE)
def sign_up_sent() -> ResponseReturnValue:
    """Who has signed up learns what comes next."""
    return link_sent("people/sign_up_sent.html")


@people.get("/confirm/<token>")
@open_to(Audience.EVERYONE)
def show_confirm(token: str) -> ResponseReturnValue:
    """Who got our mail shows that the address is theirs."""
    link = open_token(token, "confirm")
    return render_template("people/confirm.html", form=ConfirmForm(), link=link, token=token)


@people.post("/confirm/<token>")
@open_to(Audience.EVERYONE)
@limited("sign-in", TRIES)
def confirm(token: str) -> ResponseReturnValue:
    form, link = ConfirmForm(), open_token(token, "confirm")
    try:
        if form.validate():
            email = actions.confirm_address(token, form.password.data)
            come_in(email, form.password.data)
            flash(_("Your address is confirmed."))
            return redirect(onward(link.onward), 303)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
    return render_template("people/confirm.html", form=form, link=link, token=token), 422


@people.post("/confirm-again")
@open_to(Audience.SIGNED_IN)
@limited("confirm again", MAILS)
def confirm_again() -> ResponseReturnValue:
    actions.ask_for_link(current_actor())
    flash(_("The link is on its way. It works for an hour."))
    return redirect(url_for("people.show_settings"), 303)


@people.errorhandler(LinkGone)
def link_gone(_error: LinkGone) -> ResponseReturnValue:
    is_for_password = "/new-password/" in request.path
    return render_template("people/link_gone.html", is_for_password=is_for_password), 410
