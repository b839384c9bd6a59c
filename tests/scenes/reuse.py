"""Forms of reuse."""

from exchange.library.codes import code_of
from tests import factories as make
from tests.scenes.scene import Scene, at, button, form_of


@form_of("reuse.declare", has_text=True)
def declare(lang: str) -> Scene:
    who = make.a_person(organisation=make.an_organisation())
    record = make.a_published()
    path = f"/experiences/{code_of(record.number)}/reuse"
    return at(path, who, lang=lang, start_year="2019", state="done")


@form_of("reuse.change", has_text=True)
def change(lang: str) -> Scene:
    who = make.a_person(organisation=make.an_organisation())
    path = f"/reuse/{make.a_reuse(who)}/edit"
    return at(path, who, lang=lang, start_year="2019", state="done")


@form_of("reuse.take_back")
def take_back(_lang: str) -> Scene:
    who = make.a_person(organisation=make.an_organisation())
    return at(f"/reuse/{make.a_reuse(who)}/take-back", who)


@form_of("reuse.confirm")
def confirm(_lang: str) -> Scene:
    author = make.a_person()
    reuse = make.a_reuse(record=make.a_published(author))
    step = make.newest_step_of(reuse)
    return button(f"/reuse/{reuse}", author, f"/reuse/{reuse}/steps/{step}/confirm")


@form_of("reuse.decline", has_text=True)
def decline(lang: str) -> Scene:
    author = make.a_person()
    reuse = make.a_reuse(record=make.a_published(author))
    return at(f"/reuse/{reuse}/steps/{make.newest_step_of(reuse)}/decline", author, lang=lang)
