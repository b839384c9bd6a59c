from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, queries, translating
from exchange.library.queries import ExperiencePage
from exchange.library.queries.translations import Translation, translation_into
from exchange.library.translation_forms import TakeOutForm
from exchange.library.views.blueprint import library, number_of, work_address
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@library.route("/experiences/<code>/translate/<lang:into>/take-out", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def take_translations_out(code: str, into: str) -> ResponseReturnValue:
    """Who answers for the record takes out what others wrote into it in another language."""
    actor, form = current_actor(), TakeOutForm()
    page = queries.experience_page(actor, number_of(code))
    require(translating.may_take_out(actor, page.facts))
    translation = translation_into(page, into)
    form.offer(translation.pairs)
    if request.method == "GET":
        form.version.data = _stamp(page, translation)
        return _show(page, translation, form)
    if not form.is_fit():
        return _show(page, translation, form), 422
    return _act(actor, page, into, form)


def _stamp(page: ExperiencePage, translation: Translation) -> int:
    return actions.stamp_of(page.row.id, page.row.edit_version, translation.edits)


def _show(page: ExperiencePage, translation: Translation, form: TakeOutForm, **more: object) -> str:
    pairs = [one for one in translation.pairs if one.row and one.row.text]
    return render_template(
        "library/take_out.html",
        row=page.row,
        into=translation.into,
        pairs=pairs,
        form=form,
        **more,
    )


def _act(actor: Actor, page: ExperiencePage, into: str, form: TakeOutForm) -> ResponseReturnValue:
    try:
        sender, sent = str(actor.id), form.submission_id.data
        return redirect(once(sender, sent, lambda: _take_out(actor, page, into, form)), 303)
    except Stale:
        newest = translation_into(page, into)
        form.start_anew(_stamp(page, newest))
        return _show(page, newest, form, is_stale=True), 409


def _take_out(actor: Actor, page: ExperiencePage, into: str, form: TakeOutForm) -> str:
    stamp, names = form.version.data, form.texts.data
    actions.take_translations_out(actor, page.row.id, into, stamp=stamp, names=names)
    flash(_("They are taken out: the original stands there again."))
    return work_address(page.row.number, "translate")
