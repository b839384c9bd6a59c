from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.actions.texts import rendered
from exchange.forum.queries.mentions import Where
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused, Stale
from exchange.moderation import actions, queries
from exchange.moderation.forms import RevertForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.forms import whole_number


@moderation.route("/posts/<int:post_id>/revert", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def revert(post_id: int) -> ResponseReturnValue:
    """A moderator puts an earlier text of a post back and says why."""
    actor, form = current_actor(), RevertForm()
    to = whole_number(request.values.get("to"))
    if to is None:
        raise NotFound
    page = queries.revert_page(actor, post_id, to)
    if request.method == "GET":
        form.to.data, form.version.data = to, page.post.edit_version
        return render_template("moderation/revert.html", form=form, page=page)
    if not form.validate():
        return render_template("moderation/revert.html", form=form, page=page), 422
    return _answer(actor, post_id, form, page)


def _answer(
    actor: Actor, post_id: int, form: RevertForm, page: queries.RevertPage
) -> ResponseReturnValue:
    try:
        # While nobody waits for the database; it is remembered.
        rendered(page.past.source, Where(edited=post_id))
        answer = do_once(actor, form, lambda: _revert(actor, post_id, form))
    except Stale:
        return _again(actor, post_id, form, _("This post was changed meanwhile")), 409
    except Refused as refused:  # what was written once need not be what can be written today
        return _again(actor, post_id, form, refused.reason), 422
    flash(_("The earlier text stands there again."))
    return answer


def _revert(actor: Actor, post_id: int, form: RevertForm) -> str:
    actions.revert_post(
        actor,
        post_id,
        to=form.to.data,
        version=form.version.data,
        reason=form.reason.data,
        lang=form.lang,
    )
    return url_for("forum.show_post", post_id=post_id)


def _again(actor: Actor, post_id: int, form: RevertForm, told: object) -> str:
    """With what stands there now before their eyes, and the reason kept."""
    page = queries.revert_page(actor, post_id, form.to.data)
    form.read_again(page.post.edit_version, told)
    return render_template("moderation/revert.html", form=form, page=page)
