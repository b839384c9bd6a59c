from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import require
from exchange.kernel.slots import slot
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries, vocabulary
from exchange.library.content import Content
from exchange.library.forms import Lists, PlainForm, SectionForm, ShortForm, form_of
from exchange.library.queries.translations import english_lags
from exchange.library.sections import SECTIONS, standings_of
from exchange.library.views.blueprint import library, number_of, work_address
from exchange.library.views.closed import not_open
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import detect, reads_alike
from exchange.web.addresses import current_code


@library.get("/experiences/mine")
@open_to(Audience.SIGNED_IN)
def show_mine() -> ResponseReturnValue:
    """Who writes sees where each text is, who has it and for how long."""
    actor = current_actor()
    return render_template(
        "library/mine.html",
        rows=queries.drafts_of(actor),
        states=vocabulary.STATES,
        may_draft=policy.may_draft(actor),
        now=now(),
    )


@library.route("/experiences/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def new() -> ResponseReturnValue:
    """Who solved something begins with the whole of it in short, and may stop at any point."""
    actor, empty = current_actor(), Content(lang=current_code())
    require(policy.may_draft(actor))
    form = form_of(ShortForm, empty, ())
    del form.version
    form.offer(Lists(), empty)
    if request.method == "GET":
        form.show(empty)
        return _show_new(form)
    if not form.validate():
        return _show_new(form), 422
    address = once(str(actor.id), form.submission_id.data, lambda: _led_to(actor, form, empty))
    return redirect(address, 303)


def _show_new(form: SectionForm) -> str:
    besides = slot("experience.begin", current_actor(), (0,))[0]
    return render_template(
        "library/sections/short.html", form=form, section=SECTIONS["short"], besides=besides
    )


def _led_to(actor: Actor, form: SectionForm, empty: Content) -> str:
    """On with writing: to all that there is to be said."""
    made = actions.create_draft(actor, form.content(empty))
    flash(_("The draft is saved."))
    return work_address(queries.working_copy_of(actor, made).row.number, "edit")


@library.get("/experiences/<code>/edit")
@open_to(Audience.SIGNED_IN)
def edit(code: str) -> ResponseReturnValue:  # budget: all that the page shows
    """Who writes sees what is there, what is missing, who else writes, and goes on."""
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    if (closed := not_open(actor, page)) is not None:
        return closed
    return render_template(
        "library/edit.html",
        page=page,
        row=page.row,
        standings=standings_of(page.content),
        remarks=queries.open_remarks(page),
        other_language=_other_language(page.content),
        handing_in=policy.may_hand_in(actor),
        english_lags=english_lags(page),
    )


def _other_language(content: Content) -> str | None:
    """The language that the text seems to be in, if it is not the one that is said."""
    found = detect(f"{content.summary}\n{content.challenge}", hint=content.lang)
    return None if found is None or reads_alike(found, content.lang) else found


@library.route("/experiences/from-post/<int:post_id>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def from_post(post_id: int) -> ResponseReturnValue:
    """Who sees a good answer makes a draft of it, and sees before whose words it takes over."""
    actor, form = current_actor(), PlainForm()
    answer = queries.answer_to_turn(actor, post_id)
    require(answer.ruling)
    if request.method == "GET" or not form.validate():
        return render_template("library/from_post.html", answer=answer, post=answer.post, form=form)
    actions.render_ahead(answer.content())
    address = once(str(actor.id), form.submission_id.data, lambda: _begin(actor, post_id))
    return redirect(address, 303)


def _begin(actor: Actor, post_id: int) -> str:
    experience_id = actions.draft_from_post(actor, post_id)
    flash(_("The draft is begun. Everyone whose words it uses is credited."))
    return work_address(queries.working_copy_of(actor, experience_id).row.number, "edit")
