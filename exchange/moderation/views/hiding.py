from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.policy import may_moderate_in
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale, require
from exchange.moderation import actions, queries
from exchange.moderation.forms import HideForm, ShowForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@moderation.route("/posts/<int:post_id>/hide", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def hide(post_id: int) -> ResponseReturnValue:
    """A moderator who meets a post that breaks a rule hides it and tells its author why."""
    actor, form = current_actor(), HideForm()
    to = _judged(actor, queries.post_to_hide(actor, post_id))
    if request.method == "GET":
        require(to.ruling)
        form.post_version.data = to.post.edit_version
        return render_template("moderation/hide.html", form=form, to=to)
    if not form.validate():
        return render_template("moderation/hide.html", form=form, to=to), 422
    try:
        answer = do_once(actor, form, lambda: _hide(actor, post_id, form))
    except Stale:
        return _stale(actor, post_id, form), 409
    flash(_("The post is hidden. The author is told, in their language."))
    return answer


def _judged(actor: Actor, to: queries.PostToJudge) -> queries.PostToJudge:
    """Whoever moderates elsewhere is no more than a reader here."""
    require(may_moderate_in(actor, to.thread))
    return to


def _hide(actor: Actor, post_id: int, form: HideForm) -> str:
    actions.hide_with_reason(
        actor,
        post_id,
        post_version=form.post_version.data,
        rule=form.rule.data,
        sentence=form.sentence.data,
        lang=form.lang,
    )
    return url_for("forum.show_post", post_id=post_id)


def _stale(actor: Actor, post_id: int, form: HideForm) -> str:
    """What another moderator has decided, or what the author has made of the post."""
    to = queries.post_to_hide(actor, post_id)
    if not to.post.hidden_at:
        form.read_again(to.post.edit_version)
        return render_template("moderation/hide.html", form=form, to=to)
    decision = queries.last_decision_about(actor, post_id)
    if decision is None:
        raise Stale
    return render_template("moderation/stale.html", decision=decision, form=form)


@moderation.route("/posts/<int:post_id>/show", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def show(post_id: int) -> ResponseReturnValue:
    """A moderator takes a hiding back and says why."""
    actor, form = current_actor(), ShowForm()
    to = _judged(actor, queries.post_to_show(actor, post_id))
    if request.method == "GET":
        require(to.ruling)
        return render_template("moderation/show.html", form=form, to=to)
    if not form.validate():
        return render_template("moderation/show.html", form=form, to=to), 422
    answer = do_once(actor, form, lambda: _show(actor, post_id, form))
    flash(_("The post is shown again."))
    return answer


def _show(actor: Actor, post_id: int, form: ShowForm) -> str:
    actions.show_again(actor, post_id, reason=form.reason.data, lang=form.lang)
    return url_for("forum.show_post", post_id=post_id)
