"""Forms of the forum."""

from exchange.forum import actions
from exchange.people.actor import Actor
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


def a_thread(who: Actor | None = None, **given: object) -> tuple[str, int, int]:
    """A thread with a reply by another: its page, its id, that of the reply."""
    thread = make.a_thread(who, **given)
    return f"/threads/{thread.id}", thread.id, make.a_reply(thread)


@form_of("forum.ask", has_text=True)
def ask(lang: str) -> Scene:
    return at("/ask", make.a_person(), category=str(make.a_category().id), lang=lang)


@form_of("forum.reply", has_text=True)
def reply(lang: str) -> Scene:
    return at(f"/posts/{a_thread()[2]}/reply", make.a_person(), lang=lang)


@form_of("forum.edit", has_text=True)
def edit_post(lang: str) -> Scene:
    who = make.a_person()
    return at(f"/posts/{make.opening_of(make.a_thread(who))}/edit", who, lang=lang)


@form_of("forum.keep_question", has_text=True)
def keep_question(lang: str) -> Scene:
    return Scene("/ask", make.a_person(), "/ask/draft", {"lang": lang})


@form_of("forum.keep_reply", has_text=True)
def keep_reply(lang: str) -> Scene:
    here = f"/posts/{a_thread()[2]}/reply"
    return Scene(here, make.a_person(), f"{here}/draft", {"lang": lang})


@form_of("forum.keep_change", has_text=True)
def keep_change(lang: str) -> Scene:
    who = make.a_person()
    here = f"/posts/{make.opening_of(make.a_thread(who))}/edit"
    return Scene(here, who, f"{here}/draft", {"lang": lang})


@form_of("forum.announce", has_text=True)
def announce(lang: str) -> Scene:
    return at("/announce", make.a_moderator(), category=str(make.a_category().id), lang=lang)


@form_of("forum.keep_announcement", has_text=True)
def keep_announcement(lang: str) -> Scene:
    return Scene("/announce", make.a_moderator(), "/announce/draft", {"lang": lang})


@form_of("forum.change_announcement")
def change_announcement(_lang: str) -> Scene:
    who = make.a_moderator()
    return at(f"/threads/{make.an_announcement(who).id}/announcement", who)


@form_of("forum.confirm")
def confirm(_lang: str) -> Scene:
    thread = make.an_announcement(asks=True)
    return button(f"/threads/{thread.id}", make.a_person(), f"/threads/{thread.id}/confirm")


@form_of("forum.put_away")
def put_away(_lang: str) -> Scene:
    thread = make.an_announcement()
    return button("/", make.a_person(), f"/threads/{thread.id}/put-away")


@form_of("forum.remind")
def remind(_lang: str) -> Scene:
    who = make.a_moderator()
    thread = make.an_announcement(who, asks=True)
    make.a_person()
    return button(f"/threads/{thread.id}", who, f"/threads/{thread.id}/remind")


@form_of("forum.discard_draft")
def discard_draft(_lang: str) -> Scene:
    who = make.a_person()
    return button("/drafts", who, f"/drafts/{make.a_text_begun(who)}/discard")


@form_of("forum.bookmark", has_text=True)
def bookmark(_lang: str) -> Scene:
    return at(f"/posts/{a_thread()[2]}/bookmark", make.a_person())


@form_of("forum.change_bookmark", has_text=True)
def change_bookmark(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"/bookmarks/{make.a_mark(who, a_thread()[2])}", who)


@form_of("forum.remove_bookmark")
def remove_bookmark(_lang: str) -> Scene:
    who = make.a_person()
    mark = make.a_mark(who, a_thread()[2])
    return button("/bookmarks", who, f"/bookmarks/{mark}/remove")


@form_of("forum.delete")
def delete(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"/posts/{make.a_reply(make.a_thread(), who)}/delete", who)


@form_of("forum.restore")
def restore(_lang: str) -> Scene:
    who = make.a_person()
    post = make.a_reply(make.a_thread(), who)
    actions.delete_post(who, post)
    return at(f"/posts/{post}/restore", who)


@form_of("forum.find_helpful")
def find_helpful(_lang: str) -> Scene:
    page, _, post = a_thread()
    return button(page, make.a_person(), f"/posts/{post}/helpful")


@form_of("forum.take_back_helpful")
def take_back_helpful(_lang: str) -> Scene:
    page, _, post = a_thread()
    who = make.a_person()
    actions.find_helpful(who, post)
    return button(page, who, f"/posts/{post}/not-helpful")


@form_of("forum.accept")
def accept(_lang: str) -> Scene:
    who = make.a_person()
    page, thread, _ = a_thread(who)
    return button(page, who, f"/threads/{thread}/accept")


@form_of("forum.reopen")
def reopen(_lang: str) -> Scene:
    who = make.a_person()
    page, thread, post = a_thread(who)
    actions.accept_answer(who, post)
    return button(page, who, f"/threads/{thread}/reopen")


@form_of("forum.read_all")
def read_all(_lang: str) -> Scene:
    who = make.a_person()
    a_thread()
    return button("/threads", who, "/threads/all-read")


@form_of("forum.read_category")
def read_category(_lang: str) -> Scene:
    who, category = make.a_person(), make.a_category()
    a_thread(category=category)
    return button(f"/categories/{category.id}", who, f"/categories/{category.id}/all-read")


@form_of("forum.watch")
def watch(_lang: str) -> Scene:
    page, thread, _ = a_thread()
    return button(page, make.a_person(), f"/threads/{thread}/watch")


@form_of("forum.unwatch")
def unwatch(_lang: str) -> Scene:
    who = make.a_person()
    page, thread, _ = a_thread(who)
    return button(page, who, f"/threads/{thread}/unwatch")


@form_of("forum.watch_category")
def watch_category(_lang: str) -> Scene:
    category = make.a_category()
    here = f"/categories/{category.id}"
    return button(here, make.a_person(), f"{here}/watch")


@form_of("forum.unwatch_category")
def unwatch_category(_lang: str) -> Scene:
    who, category = make.a_person(), make.a_category()
    actions.watch_category(who, category.id)
    here = f"/categories/{category.id}"
    return button(here, who, f"{here}/unwatch")


@form_of("forum.watch_written")
def watch_written(_lang: str) -> Scene:
    who = make.a_person()
    actions.switch_watching_off(who)
    return button("/settings", who, "/settings/watch-written")


@form_of("forum.watch_no_written")
def watch_no_written(_lang: str) -> Scene:
    return button("/settings", make.a_person(), "/settings/not-watch-written")


NAMED = {"audience": "public"}


@form_of("forum.new_category", has_text=True)
def new_category(_lang: str) -> Scene:
    return at("/categories/new", make.an_admin(), **NAMED)


@form_of("forum.edit_category")  # no text: two categories of one name would stand in a list
def edit_category(_lang: str) -> Scene:
    return at(f"/categories/{make.a_category().id}/edit", make.an_admin())


@form_of("forum.invite")
def invite(_lang: str) -> Scene:
    room, guest = make.a_room(make.an_organisation()), make.a_mentor()
    page, who = f"/categories/{room.id}/edit", f"/people/{guest.id}"
    return Scene(page, make.an_admin(), f"/categories/{room.id}/invite", {"who": who})


@form_of("forum.take_back_invitation")
def take_back_invitation(_lang: str) -> Scene:
    guest = make.a_mentor()
    room = make.a_room(make.an_organisation(), guests=[guest])
    action = f"/categories/{room.id}/guests/{guest.id}/take-back"
    return button(f"/categories/{room.id}/edit", make.an_admin(), action)
