from collections.abc import Iterable
from hashlib import sha256

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.queries import category_list
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale, require
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.forms.consultations import (
    PublishForm,
    RulingForm,
    WordsForm,
    words_form,
)
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.words import (
    PublicationPage,
    WordsPage,
    publication_page,
    traces_left,
    words_page,
)
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import (
    act_once,
    consultation_address,
    list_address,
)
from exchange.mentoring.views.consultations.showing import shown
from exchange.people.actor import GUEST, Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form

_PLACE = "/private-consultations/<int:consultation_id>"


@mentoring.post(f"{_PLACE}/propose")
@open_to(Audience.WRITERS)
def propose_publication(consultation_id: int) -> ResponseReturnValue:
    """A mentor thinks that others could use the answer."""
    actions.propose_publication(current_actor(), consultation_id)
    flash(_("Whoever asked is asked about it. Nothing is published without their consent."))
    return redirect(consultation_address(consultation_id), 303)


@mentoring.route(f"{_PLACE}/words", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def prepare_words(consultation_id: int) -> ResponseReturnValue:
    """Whoever asked takes the names out, and says that everybody may read the rest."""
    actor = current_actor()
    page = words_page(actor, consultation_id)
    require(policy.may_prepare(actor, page.facts))
    form = words_form(page)
    if request.method == "GET":
        form.show(page)
        return _words_page(form, page)
    if not form.validate() or _has_traces(form, page) or "preview" in request.form:
        return _words_page(form, page), 422 if form.errors else 200
    return _keep_once(actor, form, page)


def _keep_once(actor: Actor, form: WordsForm, page: WordsPage) -> ResponseReturnValue:
    try:
        led = act_once(form, lambda: _keep(actor, page.head.id, form))
        return led if led is not None else (_words_page(form, page), 422)
    except Stale:
        form.version.data = page.head.edit_version or 0
        return _words_page(form, page, is_stale=True), 409


def _has_traces(form: WordsForm, page: WordsPage) -> bool:
    """Names and addresses that were not looked at yet; who has looked has looked at those that
    stood there."""
    seen = request.form.get("seen", "").split() if form.looked.data else ()
    if not set(_marks(_traces(form, page))).difference(seen):
        return False
    form.looked.data = False
    form.refuse("looked", _l("There are names or addresses in the text: look at them first."))
    return True


def _marks(traces: Iterable[str]) -> list[str]:
    """Short for each, to tell which were on the page."""
    return [sha256(words.encode()).hexdigest()[:16] for words in traces]


def _traces(form: WordsForm, page: WordsPage) -> list[str]:
    texts = [form.title.data or "", form.body.data or "", *form.answers().values()]
    return [trace.words for trace in traces_left(texts, page.names)]


def _words_page(form: WordsForm, page: WordsPage, **more: object) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    traces = _traces(form, page)
    told = {"traces": traces, "seen": " ".join(_marks(traces)), "langs": langs, **more}
    return render_template("mentoring/consultation_words.html", form=form, page=page, **told)


def _keep(actor: Actor, consultation_id: int, form: WordsForm) -> str:
    actions.keep_words(
        actor,
        consultation_id,
        version=form.version.data,
        words=form.words(),
        answers=form.answers(),
    )
    flash(_("It is saved. The mentors whose words are in it are asked whether they agree."))
    return consultation_address(consultation_id, "/publication")


@mentoring.get(f"{_PLACE}/publication")
@open_to(Audience.SIGNED_IN)
def show_publication(consultation_id: int) -> ResponseReturnValue:
    """Those who read it see how it would be published, and whose consent is there."""
    page = publication_page(current_actor(), consultation_id)
    return _publication(page)


def _publication(page: PublicationPage, refused: Form | None = None, agrees: bool = True) -> str:
    """With the form that was refused, if one was; the others as they begin."""
    actor, form, rulings = current_actor(), PublishForm(), [RulingForm(), RulingForm()]
    if isinstance(refused, PublishForm):
        form = refused
    elif isinstance(refused, RulingForm):
        rulings[0 if agrees else 1] = refused
    form.offer(list(category_list(GUEST)))
    for one in (form, *rulings):
        one.version.data = page.head.edit_version
    consented = page.head.consented_at is not None
    may = {
        "prepare": policy.may_prepare(actor, page.facts),
        "publish": policy.may_publish(actor, page.facts, consented),
    }
    told = {"question": shown(page.words.question), "may": may, "rulings": rulings}
    answers = [(one, shown(one.words)) for one in page.answers]
    return render_template(
        "mentoring/publication.html", page=page, form=form, answers=answers, **told
    )


@mentoring.post(f"{_PLACE}/words/agree")
@open_to(Audience.WRITERS)
def agree_to_words(consultation_id: int) -> ResponseReturnValue:
    """A mentor lets their words be published as they stand."""
    return _rule(consultation_id, agrees=True)


@mentoring.post(f"{_PLACE}/words/decline")
@open_to(Audience.WRITERS)
def decline_words(consultation_id: int) -> ResponseReturnValue:
    """A mentor does not want their words to be published: they are left out."""
    return _rule(consultation_id, agrees=False)


def _rule(consultation_id: int, *, agrees: bool) -> ResponseReturnValue:
    actor, form = current_actor(), RulingForm()
    page = publication_page(actor, consultation_id)
    if not form.validate():
        return _publication(page, form, agrees), 422
    version = form.version.data
    try:
        actions.rule_on_words(actor, consultation_id, version=version, agrees=agrees)
    except Stale:
        flash(_("The text has changed meanwhile. Please read it again."), "trouble")
        return _publication(publication_page(actor, consultation_id), form, agrees), 409
    flash(_("You agree to it.") if agrees else _("Your words are left out."))
    return redirect(consultation_address(consultation_id, "/publication"), 303)


@mentoring.post(f"{_PLACE}/words/take-back")
@open_to(Audience.SIGNED_IN)
def take_back_words(consultation_id: int) -> ResponseReturnValue:
    """A mentor who does not read it any more takes their consent back."""
    actions.take_back_words(current_actor(), consultation_id)
    flash(_("Your words are left out."))
    return redirect(list_address(), 303)


@mentoring.post(f"{_PLACE}/keep-private")
@open_to(Audience.WRITERS)
def keep_private(consultation_id: int) -> ResponseReturnValue:
    """Whoever asked would rather that nobody else reads it."""
    actions.keep_private(current_actor(), consultation_id)
    flash(_("It stays among you. Nothing is published."))
    return redirect(consultation_address(consultation_id), 303)


@mentoring.post(f"{_PLACE}/publish")
@open_to(Audience.WRITERS)
def publish_consultation(consultation_id: int) -> ResponseReturnValue:
    """A mentor or a coordinator begins the thread, in their own name."""
    actor, form = current_actor(), PublishForm()
    page = publication_page(actor, consultation_id)
    form.offer(list(category_list(GUEST)))
    if not form.validate():
        return _publication(page, form), 422
    actions.render_before(consultation_id)
    try:
        led = act_once(form, lambda: _publish(actor, consultation_id, form))
    except Stale:
        flash(_("The text has changed meanwhile. Please read it again."), "trouble")
        return _publication(publication_page(actor, consultation_id), form), 409
    return led if led is not None else (_publication(page, form), 422)


def _publish(actor: Actor, consultation_id: int, form: PublishForm) -> str:
    actions.publish(
        actor,
        consultation_id,
        version=form.version.data,
        category_id=int(form.category.data),
    )
    flash(_("It is published. Whoever asked is not named."))
    return consultation_address(consultation_id)
