from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.moderation import actions, queries
from exchange.moderation.forms import FlagForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@moderation.route("/posts/<int:post_id>/flag", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def flag(post_id: int) -> ResponseReturnValue:
    """Who meets a post that breaks a rule hands it to the moderators."""
    actor, form = current_actor(), FlagForm()
    to = queries.post_to_flag(actor, post_id)
    require(to.ruling)
    if request.method == "GET":
        return render_template("moderation/flag.html", form=form, to=to)
    if not form.validate():
        return render_template("moderation/flag.html", form=form, to=to), 422
    answer = do_once(actor, form, lambda: _flag(actor, post_id, form))
    if to.flag:
        flash(_("You have already flagged this post: a moderator will read it."))
    else:
        flash(_("Thank you. A moderator will read this post and decide."))
    return answer


def _flag(actor: Actor, post_id: int, form: FlagForm) -> str:
    actions.flag_post(
        actor, post_id, rule=form.rule.data, sentence=form.sentence.data, lang=form.lang
    )
    return url_for("forum.show_post", post_id=post_id)
