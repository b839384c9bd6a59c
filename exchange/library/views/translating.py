from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, queries, translating
from exchange.library.fields import TRANSLATION_STATES, is_markdown, most_of_all
from exchange.library.queries import ExperiencePage
from exchange.library.queries.translations import (
    TextPair,
    Translation,
    translation_into,
    translations_into_all,
)
from exchange.library.translation_forms import (
    AHEAD,
    LEAST_NOTE,
    ReviewForm,
    TranslationForm,
    translation_form,
)
from exchange.library.views.blueprint import library, number_of, work_address
from exchange.library.views.closed import not_translating
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.clean import printable
from exchange.text.markdown import render
from exchange.web.bounds import takes_long_texts


@library.get("/experiences/<code>/translate")
@open_to(Audience.WRITERS)
def show_translations(code: str) -> ResponseReturnValue:
    """Who reads two languages sees which texts wait to be told in the other one."""
    actor = current_actor()
    page = queries.experience_page(actor, number_of(code))
    begun = translations_into_all(page)
    return render_template(
        "library/translations.html",
        row=page.row,
        translations=begun,
        may_take_out=bool(translating.may_take_out(actor, page.facts)),
        may={one.into: _may_translate(actor, page, one.into) for one in begun},
        states=TRANSLATION_STATES,
    )


def _may_translate(actor: Actor, page: ExperiencePage, into: str) -> bool:
    return bool(translating.may_translate(actor, page.facts, page.row.lang, into))


@library.route("/experiences/<code>/translate/<lang:into>", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
@takes_long_texts(most_of_all())
def translate(code: str, into: str) -> ResponseReturnValue:
    """Who reads both languages tells it in the other one, text by text, beside the original."""
    actor = current_actor()
    page = queries.experience_page(actor, number_of(code))
    if (closed := not_translating(actor, page, into)) is not None:
        return closed
    translation = translation_into(page, into)
    form = translation_form(_open(actor, page, translation))
    if request.method == "GET":
        form.show(translation.pairs, _stamp(page, translation))
        return _show(actor, page, translation, form)
    if not form.validate():
        return _show(actor, page, translation, form), 422
    if "preview" in request.form:
        return _show(actor, page, translation, form, previews=_previews(form))
    return _keep(actor, page, translation, form)


def _open(actor: Actor, page: ExperiencePage, translation: Translation) -> list[TextPair]:
    """The texts that the actor may write, and those that were sent, which somebody else may have
    begun meanwhile: others stand there to be read."""
    into, sent = translation.into, request.form
    return [
        one
        for one in translation.pairs
        if _is_open(actor, page, into, one) or (AHEAD + one.name in sent and not one.kept)
    ]


def _is_open(actor: Actor, page: ExperiencePage, into: str, pair: TextPair) -> bool:
    if pair.kept or pair.row is None or pair.state in ("missing", "outdated"):
        return not pair.kept
    translator = pair.row.translator_id
    if pair.state == "draft":
        left = translating.is_left(pair.row.translated_at, now())
        return bool(translating.may_change_draft(actor, page.facts, translator, is_left=left))
    may = translating.may_change_reviewed
    return bool(may(actor, page.facts, page.row.lang, into, translator))


def _stamp(page: ExperiencePage, translation: Translation) -> int:
    return actions.stamp_of(page.row.id, page.row.edit_version, translation.edits)


def _show(
    actor: Actor,
    page: ExperiencePage,
    translation: Translation,
    form: TranslationForm,
    **more: object,
) -> str:
    given = actor, page.facts, page.row.lang, translation.into
    return render_template(
        "library/translate.html",
        row=page.row,
        translation=translation,
        form=form,
        ahead=AHEAD,
        states=TRANSLATION_STATES,
        may_review=bool(translating.may_review(*given)),
        to_review=len(_to_review(actor, page, translation)),
        **more,
    )


def _previews(form: TranslationForm) -> dict[str, Markup]:
    texts = {name: text for name, text in form.texts().items() if text and is_markdown(name)}
    return {name: Markup(render(text)) for name, text in texts.items()}  # noqa: S704  our walls


def _keep(
    actor: Actor, page: ExperiencePage, translation: Translation, form: TranslationForm
) -> ResponseReturnValue:
    try:
        address = once(
            str(actor.id),
            form.submission_id.data,
            lambda: _save(actor, page, translation.into, form),
        )
    except Refused as refused:
        form.refuse(AHEAD + refused.field, refused.reason)
        return _show(actor, page, translation, form), 422
    except Stale:
        return _show_both(actor, page, translation.into, form)
    return redirect(address, 303)


def _save(actor: Actor, page: ExperiencePage, into: str, form: TranslationForm) -> str:
    texts, still = form.texts(), request.form.get("still", "")
    actions.save_translation(
        actor,
        page.row.id,
        into,
        stamp=form.version.data,
        texts=texts,
        still_right=[still],
    )
    flash(_("The translation is saved."))
    here = still or request.form.get("save", "")
    anchor = f"#{AHEAD}{here}" if here in texts else ""
    return work_address(page.row.number, f"translate/{into}{anchor}")


def _show_both(
    actor: Actor, page: ExperiencePage, into: str, form: TranslationForm
) -> ResponseReturnValue:
    """Somebody saved meanwhile: the form keeps what was typed, and theirs stands beside it."""
    newest = translation_into(page, into)
    form.fill_in(newest.pairs)
    typed = form.texts()
    theirs = {
        one.name: one
        for one in newest.pairs
        if one.text and one.text != typed.get(one.name, one.text)
    }
    names = {AHEAD + pair.name for pair in newest.pairs}
    gone = [
        printable(text)
        for name, text in request.form.items()
        if name.startswith(AHEAD) and name not in names and text.strip()
    ]
    form.start_anew(_stamp(page, newest))
    return _show(actor, page, newest, form, theirs=theirs, gone=gone), 409


def _to_review(actor: Actor, page: ExperiencePage, translation: Translation) -> list[TextPair]:
    """Drafts by others that fit the original as it is now."""
    may, facts = translating.may_review_text, page.facts
    return [
        pair
        for pair in translation.pairs
        if pair.row
        and pair.state == "draft"
        and may(actor, facts, page.row.lang, translation.into, pair.row.translator_id)
    ]


@library.route("/experiences/<code>/translate/<lang:into>/review", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def review_translation(code: str, into: str) -> ResponseReturnValue:
    """Who reviews reads each text beside its original, and says that it is right or what is not."""
    actor, form = current_actor(), ReviewForm()
    page = queries.experience_page(actor, number_of(code))
    require(translating.may_review(actor, page.facts, page.row.lang, into))
    translation = translation_into(page, into)
    form.offer(translation.pairs)  # all: sent twice, a form still names what was a draft
    if request.method == "GET":
        waiting = [pair.name for pair in _to_review(actor, page, translation)]
        form.texts.data, form.version.data = waiting, _stamp(page, translation)
        return _show_review(actor, page, translation, form)
    if not form.is_fit("back" in request.form):
        return _show_review(actor, page, translation, form), 422
    return _judge_once(actor, page, into, form)


def _judge_once(
    actor: Actor, page: ExperiencePage, into: str, form: ReviewForm
) -> ResponseReturnValue:
    sender, sent = str(actor.id), form.submission_id.data
    try:
        return redirect(once(sender, sent, lambda: _judge(actor, page, into, form)), 303)
    except Stale:
        newest = translation_into(page, into)
        form.start_anew(_stamp(page, newest))
        return _show_review(actor, page, newest, form, is_stale=True), 409


def _show_review(
    actor: Actor,
    page: ExperiencePage,
    translation: Translation,
    form: ReviewForm,
    **more: object,
) -> str:
    return render_template(
        "library/review_translation.html",
        row=page.row,
        into=translation.into,
        pairs=_to_review(actor, page, translation),
        form=form,
        least=LEAST_NOTE,
        **more,
    )


def _judge(actor: Actor, page: ExperiencePage, into: str, form: ReviewForm) -> str:
    note = actions.Note(form.note.data, form.note_lang.data)
    is_given_back = "back" in request.form
    act = actions.give_translation_back if is_given_back else actions.review_translation
    act(actor, page.row.id, into, stamp=form.version.data, names=form.texts.data, note=note)
    if is_given_back:
        flash(_("The translator finds your note beside each text."))
    else:
        flash(_("Everyone sees now that it is reviewed. Thank you."))
    return work_address(page.row.number, f"translate/{into}")
