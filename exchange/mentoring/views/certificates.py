from flask import Response, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.files.stores import NotStored, store
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.library.paper.press import is_able
from exchange.mentoring.actions import certificates as actions
from exchange.mentoring.queries.certificates import (
    CertificateRow,
    certificate_of,
    certificates_page,
    verified,
)
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.limits import limited

PRESSES = "30 per hour"  # from one place
SOON = 3  # seconds until a page that waits looks again


@mentoring.get("/people/<int:account_id>/certificates")
@open_to(Audience.SIGNED_IN)
def show_certificates(account_id: int) -> ResponseReturnValue:
    """A mentor leaves with a paper about each year."""
    page = certificates_page(current_actor(), account_id, lang=current_code(), issuer=_issuer())
    body = render_template("mentoring/certificates.html", page=page, is_able=is_able())
    return body, {"Refresh": str(SOON)} if page.is_waiting else {}


@mentoring.post("/people/<int:account_id>/certificates/<int:year>")
@open_to(Audience.WRITERS)
@limited("certificates", PRESSES)
def ask_for_certificate(account_id: int, year: int) -> ResponseReturnValue:
    if is_able():
        actions.ask_for_certificate(
            current_actor(), account_id, year, lang=current_code(), issuer=_issuer()
        )
    return _back(account_id)


@mentoring.get("/people/<int:account_id>/certificates/<int:year>.pdf")
@open_to(Audience.SIGNED_IN)
def show_certificate(account_id: int, year: int) -> ResponseReturnValue:
    """The paper itself, for its mentor and for coordinators."""
    row = certificate_of(current_actor(), account_id, year, current_code())
    return _back(account_id) if row.made_at is None else _paper(row)


def _paper(row: CertificateRow) -> ResponseReturnValue:
    try:
        answer = Response(store().get(f"{row.key}-paper"), mimetype="application/pdf")
    except NotStored:
        raise NotFound from None
    answer.set_etag(row.key)
    answer.headers["Cache-Control"] = "private, no-cache"
    name = f"certificate-{row.year}-{row.lang}.pdf"
    answer.headers["Content-Disposition"] = f"inline; filename={name}"
    return answer.make_conditional(request)


@mentoring.post("/people/<int:account_id>/certificates/<int:year>/verifiable")
@open_to(Audience.WRITERS)
def let_verify(account_id: int, year: int) -> ResponseReturnValue:
    """A mentor lets others see that a certificate of theirs is genuine."""
    actions.let_verify(current_actor(), account_id, year, lang=current_code())
    flash(_("Whoever has its number can verify it now."))
    return _back(account_id)


@mentoring.post("/people/<int:account_id>/certificates/<int:year>/verifiable-no-longer")
@open_to(Audience.WRITERS)
def let_verify_no_longer(account_id: int, year: int) -> ResponseReturnValue:
    actions.let_verify_no_longer(current_actor(), account_id, year, lang=current_code())
    flash(_("Others cannot verify it any more."))
    return _back(account_id)


@mentoring.get("/certificates/<code>")
@open_to(Audience.EVERYONE)
def verify_certificate(code: str) -> ResponseReturnValue:
    """Whoever is shown a certificate learns whether it is genuine."""
    row = verified(code)
    if code != row.code:
        return redirect(f"/{current_code()}/certificates/{row.code}", 301)
    return render_template("mentoring/verified.html", row=row)


def _back(account_id: int) -> ResponseReturnValue:
    return redirect(f"/{current_code()}/people/{account_id}/certificates", 303)


def _issuer() -> str:
    """Who runs this installation, if they are named."""
    operator = current_app.extensions["settings"].operator
    return operator.name[:200] if operator else ""
