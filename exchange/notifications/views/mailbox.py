from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.kernel.settings import Settings
from exchange.notifications import mailbox
from exchange.notifications.views.blueprint import notifications


@notifications.get("/mailbox")
@open_to(Audience.EVERYONE)
def show_mailbox() -> ResponseReturnValue:
    """Who tries the exchange on a laptop finds the mails that would have been sent."""
    settings = _settings()
    return render_template(
        "notifications/mailbox.html",
        mails=mailbox.mails_in(settings),
        is_sent=bool(settings.smtp_url),
    )


@notifications.get("/mailbox/<name>")
@open_to(Audience.EVERYONE)
def show_mail(name: str) -> ResponseReturnValue:
    """They read one, and open its link to confirm an address."""
    mail = mailbox.mail_named(_settings(), name)
    if mail is None:
        raise NotFound
    return render_template("notifications/mail.html", mail=mail)


def _settings() -> Settings:
    """NotFound wherever somebody else could be reading."""
    settings: Settings = current_app.extensions["settings"]
    if not mailbox.is_open(settings, request.remote_addr):
        raise NotFound
    return settings
