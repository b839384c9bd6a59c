from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.files.stores import NotStored, store
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.actions.paper import LOOK
from exchange.library.forms import PlainForm
from exchange.library.paper.press import is_able
from exchange.library.queries import ExperiencePage
from exchange.library.queries.papers import PaperRow
from exchange.library.views.blueprint import library, number_of
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.limits import limited

PRESSES = "30 per hour"  # from one place
SOON = 3  # seconds until a page that waits looks again


@library.get("/experiences/<code>/v<int:version>/pdf")
@open_to(Audience.EVERYONE)
def show_papers(code: str, version: int) -> ResponseReturnValue:
    """Whoever wants a record on paper leaves with a PDF in the own language."""
    page = _public(code, version)
    papers = _papers(page)
    body = render_template(
        "library/papers.html",
        row=page.row,
        papers={form: papers.get(form) for form in vocabulary.PAPERS},
        forms=vocabulary.PAPERS,
        asking=PlainForm(formdata=None),
        is_able=is_able(),
    )
    is_waiting = any(paper.is_waited_for for paper in papers.values())
    return body, {"Refresh": str(SOON)} if is_waiting else {}


@library.post("/experiences/<code>/v<int:version>/pdf/<any(full, short):form>")
@open_to(Audience.EVERYONE)
@limited("papers", PRESSES)
def ask_for_paper(code: str, version: int, form: str) -> ResponseReturnValue:
    page = _public(code, version)
    if is_able():
        actions.ask_for_paper(current_actor(), page.row.id, lang=current_code(), form=form)
    return redirect(f"/{current_code()}/experiences/{code}/v{version}/pdf", 303)


@library.get("/experiences/<code>/v<int:version>/<any(full, short):form>.pdf")
@open_to(Audience.EVERYONE)
def show_paper(code: str, version: int, form: str) -> ResponseReturnValue:
    """The PDF itself, for whoever may read the version now."""
    page = _public(code, version)
    paper = _papers(page).get(form)
    if paper is None or paper.made_at is None:
        return redirect(f"/{current_code()}/experiences/{code}/v{version}/pdf", 302)
    try:
        answer = Response(store().get(f"{paper.key}-paper"), mimetype="application/pdf")
    except NotStored:
        raise NotFound from None
    answer.set_etag(f"{paper.key}-{paper.made_at.timestamp():.6f}")
    answer.headers["Cache-Control"] = "private, no-cache"
    name = f"{page.row.code}-v{version}-{current_code()}-{form}.pdf"
    answer.headers["Content-Disposition"] = f"inline; filename={name}"
    return answer.make_conditional(request)


def _public(code: str, version: int) -> ExperiencePage:
    """One version that everybody may read; drafts are not put on paper."""
    page = queries.experience_page(current_actor(), number_of(code), version)
    if page.row.state not in policy.PUBLIC:
        raise NotFound
    return page


def _papers(page: ExperiencePage) -> dict[str, PaperRow]:
    """Those of this look; older ones are made anew."""
    found = queries.papers_of(page.row.id, current_code())
    return {form: paper for form, paper in found.items() if paper.look == LOOK}
