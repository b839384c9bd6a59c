"""Forms of polls."""

from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


@form_of("polls.put", has_text=True)
def put(lang: str) -> Scene:
    who = make.a_person()
    thread = make.a_thread(who)
    answers = "Ponedeljak\nUtorak"
    return at(f"/threads/{thread.id}/poll", who, answers=answers, most="1", results="always")


@form_of("polls.vote")
def vote(_lang: str) -> Scene:
    thread = make.a_thread()
    poll = make.a_poll(thread)
    choice = str(make.choices_of(poll)[0])
    place = f"/threads/{thread.id}"
    return Scene(place, make.a_person(), f"/polls/{poll.id}/vote", {"choice": choice})


@form_of("polls.take_back")
def take_back(_lang: str) -> Scene:
    thread, who = make.a_thread(), make.a_person()
    poll = make.a_poll(thread)
    make.polls.vote(who, poll.id, make.choices_of(poll)[:1])
    return button(f"/threads/{thread.id}", who, f"/polls/{poll.id}/take-back")


@form_of("polls.close")
def close(_lang: str) -> Scene:
    who = make.a_person()
    thread = make.a_thread(who)
    return button(f"/threads/{thread.id}", who, f"/polls/{make.a_poll(thread).id}/close")


@form_of("polls.reopen")
def reopen(_lang: str) -> Scene:
    who = make.a_person()
    thread = make.a_thread(who)
    poll = make.a_poll(thread)
    make.polls.close_poll(who, poll.id)
    return button(f"/threads/{thread.id}", who, f"/polls/{poll.id}/open")


@form_of("polls.remove")
def remove(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"/polls/{make.a_poll(make.a_thread(who)).id}/remove", who)
