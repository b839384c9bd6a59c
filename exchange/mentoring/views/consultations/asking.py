from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.forms.consultations import ConfideForm
from exchange.mentoring.queries.consultations.drafts import Begun, find_begun
from exchange.mentoring.queries.consultations.people import possible_readers
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import (
    act_once,
    consultation_address,
    named_draft,
)
from exchange.mentoring.views.consultations.attaching import take_files
from exchange.mentoring.views.consultations.showing import shown
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files


@mentoring.route("/private-consultations/new", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
@takes_files
def confide() -> ResponseReturnValue:
    """Who cannot ask in public asks so that nobody else ever sees it."""
    actor = current_actor()
    form = confide_form(actor)
    begun = find_begun(actor, None, named_draft()) if request.method == "GET" else None
    form.show_begun(begun)
    if _is_sound(actor, form):
        if "preview" in request.form:
            return _preview(actor, form)
        led = act_once(form, lambda: _ask(actor, form))
        if led is not None:
            return led
    return confide_page(form, begun), 422 if form.errors else 200


def _is_sound(actor: Actor, form: ConfideForm) -> bool:
    if request.method == "GET":
        return False
    take_files(actor, form)
    return bool(form.validate())


def _preview(actor: Actor, form: ConfideForm) -> ResponseReturnValue:
    try:
        actions.refuse_what_is_not_offered(actor, form.tags.data or (), form.left_out)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return confide_page(form), 422
    return confide_page(form, preview=shown(form.body.data))


def confide_form(actor: Actor) -> ConfideForm:
    form = ConfideForm()
    form.offer(list(tag_list(current_code())), possible_readers(actor.id))
    return form


def confide_page(
    form: ConfideForm, begun: Begun | None = None, preview: Markup | None = None
) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    told = {"langs": langs, "begun": begun, "preview": preview}
    return render_template("mentoring/confide.html", form=form, **told)


def _ask(actor: Actor, form: ConfideForm) -> str:
    made = actions.ask_in_confidence(
        actor,
        title=form.title.data,
        body=form.body.data,
        lang=form.lang.data,
        tags=form.tags.data or (),
        excluded=form.left_out,
        files=form.files.attached,
    )
    actions.forget_draft_of(actor, form.opened)
    flash(_("It is asked. Only those who are named here read it."))
    return consultation_address(made)
