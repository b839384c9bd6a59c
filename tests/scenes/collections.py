"""Forms of collections."""

from exchange.collections.actions import hide_collection
from exchange.library.codes import code_of
from exchange.people.actor import Actor
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


@form_of("collections.new", has_text=True)
def new(lang: str) -> Scene:
    return at("/collections/new", make.a_person(), lang=lang)


@form_of("collections.change", has_text=True)
def change(lang: str) -> Scene:
    who = make.a_person()
    return at(f"/collections/{make.a_collection(who)}/edit", who, lang=lang)


@form_of("collections.remove")
def remove(_lang: str) -> Scene:
    who = make.a_person()
    return at(f"/collections/{make.a_collection(who)}/remove", who)


@form_of("collections.collect", has_text=True)
def collect(_lang: str) -> Scene:
    who = make.a_person()
    make.a_collection(who)
    return at(f"/experiences/{code_of(make.a_published().number)}/collect", who)


def _with_two(who: Actor) -> tuple[str, str]:
    """Where it is, and the code of what stands first in it."""
    records = make.a_published(), make.a_published()
    made = make.a_collection(who, *records)
    return f"/collections/{made}", code_of(records[0].number)


@form_of("collections.move")
def move(_lang: str) -> Scene:
    who = make.a_person()
    page, code = _with_two(who)
    return button(page, who, f"{page}/{code}/place/2")


@form_of("collections.take_out")
def take_out(_lang: str) -> Scene:
    who = make.a_person()
    page, code = _with_two(who)
    return button(page, who, f"{page}/{code}/take-out")


@form_of("collections.hide", has_text=True)
def hide(_lang: str) -> Scene:
    made = make.a_collection(audience="public")
    return at(f"/collections/{made}/hide", make.a_moderator())


@form_of("collections.show")
def show(_lang: str) -> Scene:
    who = make.a_moderator()
    made = make.a_collection(audience="public")
    hide_collection(who, made, reason="It advertises a shop.")
    return button(f"/collections/{made}", who, f"/collections/{made}/show")


@form_of("collections.ask_for_booklet")
def ask_for_booklet(_lang: str) -> Scene:
    made = make.a_collection(None, make.a_published(), audience="public")
    return button(f"/collections/{made}/booklet", make.a_person(), "/booklet/full")


@form_of("collections.ask_for_shared_booklet")
def ask_for_shared_booklet(_lang: str) -> Scene:
    made = make.a_collection(None, make.a_published(), audience="link")
    shared = f"/collections/shared/{make.link_of(made)}"
    return button(f"{shared}/booklet", None, f"{shared}/booklet/short")
