"""Forms of moderation."""

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.moderation import actions
from tests import factories as make
from tests.scenes.forum import a_thread
from tests.scenes.scene import Scene, at, form_of


@form_of("moderation.flag", has_text=True)
def flag(_lang: str) -> Scene:
    return at(f"/posts/{a_thread()[2]}/flag", make.a_person(), rule="respect")


@form_of("moderation.hide", has_text=True)
def hide(_lang: str) -> Scene:
    return at(f"/posts/{a_thread()[2]}/hide", make.a_moderator(), rule="respect")


@form_of("moderation.show", has_text=True)
def show(_lang: str) -> Scene:
    post = a_thread()[2]
    actions.hide_with_reason(
        make.a_moderator(), post, post_version=1, rule="respect", sentence="", lang="en"
    )
    return at(f"/posts/{post}/show", make.a_moderator())


@form_of("moderation.revert", has_text=True)
def revert(_lang: str) -> Scene:
    who, post = make.a_moderator(), a_thread()[2]
    forum.edit_post(who, post, version=1, body="Without the name.", lang="en")
    page = f"/posts/{post}/revert"
    return Scene(f"{page}?to=1", who, page)


@form_of("moderation.decide", has_text=True)
def decide(_lang: str) -> Scene:
    case = f"/moderation/cases/{make.a_flag(a_thread()[2])}"
    given = {"outcome": "hidden", "rule": "respect"}
    return Scene(case, make.a_moderator(), f"{case}/decide", given)


@form_of("moderation.lock", has_text=True)
def lock(_lang: str) -> Scene:
    return at(f"/threads/{a_thread()[1]}/lock", make.a_moderator())


@form_of("moderation.unlock", has_text=True)
def unlock(_lang: str) -> Scene:
    thread, who = a_thread()[1], make.a_moderator()
    forum.lock_thread(who, thread)
    return at(f"/threads/{thread}/unlock", who)


@form_of("moderation.move_thread", has_text=True)
def move_thread(_lang: str) -> Scene:
    page = f"/threads/{a_thread()[1]}/move"
    return Scene(f"{page}?to={make.a_category().id}", make.a_moderator(), page)


@form_of("moderation.move_post", has_text=True)
def move_post(_lang: str) -> Scene:
    page, under = f"/posts/{a_thread()[2]}/move", make.opening_of(make.a_thread())
    return Scene(f"{page}?under={under}", make.a_moderator(), page)


@form_of("moderation.merge", has_text=True)
def merge(_lang: str) -> Scene:
    page, under = f"/threads/{a_thread()[1]}/merge", make.opening_of(make.a_thread())
    return Scene(f"{page}?under={under}", make.a_moderator(), page)


@form_of("moderation.split", has_text=True)
def split(_lang: str) -> Scene:
    return at(f"/posts/{a_thread()[2]}/split", make.a_moderator())


@form_of("moderation.pin", has_text=True)
def pin(_lang: str) -> Scene:
    return at(f"/threads/{a_thread()[1]}/pin", make.a_moderator())


@form_of("moderation.unpin", has_text=True)
def unpin(_lang: str) -> Scene:
    thread, who = a_thread()[1], make.a_moderator()
    forum.pin_thread(who, "category", None, Seen(thread, 1))
    return at(f"/threads/{thread}/unpin", who)


@form_of("moderation.change_kind", has_text=True)
def change_kind(_lang: str) -> Scene:
    return at(f"/threads/{a_thread()[1]}/kind", make.a_moderator())


@form_of("moderation.new_subject", has_text=True)
def new_subject(_lang: str) -> Scene:
    return at("/tags/new", make.an_admin())


@form_of("moderation.edit_subject", has_text=True)
def edit_subject(_lang: str) -> Scene:
    return at(f"/tags/{make.a_tag().slug}/edit", make.an_admin())


@form_of("moderation.merge_subject", has_text=True)
def merge_subject(_lang: str) -> Scene:
    into, page = make.a_tag().slug, f"/tags/{make.a_tag().slug}/merge"
    return at(page, make.a_moderator(), into=into, sure="y")


@form_of("moderation.close_as_duplicate", has_text=True)
def close_as_duplicate(_lang: str) -> Scene:
    page = f"/threads/{a_thread()[1]}/duplicate"
    return Scene(f"{page}?of={make.a_thread().id}", make.a_moderator(), page)


@form_of("moderation.reopen", has_text=True)
def reopen(_lang: str) -> Scene:
    thread, who = a_thread()[1], make.a_moderator()
    forum.close_as_duplicate(who, Seen(thread, 1, make.a_thread().id))
    return at(f"/threads/{thread}/unduplicate", who)


@form_of("moderation.select_threads", has_text=True)
def select_threads(_lang: str) -> Scene:
    one, other = a_thread()[1], a_thread()[1]
    page = "/moderation/threads"
    asked = f"ids={one}.{other}&id={one}&id={other}&do=hide&to="
    return Scene(f"{page}?{asked}", make.a_moderator(), page, {"rule": "respect"})
