from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.library import actions, policy, queries
from exchange.library.judging.forms import AnswerForm
from exchange.library.queries import ExperiencePage, RemarkRow
from exchange.library.views.blueprint import experience_address, library, number_of
from exchange.people.login import current_actor
from exchange.text.languages import detect
from exchange.web.addresses import current_code


@library.route("/experiences/<code>/remarks/<int:remark_id>/done", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def settle_remark(code: str, remark_id: int) -> ResponseReturnValue:
    """An author tells the reader what became of a remark, or why nothing did."""
    actor, form = current_actor(), AnswerForm()
    page, remark = queries.remark_to_answer(actor, number_of(code), remark_id)
    require(policy.may_edit(actor, page.facts))
    if request.method == "GET" or not form.validate():
        if request.method == "GET":
            form.answer.data = remark.answer
        body = render_template("library/remark.html", form=form, row=page.row, remark=remark)
        return body, 422 if form.errors else 200
    said = form.answer.data
    lang = detect(said, hint=current_code()) or current_code()
    actions.settle_remark(actor, page.row.id, remark_id, answer=said, lang=lang)
    flash(_("Your reader sees that it is done."))
    return _to_record(page, remark)


@library.post("/experiences/<code>/remarks/<int:remark_id>/not-done")
@open_to(Audience.WRITERS)
def reopen_remark(code: str, remark_id: int) -> ResponseReturnValue:
    actor = current_actor()
    page, remark = queries.remark_to_answer(actor, number_of(code), remark_id)
    actions.reopen_remark(actor, page.row.id, remark_id)
    return _to_record(page, remark)


def _to_record(page: ExperiencePage, remark: RemarkRow) -> ResponseReturnValue:
    row = page.row
    address = experience_address(row.number, row.title, row.version)
    return redirect(f"{address}#remark-{remark.id}", 303)
