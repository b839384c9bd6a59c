from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms.subjects import MergeSubjectForm, SubjectForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.moderation.views.moving import moved
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.policy import may_choose_themes, may_keep_subjects
from exchange.web.addresses import current_code


@moderation.route("/tags/new", methods=["GET", "POST"])
@open_to(Audience.MODERATORS)
def new_subject() -> ResponseReturnValue:
    """A moderator adds a subject that people write about and cannot name yet."""
    actor = current_actor()
    require(may_keep_subjects(actor))
    form = _form(actor)
    del form.version
    if request.method == "GET":
        return _page(form)
    return _saved(actor, form, None)


@moderation.route("/tags/<slug>/edit", methods=["GET", "POST"])
@open_to(Audience.MODERATORS)
def edit_subject(slug: str) -> ResponseReturnValue:
    """A moderator says how a subject is called, and by which other words it is looked for."""
    actor = current_actor()
    old = queries.subject_to_keep(actor, slug)
    form = _form(actor)
    if request.method == "POST":
        return _saved(actor, form, slug, old)
    if old.tag.slug != slug:  # merged into that one
        return redirect(url_for("moderation.edit_subject", slug=old.tag.slug), 301)
    form.show(old.subject, old.version)
    return _page(form, old)


def _form(actor: Actor) -> SubjectForm:
    form = SubjectForm()
    if not may_choose_themes(actor):
        del form.is_theme
    return form


def _page(form: SubjectForm, old: queries.SubjectToKeep | None = None, **more: object) -> str:
    return render_template("moderation/subject.html", form=form, old=old, **more)


def _saved(
    actor: Actor, form: SubjectForm, slug: str | None, old: queries.SubjectToKeep | None = None
) -> ResponseReturnValue:
    if not form.validate():
        return _page(form, old), 422
    try:
        answer = do_once(actor, form, lambda: _save(actor, form, slug))
    except Stale:
        return _show_both(actor, form, slug or "")
    except Refused as refused:
        fields = (refused.field, f"in_{refused.field}", "in_en")
        form.refuse(next(one for one in fields if one in form), refused.reason)
        return _page(form, old), 422
    flash(_("The subject is saved."))
    return answer


def _show_both(actor: Actor, form: SubjectForm, slug: str) -> ResponseReturnValue:
    """Somebody saved meanwhile: the form keeps what was typed, and theirs stands beside it."""
    newest = queries.subject_to_keep(actor, slug)
    if newest.tag.slug != slug:  # merged: what was typed is no text of that one
        raise Stale
    form.version.data = newest.version
    return _page(form, newest, theirs=form.other_words_of(newest.subject)), 409


def _save(actor: Actor, form: SubjectForm, slug: str | None) -> str:
    if slug is None:
        return _to(actions.make_subject_logged(actor, form.told()))
    actions.change_subject_logged(actor, slug, form.told(), version=form.version.data)
    return _to(slug)


@moderation.route("/tags/<slug>/merge", methods=["GET", "POST"])
@open_to(Audience.MODERATORS)
def merge_subject(slug: str) -> ResponseReturnValue:
    """A moderator brings two subjects together that mean the same, and says why."""
    actor = current_actor()
    old = queries.subject_to_keep(actor, slug)
    form = _merge_form(old, slug)
    if request.method == "POST":
        return _merged(actor, form, old, slug)
    if old.tag.slug != slug:  # merged already
        return redirect(_to(old.tag.slug), 301)
    form.version.data, form.into.data = old.version, request.args.get("into")
    return _merge_page(form, old)


def _merged(
    actor: Actor, form: MergeSubjectForm, old: queries.SubjectToKeep, slug: str
) -> ResponseReturnValue:
    return moved(
        actor,
        form,
        lambda: _merge(actor, form, slug),
        lambda: _merge_page(form, old),
        _("The subjects are merged."),
        url_for("moderation.merge_subject", slug=slug, into=form.into.data),
    )


def _merge_form(old: queries.SubjectToKeep, slug: str) -> MergeSubjectForm:
    form, here = MergeSubjectForm(), current_code()
    form.offer(queries.subjects_beside(old.tag, slug, here), here)
    return form


def _merge_page(form: MergeSubjectForm, old: queries.SubjectToKeep) -> str:
    return render_template("moderation/merge_subject.html", form=form, old=old)


def _merge(actor: Actor, form: MergeSubjectForm, slug: str) -> str:
    why = Why(form.reason.data, form.lang)
    actions.merge_subjects_with_reason(actor, slug, form.into.data, why, version=form.version.data)
    return _to(form.into.data)


def _to(slug: str) -> str:
    return url_for("forum.show_tag", slug=slug)
